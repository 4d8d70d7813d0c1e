"""Names come from the desk, and nothing is written that nobody reads."""

import ast
import re
from pathlib import Path

from tests.architecture.blueprint import (
    DOMAIN,
    ROOT,
    domain_modules,
    handlers,
    house_modules,
    name_of,
    parsed,
)
from urp.town.texts import TextKey

NO_NAME_FOR_A_MODULE = {"utils", "util", "common", "helpers", "helper", "core", "misc", "base"}
NO_END_OF_A_CLASS = ("Manager", "Handler", "Helper", "Util", "Utils", "Processor", "Data", "Info", "Service")


def test_a_module_says_what_it_is_about() -> None:
    parts = {
        part.lower() for path in house_modules() for part in path.relative_to(ROOT).with_suffix("").parts
    }

    assert NO_NAME_FOR_A_MODULE.isdisjoint(parts)


def test_a_class_is_named_for_what_it_is() -> None:
    nodes = (node for path in house_modules() for node in ast.walk(parsed(path)))
    classes = [node.name for node in nodes if isinstance(node, ast.ClassDef)]

    assert [name for name in classes if name.endswith(NO_END_OF_A_CLASS)] == []


def test_a_module_opens_with_what_it_is_for() -> None:
    silent = [
        name_of(path)
        for path in domain_modules() + handlers()
        if not ast.get_docstring(parsed(path)) and path.read_text(encoding="utf-8").strip()
    ]

    assert silent == []


def test_every_text_of_the_profile_is_said_somewhere() -> None:
    texts = DOMAIN / "town" / "texts"
    elsewhere = [path for path in domain_modules() + handlers() if texts not in path.parents]
    said = {
        node.attr
        for path in elsewhere
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "TextKey"
    }

    assert {key.name for key in TextKey} == said


def test_no_line_is_left_for_later() -> None:
    left = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    own = Path(__file__)

    found = [
        name_of(path) for path in house_modules() if path != own and left.search(path.read_text("utf-8"))
    ]

    assert found == []
