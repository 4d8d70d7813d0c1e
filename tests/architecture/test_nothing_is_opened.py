"""Photos, voice notes and files are never fetched: nothing in the service could."""

import ast
import re
from dataclasses import fields

from tests.architecture.blueprint import ROOT, house_modules, name_of, parsed
from urp.whatsapp.content import Attachment

_WAY_TO_MEDIA = re.compile(
    r"lookaside|fbsbx|/media\b|\bmedia_id\b|\bmime_type\b|\bsha256\b.*base64", re.IGNORECASE
)


def test_no_line_of_the_service_knows_where_whatsapp_keeps_a_photo() -> None:
    home = {"infra", "tests"}
    service = [path for path in house_modules() if home.isdisjoint(path.relative_to(ROOT).parts)]
    nodes = [(path, node) for path in service for node in ast.walk(parsed(path))]
    texts = [(path, node.value) for path, node in nodes if isinstance(node, ast.Constant)]
    names = [(path, node.id) for path, node in nodes if isinstance(node, ast.Name)]

    found = [
        (name_of(path), text)
        for path, text in (*texts, *names)
        if isinstance(text, str) and _WAY_TO_MEDIA.search(text)
    ]
    assert found == []


def test_of_an_attachment_only_the_words_beside_it_are_read() -> None:
    assert [field.name for field in fields(Attachment)] == ["caption"]
