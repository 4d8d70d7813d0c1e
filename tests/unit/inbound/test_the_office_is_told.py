"""The office hears of the first who waits, and of nobody else until all are answered, but for a danger."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.cases import every
from tests.unit.inbound.surroundings import BRUNO
from tests.unit.inbound.town import Town
from urp.desk.model import ConversationStatus

PERHAPS_IN_DANGER = ("non ce la faccio più", "un albero pende sui fili della luce")


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
    town.talks(replace(talk, status=ConversationStatus.ANSWERED))

    town.writes("E l'ufficio tributi?")

    assert len(town.office.told) == 2


@every(
    "text",
    ["buongiorno", "Segnalo una buca in via Roma", "Iscrivimi", "Orari", "grazie"],
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


@pytest.mark.parametrize("cry", PERHAPS_IN_DANGER)
def test_a_possible_danger_in_an_empty_queue_is_told_since_nobody_else_is_called(cry: str) -> None:
    town = Town()

    town.writes(cry)

    (talk,) = town.conversations
    assert (town.office.told, town.office.dangers) == ([talk.id], [talk.id])
    assert town.duty.alerts == []


@pytest.mark.parametrize("cry", (*PERHAPS_IN_DANGER, "Aiuto, un incendio!"))
def test_a_danger_behind_others_who_wait_is_told_too(cry: str) -> None:
    town = Town()
    town.writes("A che ora apre l'anagrafe?", BRUNO)

    town.writes(cry)

    asked, cried = town.conversations
    assert town.office.told == [asked.id, cried.id]
    assert town.office.dangers == [cried.id]


def test_a_danger_told_in_pieces_is_one_mail_until_somebody_answers() -> None:
    town = Town()
    town.writes("Quando apre l'anagrafe?")
    for cry in PERHAPS_IN_DANGER:
        town.writes(cry)
    (talk,) = town.conversations
    assert town.office.dangers == [talk.id]

    answered = replace(talk, status=ConversationStatus.ANSWERED, danger=False)
    town.talks(answered)
    town.writes(PERHAPS_IN_DANGER[0])

    assert town.office.dangers == [talk.id, talk.id]


def test_whatever_makes_somebody_wait_in_an_empty_queue_is_told_or_nobody_after_it_would_be() -> None:
    """The loop guard shows a report to a person; a correction opens an answered conversation again."""
    town = Town()
    for number in range(4):
        town.passes(minutes=3)
        town.writes(f"Segnalo una buca in via {number}")

    assert town.office.told == [town.conversations[0].id]
