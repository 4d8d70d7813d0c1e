"""The account's templates, read at Meta."""

from __future__ import annotations

import responses
from responses.matchers import query_param_matcher

from tests.cases import every
from urp.whatsapp.graph.graph_connection import GraphTokens
from urp.whatsapp.graph.graph_templates import GraphTemplates
from urp.whatsapp.template_list import FIELDS, TemplateAtMeta, digest_components

URL = "https://graph.example/v25.0/800000000000001/message_templates"
EVENT = {
    "name": "evento",
    "language": "it",
    "status": "REJECTED",
    "category": "MARKETING",
    "rejected_reason": "PROMOTIONAL",
    "quality_score": {"score": "RED"},
    "components": [{"type": "BODY", "text": "Il Comune ti invita a {{titolo}}, di sera.\r\n"}],
}


def read() -> tuple[TemplateAtMeta, ...] | None:
    return GraphTemplates(
        "https://graph.example", "v25.0", "800000000000001", GraphTokens(lambda: ["token"])
    ).read()


def test_all_pages_are_read() -> None:
    with responses.RequestsMock() as meta:
        second = query_param_matcher({"after": "c1"}, strict_match=False)
        meta.get(URL, json={"data": [EVENT | {"name": "altro"}]}, match=[second])
        meta.get(URL, json={"data": [EVENT], "paging": {"cursors": {"after": "c1"}}})

        found = read()

    assert found is not None
    assert [(each.name, each.status, each.rejection, each.quality) for each in found] == [
        ("evento", "REJECTED", "PROMOTIONAL", "RED"),
        ("altro", "REJECTED", "PROMOTIONAL", "RED"),
    ]


def test_a_field_that_meta_does_not_know_costs_only_that_field() -> None:
    with responses.RequestsMock() as meta:
        plain = query_param_matcher({"fields": FIELDS}, strict_match=False)
        meta.get(URL, json={"data": [EVENT]}, match=[plain])
        meta.get(URL, status=400, json={"error": {"code": 100}})

        found = read()

    assert found is not None
    assert len(found) == 1


@every("body", [b"", b"[]", b'{"data": "many"}', b'{"error": {"code": 10}}'])
def test_what_is_no_list_is_not_an_empty_one(body: bytes) -> None:
    with responses.RequestsMock() as meta:
        meta.get(URL, body=body)

        assert read() is None


@every(
    ("text", "same"),
    [
        ("⚠️ Allerta {{livello}}.\nChiama il 112.", True),
        ("⚠ Allerta {{livello}}. \r\nChiama il 112.\n", True),
        ("⚠️ Allerta {{livello}}. Chiama il 112.", False),
        ("⚠️ Allerta {{livello}}.\nChiama il 113.", False),
    ],
)
def test_only_what_a_citizen_sees_is_compared(text: str, same: bool) -> None:
    ours = [{"type": "BODY", "text": "⚠️ Allerta {{livello}}.\nChiama il 112.", "example": {}}]

    assert (digest_components([{"type": "BODY", "text": text}]) == digest_components(ours)) is same
