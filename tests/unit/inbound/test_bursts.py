"""What people write in several short messages is answered as what they would write in one."""

from __future__ import annotations

import pytest

from tests.unit.inbound.surroundings import CLOSED, OPEN
from tests.unit.inbound.town import Town
from urp.town.texts import TextKey
from urp.whatsapp.content import Edit, Revocation
from urp.whatsapp.content import MessageKind as Type


def burst(town: Town, *texts: str, seconds: int = 20) -> list[TextKey]:
    said: list[TextKey] = []
    for text in texts:
        said += town.writes(text)
        town.passes(seconds=seconds)
    return said


def test_a_greeting_gets_the_menu_and_the_question_after_it_one_receipt() -> None:
    """The menu confirms nothing, and names no 112."""
    town = Town()

    said = burst(town, "Buongiorno", "volevo sapere una cosa", "a che ora apre l'anagrafe?")

    assert said == [TextKey.HELP_MENU, TextKey.INFO_RECEIPT]
    (talk,) = town.conversations
    assert (talk.facts.turns, talk.facts.asked_at, talk.said) == (1, OPEN.replace(second=20), 2)


def test_the_next_turn_of_that_day_gets_no_receipt_either() -> None:
    town = Town()
    burst(town, "Buongiorno", "a che ora apre l'anagrafe?")
    town.passes(minutes=30)

    assert burst(town, "e l'ufficio tributi?") == []
    assert town.conversations[0].facts.turns == 2


def test_out_of_hours_the_next_opening_is_said_whatever_came_before() -> None:
    town = Town(now=CLOSED)

    said = burst(town, "Buongiorno", "a che ora apre l'anagrafe?", "grazie")

    assert said[0] is TextKey.HELP_MENU
    assert len(said) == 2


def test_a_report_in_pieces_is_sent_on_once() -> None:
    town = Town()

    said = burst(town, "Segnalo una buca in via Roma", "Segnalo una buca anche in via Torresi")

    assert said == [TextKey.REPORT_REDIRECT]


def test_a_command_is_answered_each_time() -> None:
    town = Town()

    assert burst(town, "Orari", "Orari") == [TextKey.HOURS_ANSWER, TextKey.HOURS_ANSWER]


@pytest.mark.parametrize(("pause", "turns"), [(119, 1), (121, 2)])
def test_messages_a_short_while_apart_are_one_turn(pause: int, turns: int) -> None:
    town = Town()

    burst(town, "a che ora apre l'anagrafe?", "e l'ufficio tributi?", seconds=pause)

    assert town.conversations[0].facts.turns == turns


def test_a_correction_is_no_turn_and_names_what_it_corrects() -> None:
    town = Town()
    town.writes("a che ora apre l'anagrage?", message_id="wamid.first")
    town.passes(minutes=10)

    town.receives(Edit("wamid.first", "a che ora apre l'anagrafe?"), kind=Type.EDIT)

    (talk,) = town.conversations
    assert (talk.facts.turns, talk.said) == (1, 2)
    assert [message.amends for message in town.messages] == [None, "wamid.first"]


def test_what_is_taken_back_takes_its_corrections_with_it() -> None:
    town = Town()
    town.writes("mio figlio si chiama Ugo", message_id="wamid.first")
    town.receives(Edit("wamid.first", "mio figlio si chiama Aldo"), kind=Type.EDIT, message_id="wamid.edit")

    town.receives(Revocation("wamid.first"), kind=Type.REVOKE)

    assert town.stored.hidden == {"wamid.first", "wamid.edit"}
    assert town.conversations[0].said == 3
