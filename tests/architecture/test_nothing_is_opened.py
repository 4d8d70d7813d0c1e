"""Photos, voice notes and files are never fetched: nothing in the service could."""

import ast
import re
from dataclasses import fields
from pathlib import Path

import pytest

from tests.architecture.blueprint import house_modules, name_of, parsed
from urp.whatsapp.content import Attachment

_WAY_TO_MEDIA = re.compile(
    r"lookaside|fbsbx|/media\b|\bmedia_id\b|\bmime_type\b|\bsha256\b.*base64", re.IGNORECASE
)


@pytest.mark.parametrize(
    "path",
    [path for path in house_modules() if "infra" not in path.parts and "tests" not in path.parts],
    ids=name_of,
)
def test_no_line_of_the_service_knows_where_whatsapp_keeps_a_photo(path: Path) -> None:
    texts = [node.value for node in ast.walk(parsed(path)) if isinstance(node, ast.Constant)]
    names = [node.id for node in ast.walk(parsed(path)) if isinstance(node, ast.Name)]

    assert [text for text in (*texts, *names) if isinstance(text, str) and _WAY_TO_MEDIA.search(text)] == []


def test_of_an_attachment_only_the_words_beside_it_are_read() -> None:
    assert [each.name for each in fields(Attachment)] == ["caption"]
