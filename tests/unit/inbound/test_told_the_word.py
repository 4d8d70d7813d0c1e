"""Whoever wants to leave among other things is told the word whatever else holds, and leaves by it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.cases import every
from tests.unit.inbound.town import Town
from urp.town.texts import TextKey
from urp.whatsapp.content import Edit, WrittenText
from urp.whatsapp.content import MessageKind as Sent

LEAVES = "Buonasera, mi sono trasferita a Bologna con i figli: potete togliermi dalla lista degli avvisi?"


def writes(town: Town) -> list[TextKey]:
    return town.writes(LEAVES)


def writes_when_blocked(town: Town) -> list[TextKey]:
    town.blocks()
    return town.writes(LEAVES)


def writes_in_a_flood(town: Town) -> list[TextKey]:
    for number in range(25):
        town.writes(f"Quando apre l'ufficio {number}?")
    return town.writes(LEAVES)


def corrects_a_question(town: Town) -> list[TextKey]:
    town.receives(WrittenText("Quando apre l'anagrafe?"), message_id="wamid.first")
    return town.receives(Edit("wamid.first", LEAVES), kind=Sent.EDIT)


def writes_beside_a_photo(town: Town) -> list[TextKey]:
    return town.sends_photo(LEAVES)


@every("says", [writes, writes_when_blocked, writes_in_a_flood, corrects_a_question, writes_beside_a_photo])
def test_they_are_told_the_word_and_leave_by_it(says: Callable[[Town], list[TextKey]]) -> None:
    town = Town()
    town.writes("Iscrivimi")

    assert says(town) == [TextKey.HOW_TO_UNSUBSCRIBE]
    assert town.writes("Cancellami")[0] in {TextKey.GOODBYE, TextKey.GOODBYE_BLOCKED}


@pytest.mark.parametrize(
    "text",
    [
        "Consiglierei di non mandare nulla dopo le 22, salvo allerte",
        "non mandate nulla la notte",
        "Non mandatemi più niente la domenica",
    ],
)
def test_whoever_wants_fewer_notices_stays_on_the_list(text: str) -> None:
    town = Town()
    town.writes("Iscrivimi")

    town.writes(text)

    assert town.subscribed()


def test_whoever_says_good_evening_first_leaves_at_once() -> None:
    town = Town()
    town.writes("Iscrivimi")
    town.passes(hours=1)

    assert town.writes("Buona sera, cancellatemi dagli avvisi") == [TextKey.GOODBYE]
