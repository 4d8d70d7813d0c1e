"""The repository as the rules see it: its Python, its templates, and the template AWS would make of ours."""

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import yaml_parse

import urp.wiring
from urp.settings import Settings

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
    return _names_in(ast.walk(parsed(path)))


def loaded(path: Path) -> Iterator[str]:
    """What is imported when the module runs: not what a type alone is named by."""
    for_types = {
        inner
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    return _names_in(node for node in ast.walk(parsed(path)) if node not in for_types)


def _names_in(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
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


def statements_of(role: Template) -> list[Template]:
    """Of a function or a role: what it may do, also what it may do under a condition alone."""
    documents = (policy.get("PolicyDocument", policy) for policy in role["Properties"].get("Policies", ()))
    found = [statement for document in documents for statement in document["Statement"]]
    unfolded = [each for statement in found for each in statement.get("Fn::If", [None, statement])[1:]]
    return [each for each in unfolded if each != {"Ref": "AWS::NoValue"}]


def metrics_of(alarm: Template) -> list[Template]:
    """Namespace, name and dimensions of each metric that an alarm watches, by itself or in a sum."""
    properties = alarm["Properties"]
    stats = [each["MetricStat"]["Metric"] for each in properties.get("Metrics", ()) if "MetricStat" in each]
    return stats if "Metrics" in properties else [properties]


def folder_of(function: str) -> str:
    """BroadcastSendFunction lives in functions/broadcast_send."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", function.removesuffix("Function")).lower()


def settings_of(function: str) -> type[Settings]:
    """Those that its wiring reads."""
    return _settings()[function.removesuffix("Function") + "Settings"]


@cache
def _settings() -> dict[str, type[Settings]]:
    names = (found.name for found in iter_modules(urp.wiring.__path__))
    modules = [import_module(f"urp.wiring.{name}") for name in names]
    return {
        name: var
        for module in modules
        for name, var in vars(module).items()
        if isinstance(var, type) and issubclass(var, Settings)
    }


def source() -> Template:
    """A copy of the template for its transform, code already in some bucket."""
    found: Template = yaml_parse((ROOT / "template.yaml").read_text(encoding="utf-8"))
    for body in found["Resources"].values():
        for place in ("CodeUri", "ContentUri"):
            if place in body.get("Properties", {}):
                body["Properties"][place] = "s3://any/code.zip"
    return found


def translation(of: Template, **parameters: str) -> Template:
    """What CloudFormation gets: the template with its transform applied, for a stage and its parameters."""
    values = {
        "Stage": "production",
        "WabaId": "2",
        "PhoneNumberId": "1",
        "GradualDeployment": "yes",
        **parameters,
    }
    result: Template = Translator({}, Parser()).translate(of, values)
    return result


@cache
def translated() -> Template:
    return translation(source())


def deployed(stage: str, **parameters: str) -> dict[str, Template]:
    """The translated resources that exist at a stage, with each `Fn::If` settled.

    Parameters of other names stay references; a parameter without a value has its default.
    """
    source = translated()
    defaults = {name: body.get("Default", "") for name, body in source["Parameters"].items()}
    values = {**defaults, **parameters, "Stage": stage}
    conditions: dict[str, bool] = {}
    for name, body in source["Conditions"].items():  # each after those it names
        conditions[name] = _holds(body, values, conditions)
    found: dict[str, Template] = _settled(
        {
            name: body
            for name, body in source["Resources"].items()
            if conditions.get(body.get("Condition", ""), True)
        },
        conditions,
    )
    return found


_ABSENT = {"Ref": "AWS::NoValue"}


def _holds(condition: object, values: dict[str, str], known: dict[str, bool]) -> bool:
    match condition:
        case {"Condition": str(name)}:
            return known[name]
        case {"Fn::Not": [inner]}:
            return not _holds(inner, values, known)
        case {"Fn::And": list(parts)}:
            return all(_holds(part, values, known) for part in parts)
        case {"Fn::Or": list(parts)}:
            return any(_holds(part, values, known) for part in parts)
        case {"Fn::Equals": [left, right]}:
            return _value(left, values) == _value(right, values)
        case _:
            raise NotImplementedError(f"a condition of another kind: {condition}")


def _value(node: object, values: dict[str, str]) -> str:
    match node:
        case {"Ref": str(name)}:
            return str(values[name])
        case {"Fn::Select": [int(index), {"Ref": str(name)}]}:
            return values[name].split(",")[index].strip()
        case _:
            return str(node)


def _settled(node: Any, conditions: dict[str, bool]) -> Any:  # noqa: ANN401 - a template is any JSON
    match node:
        case {"Fn::If": [str(name), yes, no]}:
            return _settled(yes if conditions[name] else no, conditions)
        case dict():
            settled = {name: _settled(value, conditions) for name, value in node.items()}
            return {name: value for name, value in settled.items() if value != _ABSENT}
        case list():
            chosen = [_settled(value, conditions) for value in node]
            return [value for value in chosen if value != _ABSENT]
        case _:
            return node


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
