"""Reports, complaints and suggestions are sent to their channels, counted, and never become a ticket."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.unit.inbound.surroundings import texts
from tests.unit.inbound.town import Town
from urp.desk.model import MessageKind
from urp.meaning.model import Kind, Meaning
from urp.town.municipality import load_municipality
from urp.town.municipality.codes import Category, RedirectKind
from urp.town.texts import TextKey, load_texts

LUNCH = "Voglio fare un reclamo per la mensa"
HOLE = "C'è una buca enorme in via Marconi"


@pytest.mark.parametrize(
    ("text", "answer", "kind", "category"),
    [
        (HOLE, TextKey.REPORT_REDIRECT, RedirectKind.REPORT, Category.STRADE),
        (LUNCH, TextKey.COMPLAINT_REDIRECT, RedirectKind.COMPLAINT, Category.SCUOLE_IMPIANTI),
    ],
)
def test_each_kind_has_its_own_answer_and_is_counted_by_what_it_is_about(
    text: str, answer: TextKey, kind: RedirectKind, category: Category
) -> None:
    town = Town()

    assert town.writes(text) == [answer]

    (redirect,) = town.stored.redirects
    assert (redirect.kind, redirect.category, redirect.day) == (kind, category, date(2026, 11, 25))
    assert town.conversations == []


def test_a_suggestion_is_thanked_for_and_has_channels_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    idea = Meaning(Kind.SUGGESTION, "reports.suggestion")
    monkeypatch.setattr("urp.inbound.reading.understand", lambda _, **__: idea)
    town = Town()

    assert town.writes("Sarebbe bello avere una fontanella al parco") == [TextKey.SUGGESTION_REDIRECT]
    assert town.stored.redirects[0].kind is RedirectKind.SUGGESTION


def test_the_four_channels_of_the_disciplinare_are_in_every_answer() -> None:
    town = load_municipality("urp_profile", placeholders_allowed=True)

    for key in (
        TextKey.REPORT_REDIRECT,
        TextKey.COMPLAINT_REDIRECT,
        TextKey.SUGGESTION_REDIRECT,
        TextKey.HOW_TO_REPORT,
    ):
        answer = texts().render(key, own_channel="")
        channels = town.reports
        for channel in (channels.system_url, channels.email, channels.phone, channels.counter):
            assert channel in answer
        assert "🔗" not in answer


def test_a_category_with_a_channel_of_its_own_is_told_of_it() -> None:
    roccaserena = load_municipality("tests.profiles.roccaserena")
    town = Town(municipality=roccaserena, catalogue=load_texts("tests.profiles.roccaserena", roccaserena))

    town.writes("I cassonetti di via Roma sono pieni")

    assert (
        "🔗 Rifiuti Serena, 0999 000 700, https://rifiuti.roccaserena.example/segnala" in town.last_reply.text
    )
    town.writes("Segnalo un albero caduto in via Roma")
    assert "🔗" not in town.last_reply.text


def test_asking_for_the_channels_is_no_report_and_is_not_counted() -> None:
    town = Town()

    assert town.writes("Dove posso segnalare un lampione rotto?") == [TextKey.HOW_TO_REPORT]
    assert town.stored.redirects == []


def test_a_report_delivered_twice_is_counted_once() -> None:
    town = Town()
    town.writes(HOLE, message_id="wamid.hole")

    town.writes(HOLE, message_id="wamid.hole")

    assert len(town.stored.redirects) == 1


def test_the_day_is_the_one_of_the_town() -> None:
    town = Town(now=datetime(2026, 11, 30, 23, 30, tzinfo=UTC))

    town.writes(HOLE)

    assert town.stored.redirects[0].day == date(2026, 12, 1)


def test_the_number_it_is_counted_under_leads_to_nobody() -> None:
    town = Town()
    town.writes("Quando apre l'anagrafe?")

    town.writes(HOLE)

    (redirect,) = town.stored.redirects
    assert redirect.id not in {town.known().id, *(conversation.id for conversation in town.conversations)}


def test_in_an_open_conversation_the_person_who_answers_sees_it_too() -> None:
    town = Town()
    town.writes("Quando apre l'anagrafe?")

    town.writes(HOLE)

    assert town.messages[-1].kind is MessageKind.REPORT
    assert town.stored.redirects[0].conversation_id == town.conversations[0].id


def test_what_the_loop_guard_leaves_unanswered_is_counted_all_the_same() -> None:
    town = Town()

    for _ in range(4):
        town.writes(HOLE)

    assert len(town.stored.redirects) == 4
