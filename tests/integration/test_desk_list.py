"""Seeing who waits, looking at a number, closing: in memory and on DynamoDB the same."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

import boto3
import pytest

from tests.fakes.desk_world import KnownPeople
from tests.integration.desk_rooms import (
    ANNA,
    NOON,
    TALK,
    Room,
    act,
    asked,
    conversation,
    desk_of,
    dynamodb_room,
    memory_room,
    says,
)
from urp.adapters.dynamodb_audit import DynamoMarks
from urp.desk.model import ConversationStatus, DeskState
from urp.desk.refusals import ConversationClosedError
from urp.errors import InvalidError, NotFoundError
from urp.staff.model import IdempotencyMark


@pytest.fixture(params=["memory", "dynamodb"])
def room(request: pytest.FixtureRequest) -> Room:
    if request.param == "memory":
        return memory_room()
    return dynamodb_room(request.getfixturevalue("outputs"))


def test_closing_twice_is_closing_once(room: Room) -> None:
    desk = asked(room)

    first, second = (
        desk.close(TALK, 0, act("conversation.close")),
        desk.close(TALK, 0, act("conversation.close")),
    )

    assert first == second == desk.see.conversation(TALK, NOON).conversation
    assert first.status is ConversationStatus.CLOSED
    assert room.audited() == ["conversation.close"]
    assert room.register.state(ANNA).conversation_id is None


def test_a_closed_conversation_is_not_answered(room: Room) -> None:
    desk = asked(room)
    desk.close(TALK, 0, act("conversation.close"))

    with pytest.raises(ConversationClosedError):
        desk.answer(TALK, says(), act(number=2))


def test_whose_window_ends_first_is_on_top_page_by_page(room: Room) -> None:
    desk = asked(room)
    for number, hours in ((101, 3), (102, 1), (103, 2)):
        other = conversation(number, window_ends_at=NOON + timedelta(hours=hours))
        room.put(other, DeskState(UUID(int=number)), [])

    first = desk.see.conversations(ConversationStatus.OPEN, None, 3, NOON)
    second = desk.see.conversations(ConversationStatus.OPEN, first.cursor, 3, NOON)

    hours_left = [each.window_left // timedelta(hours=1) for each in (*first.items, *second.items)]
    assert (hours_left, second.cursor) == ([24, 24, 24, 24], None)
    assert [each.conversation.id.int for each in first.items] == [102, 103, 101]
    assert {each.phone for each in first.items} == {"••••••••• 001"}


@pytest.mark.parametrize("cursor", ["…", "bm8", "e30"])
def test_a_cursor_of_nobody_is_refused(room: Room, cursor: str) -> None:
    desk = asked(room)

    with pytest.raises(InvalidError) as refused:
        desk.see.conversations(ConversationStatus.OPEN, cursor, 3, NOON)

    assert refused.value.field == "cursor"


def test_looking_at_a_number_is_recorded(room: Room) -> None:
    desk = asked(room)

    phone = desk.see.reveal_phone(TALK, act("citizen.reveal_phone"))

    assert (phone, room.audited()) == ("393330000001", ["citizen.reveal_phone"])


def test_what_is_not_there_is_not_found(room: Room) -> None:
    desk = desk_of(room, KnownPeople())

    with pytest.raises(NotFoundError):
        desk.see.conversation(TALK, NOON)
    with pytest.raises(NotFoundError):
        desk.see.answer_sent("answer-none")


def test_a_mark_names_the_resource_and_is_gone_after_its_time(outputs: Mapping[str, str]) -> None:
    room = dynamodb_room(outputs)
    desk = asked(room)
    row = desk.answer(TALK, says(), act(key="k"))

    def marks(now: datetime) -> DynamoMarks:
        return DynamoMarks(boto3.client("dynamodb"), outputs["ControlTableName"], lambda: now)

    assert marks(NOON).find("k") == IdempotencyMark("k", "body", row.id)
    assert marks(NOON + timedelta(days=9)).find("k") is None
    assert marks(NOON).find("other") is None
