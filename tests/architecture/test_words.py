"""Names come from the desk, and nothing is written that nobody reads."""

import ast
import re
from pathlib import Path

import pytest

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


@pytest.mark.parametrize("path", house_modules(), ids=name_of)
def test_a_module_says_what_it_is_about(path: Path) -> None:
    assert NO_NAME_FOR_A_MODULE.isdisjoint(
        part.lower() for part in path.relative_to(ROOT).with_suffix("").parts
    )


@pytest.mark.parametrize("path", house_modules(), ids=name_of)
def test_a_class_is_named_for_what_it_is(path: Path) -> None:
    classes = [node.name for node in ast.walk(parsed(path)) if isinstance(node, ast.ClassDef)]

    assert not [name for name in classes if name.endswith(NO_END_OF_A_CLASS)]


@pytest.mark.parametrize("path", domain_modules() + handlers(), ids=name_of)
def test_a_module_opens_with_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(parsed(path)) or not path.read_text(encoding="utf-8").strip()


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
