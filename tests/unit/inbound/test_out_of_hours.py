"""What a citizen hears while the desk is closed."""

from __future__ import annotations

from datetime import timedelta

from tests.unit.inbound.surroundings import CLOSED, OPEN, closed_all_day
from tests.unit.inbound.town import Town
from urp.town.opening_hours import ExceptionalDay
from urp.town.texts import TextKey


def test_out_of_hours_the_next_opening_is_named_once_in_the_whole_closed_period() -> None:
    town = Town(now=CLOSED)

    assert town.writes("Quando apre l'anagrafe?") == [TextKey.OUT_OF_HOURS]
    assert "domani, giovedì, alle 9" in town.last_reply.text
    town.passes(hours=9)
    assert town.writes("E il sabato?") == []
    assert len(town.messages) == 2


def test_a_question_of_friday_afternoon_is_told_to_write_again_since_on_monday_nobody_may_answer_it() -> None:
    friday_at_two = OPEN + timedelta(days=2, hours=3)
    town = Town(now=friday_at_two)

    assert town.writes("Quando apre l'anagrafe?") == [TextKey.OUT_OF_HOURS_WRITE_AGAIN]
    assert "lunedì 30 novembre alle 9" in town.last_reply.text
    assert "scrivici di nuovo" in town.last_reply.text
    assert len(town.messages) == 1


def test_the_button_of_a_resumed_question_lets_us_answer_in_the_same_conversation() -> None:
    friday_at_two = OPEN + timedelta(days=2, hours=3)
    town = Town(now=friday_at_two)
    town.writes("Quando apre l'anagrafe?")
    town.passes(days=2, hours=20)

    said = town.presses("resume", "Voglio la risposta")

    (conversation,) = town.conversations
    assert said == [TextKey.INFO_RECEIPT]
    assert conversation.window_ends_at == town.now + timedelta(hours=24)
    assert [message.text for message in town.messages] == ["Quando apre l'anagrafe?", "Voglio la risposta"]


def test_a_long_exceptional_closure_says_to_write_again_too() -> None:
    town = Town()
    town.sets_hours(closed_all_day("sciopero"))
    town.sets_hours({OPEN.date() + timedelta(days=1): ExceptionalDay.parse([], "sciopero")})

    assert town.writes("Quando apre l'anagrafe?") == [TextKey.CLOSED_EXCEPTIONALLY_WRITE_AGAIN]


def test_the_next_closed_period_has_its_own_courtesy_reply() -> None:
    town = Town(now=CLOSED)
    town.writes("Quando apre l'anagrafe?")
    town.passes(days=1)

    assert town.writes("E la biblioteca?") == [TextKey.OUT_OF_HOURS]


def test_an_exceptional_closure_is_explained_with_its_reason() -> None:
    town = Town()
    town.sets_hours(closed_all_day("sciopero"))

    assert town.writes("Quando apre l'anagrafe?") == [TextKey.CLOSED_EXCEPTIONALLY]
    assert "sciopero" in town.last_reply.text


def test_a_tuesday_afternoon_between_the_two_openings_is_closed() -> None:
    town = Town(now=OPEN - timedelta(days=1) + timedelta(hours=3, minutes=30))

    assert town.writes("Siete lì per la carta d'identità?") == [TextKey.OUT_OF_HOURS]
    assert "oggi alle 15" in town.last_reply.text
