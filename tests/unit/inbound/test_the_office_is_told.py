"""The office hears of the first question that waits, and of no other until the queue is empty again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.inbound.surroundings import BRUNO
from tests.unit.inbound.town import Town
from urp.desk.model import ConversationStatus


def test_a_question_in_an_empty_queue_is_told_once() -> None:
    town = Town()

    town.writes("A che ora apre l'anagrafe?")
    town.writes("E l'ufficio tributi?")
    town.writes("Dove si paga la mensa?", BRUNO)

    assert town.office.told == [town.conversations[0].id]


def test_once_everybody_is_answered_the_next_question_is_told_again() -> None:
    town = Town()
    town.writes("A che ora apre l'anagrafe?")
    (talk,) = town.conversations
    town.ledger.conversations[talk.id] = replace(talk, status=ConversationStatus.ANSWERED)

    town.writes("E l'ufficio tributi?")

    assert len(town.office.told) == 2


@pytest.mark.parametrize(
    "text",
    ["buongiorno", "Segnalo una buca in via Roma", "Iscrivimi", "Orari", "grazie", "Aiuto, un incendio!"],
)
def test_what_waits_for_no_answer_is_not_told(text: str) -> None:
    town = Town()

    town.writes(text)

    assert town.office.told == []


def test_a_message_delivered_twice_is_told_once() -> None:
    town = Town()

    for _ in range(2):
        town.writes("A che ora apre l'anagrafe?", message_id="wamid.same")

    assert len(town.office.told) == 1
