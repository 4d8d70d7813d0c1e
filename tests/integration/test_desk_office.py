"""The office at its desk: in memory and on DynamoDB the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import boto3
import pytest

from tests.fakes.days import RETENTION
from tests.fakes.desk_world import KnownPeople, RecordedReplies
from tests.fakes.memory_office import MemoryDeskRegister
from urp.adapters.dynamodb import transact
from urp.adapters.dynamodb_audit import DynamoAuditTrail, DynamoMarks
from urp.adapters.dynamodb_desk import conversation_write, message_write, state_write
from urp.adapters.dynamodb_office import DynamoDeskRegister
from urp.blocks.model import Block
from urp.desk.model import (
    AutomaticReply,
    Conversation,
    ConversationStatus,
    DeskMessage,
    DeskState,
    MessageKind,
    ReplyState,
)
from urp.desk.office import (
    CitizenBlockedError,
    ConversationClosedError,
    DeskOffice,
    WindowClosedError,
)
from urp.desk.office_ports import DeskRegister
from urp.errors import InvalidError, NotFoundError
from urp.identity.model import Citizen
from urp.inbound.model import ConversationChange, DeskStateChange
from urp.staff.errors import AlreadyActedError
from urp.staff.model import Act, IdempotencyMark

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
DAY = timedelta(days=1)
ANNA, TALK = UUID(int=1), UUID(int=100)
CITIZEN = Citizen(
    ANNA,
    user_ids=("IT.10000000000000000001",),
    phones=("393330000001",),
    subscribed=True,
    window_ends_at=NOON + DAY,
)
QUESTION = DeskMessage(
    TALK, "wamid.1", MessageKind.QUESTION, NOON - timedelta(minutes=5), "Quando apre l'anagrafe?"
)


@dataclass(frozen=True, slots=True)
class Room:
    register: DeskRegister
    put: Callable[[Conversation, DeskState, Sequence[DeskMessage]], None]
    audited: Callable[[], list[str]]


@pytest.fixture(params=["memory", "dynamodb"])
def room(request: pytest.FixtureRequest) -> Room:
    if request.param == "memory":
        memory = MemoryDeskRegister()
        return Room(memory, memory.put, lambda: [act.name for act in memory.acts.entries])
    return _dynamodb_room(request.getfixturevalue("outputs"))


def _dynamodb_room(outputs: Mapping[str, str]) -> Room:
    client = boto3.client("dynamodb")
    table, audit = outputs["DeskTableName"], outputs["AuditTableName"]
    register = DynamoDeskRegister(
        client,
        desk_table=table,
        audit_table=audit,
        control_table=outputs["ControlTableName"],
        retention=RETENTION,
    )

    def put(conversation: Conversation, state: DeskState, messages: Sequence[DeskMessage]) -> None:
        change, remembered = ConversationChange(conversation, conversation), DeskStateChange(state, state)
        writes = [
            conversation_write(change, table, RETENTION),
            state_write(remembered, table, RETENTION, NOON),
            *(message_write(message, table, RETENTION) for message in messages),
        ]
        transact(client, writes)

    def audited() -> list[str]:
        trail = DynamoAuditTrail(client, audit)
        return [entry.name for entry in trail.of_day(date(2026, 11, 25), None, 100).items]

    return Room(register, put, audited)


def conversation(number: int = 100, **more: object) -> Conversation:
    talk = Conversation(UUID(int=number), ANNA, ConversationStatus.OPEN, NOON, NOON, NOON + DAY)
    return replace(talk, **more)  # type: ignore[arg-type]


def act(name: str = "conversation.answer", key: str | None = None, number: int = 1) -> Act:
    mark = IdempotencyMark(key, "body", "") if key else None
    return Act(f"act{number}", "staff-1", name, f"conversation/{TALK}", NOON, idempotency=mark)


def asked(room: Room, citizen: Citizen = CITIZEN, **state: object) -> tuple[DeskOffice, RecordedReplies]:
    replies = RecordedReplies()
    remembered = replace(DeskState(ANNA, conversation_id=TALK), **state)  # type: ignore[arg-type]
    room.put(conversation(), remembered, [QUESTION])
    return DeskOffice(room.register, KnownPeople({ANNA: citizen}), replies), replies


def test_an_answer_is_stored_audited_and_enqueued(room: Room) -> None:
    office, replies = asked(room)

    row = office.answer(TALK, "  Alle 9.  ", act())

    seen = office.conversation(TALK, NOON)
    assert replies.ids == [row.id]
    assert room.audited() == ["conversation.answer"]
    assert seen.conversation.status is ConversationStatus.ANSWERED
    assert [(each.message.text, each.message.author) for each in seen.messages] == [
        ("Quando apre l'anagrafe?", None),
        ("Alle 9.", "staff-1"),
    ]
    assert seen.messages[1].reply == office.answer_sent(row.id) == row
    assert (row.state, row.phone, row.text) == (ReplyState.UNSENT, "393330000001", "Alle 9.")


def test_the_same_key_answers_once(room: Room) -> None:
    office, _ = asked(room)
    office.answer(TALK, "Alle 9.", act(key="k"))

    with pytest.raises(AlreadyActedError):
        office.answer(TALK, "Alle 9.", act(key="k", number=2))

    assert len(office.conversation(TALK, NOON).messages) == 2


def test_an_answer_whose_enqueue_fails_is_kept_for_the_sweep(room: Room) -> None:
    office, replies = asked(room)
    replies.down = True

    row = office.answer(TALK, "Alle 9.", act())

    assert office.answer_sent(row.id).state is ReplyState.UNSENT


def test_a_person_who_answers_ends_the_silence_of_the_loop_guard(room: Room) -> None:
    office, _ = asked(room, silenced=True, automatic_replies=(AutomaticReply(NOON, counted=True),))

    office.answer(TALK, "Eccomi.", act())

    state = room.register.state(ANNA)
    assert (state.silenced, state.automatic_replies, state.conversation_id) == (False, (), TALK)


def test_after_24_hours_free_text_is_refused(room: Room) -> None:
    office, _ = asked(room)

    with pytest.raises(WindowClosedError):
        office.answer(TALK, "Alle 9.", replace(act(), at=NOON + DAY))

    assert office.conversation(TALK, NOON + DAY).window_left == timedelta(0)


def test_a_newer_message_of_any_kind_keeps_the_window_open(room: Room) -> None:
    office, _ = asked(room, replace(CITIZEN, window_ends_at=NOON + DAY + timedelta(hours=2)))

    row = office.answer(TALK, "Alle 9.", replace(act(), at=NOON + DAY + timedelta(hours=1)))

    assert row.text == "Alle 9."


def test_a_blocked_citizen_is_not_answered(room: Room) -> None:
    office, _ = asked(room, replace(CITIZEN, block=Block("spam", "staff-2", NOON, None, "1")))

    with pytest.raises(CitizenBlockedError):
        office.answer(TALK, "Alle 9.", act())


@pytest.mark.parametrize("text", ["", "   ", "a" * 4097])
def test_an_answer_whatsapp_would_not_take_is_refused(room: Room, text: str) -> None:
    office, _ = asked(room)

    with pytest.raises(InvalidError) as refused:
        office.answer(TALK, text, act())

    assert refused.value.field == "text"


def test_closing_twice_is_closing_once(room: Room) -> None:
    office, _ = asked(room)

    first, second = (
        office.close(TALK, act("conversation.close")),
        office.close(TALK, act("conversation.close")),
    )

    assert first == second == office.conversation(TALK, NOON).conversation
    assert first.status is ConversationStatus.CLOSED
    assert room.audited() == ["conversation.close"]
    assert room.register.state(ANNA).conversation_id is None


def test_a_closed_conversation_is_not_answered(room: Room) -> None:
    office, _ = asked(room)
    office.close(TALK, act("conversation.close"))

    with pytest.raises(ConversationClosedError):
        office.answer(TALK, "Alle 9.", act(number=2))


def test_whose_window_ends_first_is_on_top_page_by_page(room: Room) -> None:
    office, _ = asked(room)
    for number, hours in ((101, 3), (102, 1), (103, 2)):
        other = conversation(number, window_ends_at=NOON + timedelta(hours=hours))
        room.put(other, DeskState(UUID(int=number)), [])

    first = office.conversations(ConversationStatus.OPEN, None, 3, NOON)
    second = office.conversations(ConversationStatus.OPEN, first.cursor, 3, NOON)

    hours_left = [each.window_left // timedelta(hours=1) for each in (*first.items, *second.items)]
    assert (hours_left, second.cursor) == ([24, 24, 24, 24], None)
    assert [each.conversation.id.int for each in first.items] == [102, 103, 101]
    assert {each.phone for each in first.items} == {"••••••••• 001"}


@pytest.mark.parametrize("cursor", ["…", "bm8", "e30"])
def test_a_cursor_of_nobody_is_refused(room: Room, cursor: str) -> None:
    office, _ = asked(room)

    with pytest.raises(InvalidError) as refused:
        office.conversations(ConversationStatus.OPEN, cursor, 3, NOON)

    assert refused.value.field == "cursor"


def test_looking_at_a_number_is_recorded(room: Room) -> None:
    office, _ = asked(room)

    phone = office.reveal_phone(TALK, act("citizen.reveal_phone"))

    assert (phone, room.audited()) == ("393330000001", ["citizen.reveal_phone"])


def test_what_is_not_there_is_not_found(room: Room) -> None:
    office = DeskOffice(room.register, KnownPeople(), RecordedReplies())

    with pytest.raises(NotFoundError):
        office.conversation(TALK, NOON)
    with pytest.raises(NotFoundError):
        office.answer_sent("answer-none")


def test_a_mark_names_the_resource_and_is_gone_after_its_time(outputs: Mapping[str, str]) -> None:
    room = _dynamodb_room(outputs)
    office, _ = asked(room)
    row = office.answer(TALK, "Alle 9.", act(key="k"))

    def marks(now: datetime) -> DynamoMarks:
        return DynamoMarks(boto3.client("dynamodb"), outputs["ControlTableName"], lambda: now)

    assert marks(NOON).find("k") == IdempotencyMark("k", "body", row.id)
    assert marks(NOON + timedelta(days=9)).find("k") is None
    assert marks(NOON).find("other") is None
