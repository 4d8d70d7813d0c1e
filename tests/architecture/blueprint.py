"""The repository as the rules see it: its Python, its templates, and the template AWS would make of ours."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import yaml_parse

ROOT = Path(__file__).parents[2]
DOMAIN = ROOT / "layers" / "domain" / "urp"
FUNCTIONS = ROOT / "functions"
INFRA = ROOT / "infra"

type Template = dict[str, Any]
"""CloudFormation as parsed: short forms such as !Ref already written out."""


def domain_modules() -> list[Path]:
    return sorted(DOMAIN.rglob("*.py"))


def handlers() -> list[Path]:
    return sorted(FUNCTIONS.glob("*/handler.py"))


def house_modules() -> list[Path]:
    """Every Python file we write."""
    folders = (FUNCTIONS, ROOT / "layers", INFRA, ROOT / "tests")
    return sorted(path for folder in folders for path in folder.rglob("*.py"))


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@cache
def template(name: str = "template.yaml") -> Template:
    found: Template = yaml_parse((ROOT / name).read_text(encoding="utf-8"))
    return found


def nested_templates() -> list[Template]:
    return [template(str(path.relative_to(ROOT))) for path in sorted(INFRA.glob("*.yaml"))]


def of_type(kind: str, *templates: Template) -> dict[str, Template]:
    """Resources of one type, by logical id, of the given templates or of all of them."""
    chosen = templates or (template(), *nested_templates())
    return {name: body for each in chosen for name, body in each["Resources"].items() if body["Type"] == kind}


def functions() -> dict[str, Template]:
    return of_type("AWS::Serverless::Function", template())


def folder_of(function: str) -> str:
    """BroadcastSendFunction lives in functions/broadcast_send."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", function.removesuffix("Function")).lower()


@cache
def translated() -> Template:
    """What CloudFormation gets: the template with its transform applied, code already in some bucket."""
    source: Template = yaml_parse((ROOT / "template.yaml").read_text(encoding="utf-8"))
    for body in source["Resources"].values():
        for place in ("CodeUri", "ContentUri"):
            if place in body.get("Properties", {}):
                body["Properties"][place] = "s3://any/code.zip"
    values = {"Stage": "production", "WabaId": "2", "PhoneNumberId": "1"}
    result: Template = Translator({}, Parser()).translate(source, values)
    return result


def references(node: object) -> set[str]:
    """Logical ids that this part of a template needs to exist first."""
    match node:
        case {"Ref": str(name)}:
            return {name}
        case {"Fn::GetAtt": [str(name), *_]}:
            return {name}
        case {"Fn::GetAtt": str(dotted)}:
            return {dotted.partition(".")[0]}
        case {"Fn::Sub": [str(text), dict(given)]}:
            return (_named_in(text) - given.keys()) | references(given)
        case {"Fn::Sub": str(text)}:
            return _named_in(text)
        case dict():
            waits = node.get("DependsOn", [])
            waits = {waits} if isinstance(waits, str) else set(waits)
            return waits.union(*(references(value) for value in node.values()))
        case list():
            return set().union(*(references(value) for value in node))
        case _:
            return set()


def _named_in(text: str) -> set[str]:
    return {name.split(".")[0] for name in re.findall(r"\$\{([^}!]+)\}", text)}
