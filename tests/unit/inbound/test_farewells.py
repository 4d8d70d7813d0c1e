"""Whoever says goodbye is let go: no menu, no "how can we help you?"."""

from __future__ import annotations

import pytest

from tests.cases import every
from tests.unit.inbound.town import Town
from urp.desk.model import ConversationStatus
from urp.meaning.model import Label
from urp.meaning.understanding import understand
from urp.meaning.word_files import load_words
from urp.town.texts import TextKey

FAREWELLS = [
    "arrivederci",
    "Buona giornata!",
    "Ciao, buona giornata a tutti",
    "Buona serata",
    "Buon lavoro",
    "Cordiali saluti",
    "buona continuazione",
    "ciao ciao",
    "Good night",
]


@every("farewell", FAREWELLS)
def test_whoever_has_left_and_says_goodbye_is_not_asked_how_to_help(farewell: str) -> None:
    town = Town()
    town.writes("Iscrivimi")
    town.passes(minutes=5)
    town.writes("Cancellami")
    town.passes(minutes=1)

    assert town.writes(farewell) == []
    assert town.messages == []


@every("farewell", FAREWELLS)
def test_a_goodbye_to_whoever_has_answered_is_seen_by_them_and_waits_for_nobody(farewell: str) -> None:
    town = Town()
    town.writes("Quando apre l'anagrafe?")
    town.is_answered()
    town.passes(minutes=5)

    assert town.writes(farewell) == []
    assert town.messages[-1].text == farewell
    assert town.conversations[0].status is ConversationStatus.ANSWERED


@pytest.mark.parametrize(
    "greeting", ["Buongiorno e buona giornata", "Buonasera", "Ciao", "Salve, buon lavoro"]
)
def test_whoever_greets_anew_gets_the_menu(greeting: str) -> None:
    town = Town()
    town.writes("Iscrivimi")
    town.passes(hours=2)

    assert town.writes(greeting) == [TextKey.HELP_MENU]


@pytest.mark.parametrize("days", [0, 2])
def test_buona_giornata_with_no_talk_before_it_begins_one(days: int) -> None:
    town = Town()
    if days:
        town.writes("Iscrivimi")
    town.passes(days=days)

    assert town.writes("Buona giornata") == [TextKey.HELP_MENU]


def test_every_goodbye_is_labelled_a_greeting() -> None:
    assert [
        each for each in load_words("intents", "farewells") if understand(each).label is not Label.SALUTO
    ] == []
