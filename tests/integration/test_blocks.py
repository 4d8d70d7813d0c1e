"""Who may not write: decided by a person, in force at once everywhere; in memory and on DynamoDB the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import boto3
import pytest

from tests.fakes.days import RETENTION
from tests.fakes.desk_world import KnownPeople, RecordedReplies
from tests.fakes.memory_office import MemoryBlockRegister, MemoryDeskRegister
from urp.adapters.dynamodb import get, query, transact
from urp.adapters.dynamodb_blocks import DynamoBlockRegister
from urp.adapters.dynamodb_citizen_changes import change_writes
from urp.adapters.dynamodb_identity import CitizenReader
from urp.adapters.dynamodb_office import DynamoDeskRegister
from urp.blocks.office import BlockOffice, NotBlockedError
from urp.desk.model import Conversation, ConversationStatus, DeskState
from urp.errors import InvalidError, NotFoundError
from urp.identity.model import Citizen, CitizenChange
from urp.municipality import load_municipality_from
from urp.staff.errors import AlreadyActedError
from urp.staff.model import Act, IdempotencyMark
from urp.texts import load_texts_from

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
DAY = timedelta(days=1)
ANNA, TALK = UUID(int=1), UUID(int=100)
PROFILE = Path(__file__).parents[1] / "profiles" / "roccaserena"
TOWN = load_municipality_from(PROFILE, placeholders_allowed=True)
TEXTS = load_texts_from(PROFILE, TOWN, placeholders_allowed=True)
CITIZEN = Citizen(
    ANNA,
    user_ids=("IT.10000000000000000001",),
    phones=("393330000001",),
    subscribed=True,
    subscribed_at=NOON,
    window_ends_at=NOON + DAY,
)


@dataclass(frozen=True, slots=True)
class Room:
    office: BlockOffice
    replies: RecordedReplies
    put: Callable[[Citizen], None]


@pytest.fixture(params=["memory", "dynamodb"])
def room(request: pytest.FixtureRequest) -> Iterator[Room]:
    replies = RecordedReplies()
    if request.param == "memory":
        people = KnownPeople()
        blocks = MemoryBlockRegister(people.citizens)

        def put(citizen: Citizen) -> None:
            people.citizens[citizen.id] = replace(citizen, version=1)

        office = BlockOffice(blocks, MemoryDeskRegister(), people, replies, TOWN, TEXTS)
        yield Room(office, replies, put)
    else:
        yield dynamodb_room(request.getfixturevalue("outputs"), replies)


def dynamodb_room(outputs: Mapping[str, str], replies: RecordedReplies) -> Room:
    client = boto3.client("dynamodb")
    citizens, desk = outputs["CitizensTableName"], outputs["DeskTableName"]
    audit, control = outputs["AuditTableName"], outputs["ControlTableName"]
    register = DynamoBlockRegister(
        client,
        citizens_table=citizens,
        desk_table=desk,
        audit_table=audit,
        control_table=control,
        retention=RETENTION,
    )
    talks = DynamoDeskRegister(
        client, desk_table=desk, audit_table=audit, control_table=control, retention=RETENTION
    )

    def put(citizen: Citizen) -> None:
        change = CitizenChange(Citizen(citizen.id), citizen)
        transact(client, list(change_writes(change, citizens, RETENTION, NOON)))

    office = BlockOffice(register, talks, CitizenReader(client, citizens), replies, TOWN, TEXTS)
    return Room(office, replies, put)


def act(number: int = 1, key: str | None = None, at: datetime = NOON) -> Act:
    mark = IdempotencyMark(key, "body", "") if key else None
    return Act(f"act{number}", "staff-1", "citizen.block", f"citizen/{ANNA}", at, idempotency=mark)


def test_a_block_is_in_force_at_once_and_its_notice_goes_out(room: Room) -> None:
    room.put(CITIZEN)

    blocked = room.office.block(ANNA, " linguaggio  offensivo ", NOON + 90 * DAY, act())

    assert blocked.block is not None
    assert (blocked.block.reason, blocked.block.by) == ("linguaggio offensivo", "staff-1")
    assert blocked.block.policy_version == TOWN.policy.version
    assert blocked.notice is not None
    assert "linguaggio offensivo" in blocked.notice.text
    assert blocked.notice.even_if_blocked
    assert room.replies.ids == [blocked.notice.id]
    assert room.office.citizen(ANNA, NOON).block == blocked.block
    assert blocked.phone == "••••••••• 001"


def test_a_block_ends_by_itself(room: Room) -> None:
    room.put(CITIZEN)
    room.office.block(ANNA, "spam", NOON + DAY, act())

    assert room.office.citizen(ANNA, NOON + DAY).block is None
    assert room.office.blocks(None, 10, NOON + DAY).items == ()


def test_no_notice_is_promised_when_it_could_not_be_sent(room: Room) -> None:
    room.put(replace(CITIZEN, window_ends_at=NOON))

    blocked = room.office.block(ANNA, "spam", None, act())

    assert (blocked.notice, room.replies.ids) == (None, [])


def test_a_block_may_be_silent(room: Room) -> None:
    room.put(CITIZEN)

    assert room.office.block(ANNA, "spam", None, act(), notify=False).notice is None


def test_a_new_block_replaces_the_old_one_and_both_stay_in_the_history(room: Room) -> None:
    room.put(CITIZEN)
    room.office.block(ANNA, "spam", None, act(1))
    room.office.block(ANNA, "minacce", NOON + 30 * DAY, act(2, at=NOON + timedelta(hours=1)))

    block = room.office.citizen(ANNA, NOON + timedelta(hours=2)).block
    history = room.office.history(ANNA)

    assert block is not None
    assert block.reason == "minacce"
    assert [(each.kind, each.reason) for each in history] == [("blocked", "minacce"), ("blocked", "spam")]
    assert len(room.office.blocks(None, 10, NOON + timedelta(hours=2)).items) == 1


def test_unblocking_is_remembered_and_told(room: Room) -> None:
    room.put(CITIZEN)
    room.office.block(ANNA, "spam", None, act(1))

    freed = room.office.unblock(ANNA, "riesame accolto", act(2, at=NOON + timedelta(hours=1)))

    assert (freed.block, room.office.citizen(ANNA, NOON + DAY).block) == (None, None)
    assert room.office.history(ANNA)[0].kind == "unblocked"
    assert room.office.blocks(None, 10, NOON).items == ()
    assert freed.notice is not None


def test_who_is_not_blocked_cannot_be_unblocked(room: Room) -> None:
    room.put(CITIZEN)

    with pytest.raises(NotBlockedError):
        room.office.unblock(ANNA, "riesame accolto", act())


def test_the_same_key_blocks_once(room: Room) -> None:
    room.put(CITIZEN)
    room.office.block(ANNA, "spam", None, act(1, key="k"))

    with pytest.raises(AlreadyActedError):
        room.office.block(ANNA, "minacce", None, act(2, key="k"))

    assert len(room.office.history(ANNA)) == 1


@pytest.mark.parametrize(
    ("reason", "until", "field"),
    [
        ("x", None, "reason"),
        ("x" * 121, None, "reason"),
        ("spam", NOON, "until"),
        ("spam", NOON + 4000 * DAY, "until"),
    ],
)
def test_a_block_without_reason_or_with_an_impossible_end_is_refused(
    room: Room, reason: str, until: datetime | None, field: str
) -> None:
    room.put(CITIZEN)

    with pytest.raises(InvalidError) as refused:
        room.office.block(ANNA, reason, until, act())

    assert refused.value.field == field


def test_blocks_in_force_are_listed_newest_first_page_by_page(room: Room) -> None:
    for number in range(1, 4):
        person = replace(CITIZEN, id=UUID(int=number), user_ids=(f"IT.{number}",), phones=())
        room.put(person)
        room.office.block(person.id, "spam", None, act(number, at=NOON + number * timedelta(minutes=1)))

    first = room.office.blocks(None, 2, NOON + DAY)
    second = room.office.blocks(first.cursor, 2, NOON + DAY)

    assert [each.citizen_id.int for each in (*first.items, *second.items)] == [3, 2, 1]


def test_nobody_is_blocked_who_is_not_known(room: Room) -> None:
    with pytest.raises(NotFoundError):
        room.office.block(ANNA, "spam", None, act())
    with pytest.raises(NotFoundError):
        room.office.citizen_of(TALK)


def test_a_citizen_is_found_by_their_conversation() -> None:
    desk = MemoryDeskRegister()
    talk = Conversation(TALK, ANNA, ConversationStatus.OPEN, NOON, NOON, NOON + DAY)
    desk.put(talk, DeskState(ANNA, conversation_id=TALK), [])

    office = BlockOffice(MemoryBlockRegister({}), desk, KnownPeople(), RecordedReplies(), TOWN, TEXTS)

    assert office.citizen_of(TALK) == ANNA


def test_the_audience_knows_of_a_block_in_the_same_moment(outputs: Mapping[str, str]) -> None:
    room = dynamodb_room(outputs, RecordedReplies())
    client, table = boto3.client("dynamodb"), outputs["CitizensTableName"]
    room.put(CITIZEN)

    def membership() -> dict[str, object]:
        return get(client, table, f"AUDIENCE#{CITIZEN.shard:02d}", str(ANNA)) or {}

    before = membership().get("blocked_until")
    room.office.block(ANNA, "spam", NOON + DAY, act(1))
    during = membership().get("blocked_until")
    room.office.block(ANNA, "spam", None, act(2, at=NOON + timedelta(minutes=1)))
    for_good = membership().get("blocked_until")
    room.office.unblock(ANNA, "riesame accolto", act(3, at=NOON + timedelta(minutes=2)))

    assert (before, during, for_good) == (None, int((NOON + DAY).timestamp()), 0)
    assert "blocked_until" not in membership()


def test_every_line_of_the_history_ends_a_year_after_its_block(outputs: Mapping[str, str]) -> None:
    room = dynamodb_room(outputs, RecordedReplies())
    client, table = boto3.client("dynamodb"), outputs["CitizensTableName"]
    room.put(CITIZEN)
    room.office.block(ANNA, "spam", None, act(1))
    unblocked = NOON + timedelta(hours=1)

    room.office.unblock(ANNA, "riesame accolto", act(2, at=unblocked))

    values = {":pk": f"CITIZEN#{ANNA}", ":block": "BLOCK#"}
    condition = "pk = :pk AND begins_with(sk, :block)"
    lines = query(client, table, KeyConditionExpression=condition, ExpressionAttributeValues=values)
    a_year_later = int((unblocked + timedelta(days=365)).timestamp())
    assert [line["expires_at"] for line in lines] == [a_year_later, a_year_later]
