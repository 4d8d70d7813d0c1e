"""fascicolo.html: read by a person, safe against whatever somebody wrote."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.integration.evidence_archives import members
from tests.integration.evidence_posts import DAY, NOON, THREAT, post, written
from tests.integration.evidence_stores import (
    ADMINISTRATOR,
    FACTS,
    FILE,
    MODERATOR,
    EvidenceStores,
    act,
    open_stores,
    sealed,
)
from urp.aws.tables import Tables
from urp.moderation.evidence.model import Facts

VERIFY = Path(__file__).parents[2] / "infra" / "evidence" / "verify.py"


HOSTILE = '</pre><script>alert("x")</script><img src=http://evil.example/x> \u202egnirts\u202c "&\'\x00'


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.headings: list[str] = []
        self.said = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.said += data


@pytest.fixture
def stores(tables: Tables) -> EvidenceStores:
    return open_stores(tables)


def _page(stores: EvidenceStores) -> _Reader:
    archive = stores.office.export(FILE, act(ADMINISTRATOR, NOON + DAY)).content
    reader = _Reader()
    reader.feed(members(archive)["fascicolo.html"].decode())
    return reader


def test_hostile_words_are_shown_and_never_run(stores: EvidenceStores) -> None:
    body = post(written("wamid.1", HOSTILE, name=HOSTILE))
    stores.comes(body, ("wamid.1", HOSTILE))
    sealed(stores, facts=Facts(HOSTILE, (HOSTILE,), HOSTILE, (HOSTILE,), (HOSTILE,)))
    stores.office.correct(FILE, HOSTILE, act())

    page = _page(stores)

    assert not {"script", "img", "iframe", "link", "object", "a", "form"} & set(page.tags)
    assert not {"src", "href", "onclick", "onerror"} & {name for name, _ in page.attributes}
    assert '<script>alert("x")</script>' in page.said
    assert "\u202e" not in page.said
    assert "[U+202E]gnirts[U+202C]" in page.said
    assert "[U+0000]" in page.said


def test_the_page_says_what_art_332_asks_for_and_can_be_heard(stores: EvidenceStores) -> None:
    stores.threatened()
    sealed(stores)

    page = _page(stores)

    assert ("lang", "it") in page.attributes
    assert page.tags.count("table") == page.tags.count("caption")
    assert page.tags.count("h1") == 1
    for said in (
        FACTS.essential,
        "Giorno dell'acquisizione della notizia",
        "Fonti di prova già note",
        "Persona offesa",
        "Persone in grado di riferire",
        "393330000001",
        THREAT,
        "1 giorno",
        MODERATOR,
        ADMINISTRATOR,
    ):
        assert said in page.said


def test_people_of_the_same_post_stay_in_the_raw_bytes_alone(stores: EvidenceStores) -> None:
    other = written("wamid.2", "Ho una malattia", "393330000002", "Bruno")
    stores.comes(post(written("wamid.1", THREAT), other), ("wamid.1", THREAT))
    sealed(stores)

    files = members(stores.office.export(FILE, act(ADMINISTRATOR)).content)

    assert b"Ho una malattia" in files.pop("grezzo/0001.json")
    for content in files.values():
        assert b"Ho una malattia" not in content
        assert b"393330000002" not in content
        assert b"Bruno" not in content
