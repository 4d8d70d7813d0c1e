"""Whoever answers a request in the chat answers at the desk, where a colleague may be writing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.fakes.dynamodb.tables import Tables
from tests.integration.desk_rooms import BEA
from tests.integration.rights_rooms import ASKED, NOON, Room, act, open_room
from urp.desk.model import Conversation, ConversationStatus, Hold, Writing
from urp.desk.refusals import (
    ColleagueWritingError,
    ConversationClosedError,
    HeldByColleagueError,
    MovedOnError,
)
from urp.errors import ConflictError, InvalidError
from urp.privacy.rights.model import RightsState
from urp.privacy.rights.office import Told

LATER = NOON + timedelta(hours=2)
TOLD = Told("ecco i tuoi dati", seen=1)


@pytest.fixture
def room(tables: Tables) -> Room:
    made = open_room(tables)
    made.asks()
    return made


def close(room: Room, told: Told = TOLD) -> None:
    room.office().close(ASKED.id, RightsState.ANSWERED, told, act())


def extend(room: Room, told: Told = TOLD) -> None:
    room.office().extend(ASKED.id, told, act("rights.extend"))


def test_the_answer_takes_the_conversation_out_of_the_queue(room: Room) -> None:
    close(room)

    after = room.talk
    assert (after.status, after.said, after.said_by) == (ConversationStatus.ANSWERED, 2, "staff-1")
    assert after.last_message_at == act().at


def test_an_extension_leaves_it_waiting_and_whoever_is_there_reads_it_first(room: Room) -> None:
    extend(room)

    assert (room.talk.status, room.talk.said) == (ConversationStatus.OPEN, 2)


@pytest.mark.parametrize("tell", [close, extend])
@pytest.mark.parametrize(
    ("before", "refusal"),
    [
        ({"said": 2}, MovedOnError),
        ({"hold": Hold(BEA, NOON)}, HeldByColleagueError),
        ({"writing": Writing(BEA, LATER)}, ColleagueWritingError),
        ({"status": ConversationStatus.CLOSED}, ConversationClosedError),
    ],
)
def test_nobody_is_answered_behind_a_colleagues_back(
    room: Room, tell: Callable[[Room], None], before: dict[str, object], refusal: type[ConflictError]
) -> None:
    room.becomes(replace(room.talk, **before))  # type: ignore[arg-type]

    with pytest.raises(refusal):
        tell(room)

    assert room.replies.ids == []
    assert room.office().request(ASKED.id).state is RightsState.OPEN


def test_taking_over_is_said_and_recorded(room: Room) -> None:
    room.becomes(replace(room.talk, hold=Hold(BEA, NOON)))

    close(room, replace(TOLD, take_over=True))

    assert room.talk.hold == Hold("staff-1", act().at)
    assert room.acts() == [("rights.close", f"taken over from {BEA}")]


def test_who_does_not_say_what_they_have_read_tells_nobody(room: Room) -> None:
    with pytest.raises(InvalidError):
        close(room, Told("ecco i tuoi dati"))


def test_a_letter_needs_no_turn_at_the_desk(room: Room) -> None:
    held: Conversation = replace(room.talk, hold=Hold(BEA, NOON))
    room.becomes(held)

    close(room, Told("ecco i tuoi dati", "PEC del 3 dicembre 2026, prot. 4321"))

    assert (room.talk.status, room.talk.said) == (held.status, held.said)
