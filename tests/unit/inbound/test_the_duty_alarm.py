"""Nobody wears out whoever is on duty, and no certain danger goes unheard."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.inbound.surroundings import ANNA, BRUNO, OPEN, Duty
from tests.unit.inbound.town import Town
from urp.desk.alarms import AGAIN_AFTER
from urp.desk.model import Conversation, ConversationStatus, Hold
from urp.town.texts import TextKey

DANGER = "C'è un incendio in via Flaminia!"
OTHER_DANGER = "aiuto, un uomo è svenuto"
POSSIBLE = "un albero pende sui fili della luce"


def changed(town: Town, **how: object) -> None:
    """By a person of the office."""
    (talk,) = town.conversations
    town.talks(replace(talk, **how))  # type: ignore[arg-type]


def test_twenty_cries_of_one_conversation_are_one_alert() -> None:
    town = Town()

    told = []
    for _ in range(20):
        told += town.writes(DANGER)
        town.passes(seconds=25)

    assert len(town.duty.alerts) == 1
    assert told[0] is TextKey.EMERGENCY_ALERTED
    assert set(told[1:]) == {TextKey.EMERGENCY}


def test_after_ten_minutes_nobody_has_looked_at_the_next_cry_rings_and_tells_how_many_there_were() -> None:
    town = Town()
    for _ in range(4):
        town.writes(DANGER)
        town.passes(minutes=2)
    town.passes(minutes=2)

    assert town.writes(OTHER_DANGER) == [TextKey.EMERGENCY_ALERTED]
    assert [talk for talk, _ in town.duty.alerts] == [town.conversations[0].id] * 2
    assert town.duty.counted == [0, 3]


def test_two_people_in_danger_are_two_alerts() -> None:
    town = Town()
    town.writes(DANGER, ANNA)
    town.writes(DANGER, BRUNO)

    assert len(town.duty.alerts) == 2


def test_from_possible_to_certain_always_rings() -> None:
    town = Town()
    town.writes(POSSIBLE)
    assert town.duty.alerts == []
    town.passes(seconds=10)

    assert town.writes(DANGER) == [TextKey.EMERGENCY_ALERTED]
    assert len(town.duty.alerts) == 1


def test_from_possible_to_certain_the_office_hears_of_it_again_by_mail() -> None:
    town = Town(duty=Duty(on_duty=False))
    town.writes(POSSIBLE)
    town.writes(DANGER)
    town.writes(DANGER)

    assert town.office.dangers == [town.conversations[0].id] * 2


@pytest.mark.parametrize("seen", ["answered", "taken", "noted"])
def test_once_somebody_has_seen_it_the_next_certain_danger_rings_at_once(seen: str) -> None:
    town = Town()
    town.writes(DANGER)
    town.passes(minutes=1)
    if seen == "answered":
        changed(town, status=ConversationStatus.ANSWERED, danger=False, said_by="staff-1")
    elif seen == "taken":
        changed(town, hold=Hold("staff-1", town.now))
    else:
        changed(town, said_by="staff-1")
    town.passes(minutes=1)

    assert town.writes(DANGER) == [TextKey.EMERGENCY_ALERTED]
    assert town.duty.counted == [0, 0]


def test_after_an_answer_a_possible_danger_and_then_a_certain_one_ring() -> None:
    town = Town()
    town.writes(DANGER)
    changed(town, status=ConversationStatus.ANSWERED, danger=False, said_by="staff-1")
    town.passes(minutes=1)
    town.writes(POSSIBLE)

    town.writes(DANGER)

    assert len(town.duty.alerts) == 2


def test_a_conversation_taken_before_it_rang_was_not_seen() -> None:
    town = Town()
    town.writes("Quando apre l'anagrafe?")
    changed(town, hold=Hold("staff-1", town.now))
    town.passes(minutes=1)
    town.writes(DANGER)
    town.passes(minutes=1)

    assert town.writes(DANGER) == [TextKey.EMERGENCY]
    assert len(town.duty.alerts) == 1


def test_a_certain_danger_of_somebody_blocked_rings_once() -> None:
    town = Town()
    town.writes("Iscrivimi")
    town.blocks()

    told = []
    for _ in range(19):
        told += town.writes(DANGER)
        town.passes(minutes=11)

    assert len(town.duty.alerts) == 1
    assert told[0] is TextKey.EMERGENCY_ALERTED
    assert TextKey.EMERGENCY_ALERTED not in told[1:]


def test_a_certain_danger_of_somebody_blocked_rings_again_once_somebody_has_seen_the_first() -> None:
    town = Town()
    town.writes("Iscrivimi")
    town.blocks()
    town.writes(DANGER)
    town.passes(minutes=1)
    changed(town, hold=Hold("staff-1", town.now))

    town.writes(DANGER)

    assert len(town.duty.alerts) == 2


def test_an_alert_that_reached_nobody_is_tried_again_with_the_next_cry_and_counted_in_it() -> None:
    town = Town(duty=Duty(on_duty=False))
    assert town.writes(DANGER) == [TextKey.EMERGENCY]
    town.duty.on_duty = True
    town.passes(seconds=30)

    assert town.writes(DANGER) == [TextKey.EMERGENCY_ALERTED]
    assert town.duty.counted == [1]


def test_a_message_delivered_twice_rings_once() -> None:
    town = Town()

    for _ in range(2):
        town.writes(DANGER, message_id="wamid.same")

    assert len(town.duty.alerts) == 1


def fill_the_guard(town: Town, *texts: str) -> None:
    for number in range(20):
        town.passes(seconds=20)
        town.writes(texts[number % len(texts)])


@pytest.mark.parametrize("before", [(POSSIBLE,), ("Iscrivimi", "Cancellami"), ("Orari",)])
def test_twenty_replies_silence_neither_the_alarm_nor_its_answer(before: tuple[str, ...]) -> None:
    town = Town()
    fill_the_guard(town, *before)

    assert town.writes(DANGER) == [TextKey.EMERGENCY_ALERTED]
    assert len(town.duty.alerts) == 1


def test_after_twenty_replies_with_nobody_on_duty_a_danger_is_told_of_112_once() -> None:
    town = Town(duty=Duty(on_duty=False))
    fill_the_guard(town, "Orari")

    assert town.writes(DANGER) == [TextKey.EMERGENCY]
    assert town.writes(DANGER) == []


def unseen(town: Town) -> Conversation:
    (talk,) = town.conversations
    return talk


@given(pauses=st.lists(st.integers(1, 700), min_size=1, max_size=15), blocked=st.booleans())
def test_until_somebody_looks_no_two_alerts_of_a_conversation_are_within_ten_minutes(
    pauses: list[int], blocked: bool
) -> None:
    town = Town()
    town.writes("Iscrivimi")
    if blocked:
        town.blocks()
    rung, cries = [], 0

    for pause in pauses:
        before = len(town.duty.alerts)
        told = town.writes(DANGER)
        cries += 1
        if len(town.duty.alerts) > before:
            rung.append(town.now)
        assert (TextKey.EMERGENCY_ALERTED in told) == (len(town.duty.alerts) > before)
        town.passes(seconds=pause)

    assert rung[0] == OPEN
    assert all(second - first >= AGAIN_AFTER for first, second in pairwise(rung))
    alarm = unseen(town).alarm
    assert alarm is not None
    assert len(rung) + sum(town.duty.counted) + alarm.further == cries
