"""Whoever lacks money and tells the office is heard: a question, with who helps in the receipt."""

from __future__ import annotations

import pytest

from tests.unit.inbound.surroundings import CLOSED, ancona
from tests.unit.inbound.town import Town
from tests.unit.town.texts.test_citizen_texts import SECOND_TOWN, SHIPPED, citizen_reads
from urp.desk.model import MessageKind
from urp.meaning.breaches import Breach
from urp.town.texts import TextKey

BILLS = "non ho soldi per pagare le bollette, mi aiutate?"


@pytest.mark.parametrize(
    "text", [BILLS, "ho fame, non ho soldi per mangiare", "mi servono 50 euro per le medicine"]
)
def test_need_is_a_question_for_the_desk_and_hidden_from_nobody(text: str) -> None:
    town = Town()

    assert town.writes(text) == [TextKey.NEED_RECEIPT]

    assert [(message.kind, message.text) for message in town.messages] == [(MessageKind.QUESTION, text)]
    assert not town.stored.cases


def test_the_receipt_names_the_social_services_and_112() -> None:
    town = Town()
    town.writes(BILLS)

    assert ancona().emergency.social_services in town.last_reply.text
    assert "112" in town.last_reply.text


def test_social_services_are_named_once_a_conversation_and_day() -> None:
    town = Town()
    town.writes(BILLS)
    town.passes(hours=1)

    assert town.writes("mi prestate 50 euro per la spesa?") == []
    assert town.writes("Quando apre l'anagrafe?") == []


def test_whoever_has_asked_something_else_before_hears_of_them_all_the_same() -> None:
    town = Town()
    town.writes("Quando apre l'anagrafe?")
    town.passes(hours=1)

    assert town.writes(BILLS) == [TextKey.NEED_RECEIPT]


def test_while_the_desk_is_closed_the_next_opening_is_told_too() -> None:
    town = Town(now=CLOSED)

    assert town.writes(BILLS) == [TextKey.NEED_RECEIPT, TextKey.OUT_OF_HOURS]


def test_whoever_is_in_need_asks_without_having_joined() -> None:
    town = Town(must_subscribe=True)

    assert town.writes(BILLS) == [TextKey.NEED_RECEIPT]
    assert len(town.messages) == 1


def test_a_town_that_names_no_social_services_gives_the_receipt_without_the_line() -> None:
    assert "servizi sociali" in citizen_reads(SHIPPED, TextKey.NEED_RECEIPT)
    assert "servizi sociali" not in citizen_reads(SECOND_TOWN, TextKey.NEED_RECEIPT)


def test_asking_the_public_for_money_stays_hidden_and_is_told_so() -> None:
    town = Town()

    written = town.writes("Raccolta fondi: donate per la famiglia sull'IBAN IT00X0000000000000000000011")

    assert written == [TextKey.NOT_TAKEN_AS_QUESTION]
    (opening,) = town.stored.cases
    assert (opening.case.breach, opening.case.hidden) == (Breach.FUND_RAISING, True)
