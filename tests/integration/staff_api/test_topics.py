"""Whom a notice about a topic goes to, as the office asks for it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.integration.staff_town import NOTICE, StaffTown, staff_town
from urp.acts.model import Role

ROADS: dict[str, object] = {
    "title": "Via Marconi",
    "template": "avviso_viabilita",
    "parameters": {
        "luogo": "via Marconi",
        "quando": "giovedì",
        "modifica": "strada chiusa",
        "percorso": "via Lamaticci",
    },
    "link": "https://www.comune.ancona.it/avvisi/via-marconi",
}


@pytest.fixture
def ancona(outputs: Mapping[str, str]) -> StaffTown:
    town = staff_town(outputs, "urp_profile")
    town.joins()
    town.joins(topics=frozenset({"viabilita", "scuola"}))
    town.joins(topics=frozenset({"eventi"}))
    town.joins(topics=frozenset())
    return town


def test_the_office_reads_the_topics_it_may_name(ancona: StaffTown) -> None:
    topics = ancona.staff(Role.READER).get("/staff/topics").json["items"]

    assert [topic["id"] for topic in topics] == [
        "viabilita",
        "scuola",
        "eventi",
        "tributi",
        "ambiente",
        "servizi",
    ]
    assert topics[0]["title"] == "Viabilità"


def test_a_notice_about_a_topic_is_previewed_and_written_for_whoever_wants_it(ancona: StaffTown) -> None:
    editor, roads = ancona.staff(Role.EDITOR), {**ROADS, "topics": ["viabilita"]}

    to_everybody = editor.post("/staff/broadcasts/preview", ROADS)
    preview = editor.post("/staff/broadcasts/preview", roads)
    written = editor.post("/staff/broadcasts", roads, key="roads-01")

    assert (to_everybody.json["audience"], preview.json["audience"]) == (4, 2)
    assert written.status == 201
    assert written.json["audience_rule"] == {
        "kind": "everybody",
        "of": None,
        "topics": ["viabilita"],
        "topic_names": ["Viabilità"],
        "description": "gli iscritti che vogliono sapere di: Viabilità",
    }


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"topics": ["mercati"]}, "quelli del Comune: ambiente, eventi, scuola, servizi, tributi, viabilita"),
        ({"topics": ["viabilita"], "urgency": "emergency"}, "vanno a tutti"),
    ],
)
def test_a_topic_that_is_none_is_refused_by_name(
    ancona: StaffTown, changes: Mapping[str, object], says: str
) -> None:
    refused = ancona.staff(Role.EDITOR).post("/staff/broadcasts", {**ROADS, **changes}, key="roads-01")

    assert refused.status == 422
    assert [error["field"] for error in refused.json["errors"]] == ["topics"]
    assert says in refused.json["errors"][0]["problem"]


def test_a_town_without_topics_has_none_to_name(town: StaffTown) -> None:
    editor = town.staff(Role.EDITOR)

    assert editor.get("/staff/topics").json == {"items": []}
    assert editor.post("/staff/broadcasts", {**NOTICE, "topics": ["scuola"]}, key="none-001").status == 422
