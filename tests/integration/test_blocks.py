"""Who may not write: decided by a person, in force at once; in memory and on DynamoDB the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from tests.fakes.dynamodb.tables import Tables
from tests.integration.block_rooms import (
    ANNA,
    CITIZEN,
    DAY,
    NOON,
    TOWN,
    Room,
    act,
    open_room,
)
from urp.acts.model import AlreadyActedError
from urp.citizens.blocks import MirrorState
from urp.errors import InvalidError, NotFoundError
from urp.meaning.breaches import Breach
from urp.moderation.blocks.office import LIFTED_THERE_WITHIN, NotBlockedError
from urp.moderation.blocks.whatsapp_office import AlreadyChosenError, TooLateError


@pytest.fixture
def room(tables: Tables) -> Room:
    return open_room(tables)


def test_a_block_is_in_force_at_once_and_its_notice_goes_out(room: Room) -> None:
    room.put(CITIZEN)

    blocked = room.office.block(
        ANNA, " terzo  insulto ", NOON + 90 * DAY, act(), breach=Breach.OFFENSIVE_LANGUAGE
    )

    assert blocked.block is not None
    assert (blocked.block.reason, blocked.block.by) == ("terzo insulto", "staff-1")
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


def test_who_is_freed_at_whatsapp_too_is_told_once_words_come_through(room: Room) -> None:
    room.put(CITIZEN)
    room.office.block(ANNA, "spam", None, act(1), notify=False)
    room.at_whatsapp.block(ANNA, act(2))
    blocked = room.people.find_one(ANNA)
    assert blocked is not None
    assert blocked.at_whatsapp is not None
    there = replace(blocked.at_whatsapp, state=MirrorState.BLOCKED, ids=(CITIZEN.user_id or "",))
    room.put(replace(blocked, at_whatsapp=there))

    freed = room.office.unblock(ANNA, "riesame accolto", act(3))

    assert freed.at_whatsapp is not None
    assert freed.at_whatsapp.state is MirrorState.LIFTING
    assert freed.notice is not None
    assert freed.notice.not_before == NOON + LIFTED_THERE_WITHIN
    assert room.replies.entries[-1] == (freed.notice.id, 20)
    assert [citizen for citizen, _ in room.orders.entries] == [ANNA, ANNA]


def test_at_whatsapp_only_who_is_blocked_here_and_wrote_within_a_day(room: Room) -> None:
    room.put(CITIZEN)
    with pytest.raises(NotBlockedError):
        room.at_whatsapp.block(ANNA, act(1))
    room.office.block(ANNA, "spam", None, act(2), notify=False)

    with pytest.raises(TooLateError):
        room.at_whatsapp.block(ANNA, act(3, at=NOON + DAY))
    chosen = room.at_whatsapp.block(ANNA, act(4))

    assert chosen.notice is not None
    assert TOWN.emergency.number in chosen.notice.text
    assert TOWN.desk.phone in chosen.notice.text
    assert room.replies.ids == [chosen.notice.id]
    with pytest.raises(AlreadyChosenError):
        room.at_whatsapp.block(ANNA, act(5))
    assert room.office.history(ANNA)[0].kind == "whatsapp_block_chosen"


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
