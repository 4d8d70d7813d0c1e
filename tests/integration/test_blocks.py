"""Who may not write: decided by a person, in force at once; in memory and on DynamoDB the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from tests.fakes.two_people import lift_by_two
from tests.integration.block_stores import (
    ANNA,
    CITIZEN,
    DAY,
    NOON,
    TOWN,
    BlockStores,
    act,
    open_stores,
)
from urp.acts.model import AlreadyActedError
from urp.aws.tables import Tables
from urp.citizens.blocks import MirrorState
from urp.errors import InvalidError, NotFoundError
from urp.meaning.breaches import Breach
from urp.moderation.blocks.office import LIFTED_THERE_WITHIN, NotBlockedError
from urp.moderation.blocks.whatsapp_office import AlreadyChosenError, TooLateError


@pytest.fixture
def stores(tables: Tables) -> BlockStores:
    return open_stores(tables)


def test_a_block_is_in_force_at_once_and_its_notice_goes_out(stores: BlockStores) -> None:
    stores.put(CITIZEN)

    blocked = stores.office.block(
        ANNA, " terzo  insulto ", NOON + 90 * DAY, act(), breach=Breach.OFFENSIVE_LANGUAGE
    )

    assert blocked.block is not None
    assert (blocked.block.reason, blocked.block.by) == ("terzo insulto", "staff-1")
    assert blocked.block.policy_version == TOWN.policy.version
    assert blocked.notice is not None
    assert "linguaggio offensivo" in blocked.notice.text
    assert blocked.notice.even_if_blocked
    assert stores.replies.ids == [blocked.notice.id]
    assert stores.office.find_citizen(ANNA, NOON).block == blocked.block
    assert blocked.phone == "••••••••• 001"


def test_a_block_ends_by_itself(stores: BlockStores) -> None:
    stores.put(CITIZEN)
    stores.office.block(ANNA, "spam", NOON + DAY, act())

    assert stores.office.find_citizen(ANNA, NOON + DAY).block is None
    assert stores.office.list_blocks(None, 10, NOON + DAY).items == ()


def test_no_notice_is_promised_when_it_could_not_be_sent(stores: BlockStores) -> None:
    stores.put(replace(CITIZEN, window_ends_at=NOON))

    blocked = stores.office.block(ANNA, "spam", None, act())

    assert (blocked.notice, stores.replies.ids) == (None, [])


def test_a_block_may_be_silent(stores: BlockStores) -> None:
    stores.put(CITIZEN)

    assert stores.office.block(ANNA, "spam", None, act(), notify=False).notice is None


def test_a_new_block_replaces_the_old_one_and_both_stay_in_the_history(stores: BlockStores) -> None:
    stores.put(CITIZEN)
    stores.office.block(ANNA, "spam", NOON + DAY, act(1))
    stores.office.block(ANNA, "minacce", NOON + 30 * DAY, act(2, at=NOON + timedelta(hours=1)))

    block = stores.office.find_citizen(ANNA, NOON + timedelta(hours=2)).block
    history = stores.office.list_history(ANNA)

    assert block is not None
    assert block.reason == "minacce"
    assert [(each.kind, each.reason) for each in history] == [("blocked", "minacce"), ("blocked", "spam")]
    assert len(stores.office.list_blocks(None, 10, NOON + timedelta(hours=2)).items) == 1


def test_unblocking_is_remembered_and_told(stores: BlockStores) -> None:
    stores.put(CITIZEN)
    stores.office.block(ANNA, "spam", None, act(1))

    freed = lift_by_two(stores.office, ANNA, "riesame accolto", act(2, at=NOON + timedelta(hours=1)))

    assert (freed.block, stores.office.find_citizen(ANNA, NOON + DAY).block) == (None, None)
    assert stores.office.list_history(ANNA)[0].kind == "unblocked"
    assert stores.office.list_blocks(None, 10, NOON).items == ()
    assert freed.notice is not None


def test_who_is_freed_at_whatsapp_too_is_told_once_words_come_through(stores: BlockStores) -> None:
    stores.put(CITIZEN)
    stores.office.block(ANNA, "spam", None, act(1), notify=False)
    stores.at_whatsapp.block(ANNA, act(2))
    blocked = stores.people.find_one(ANNA)
    assert blocked is not None
    assert blocked.at_whatsapp is not None
    there = replace(blocked.at_whatsapp, state=MirrorState.BLOCKED, ids=(CITIZEN.user_id or "",))
    stores.put(replace(blocked, at_whatsapp=there))

    freed = lift_by_two(stores.office, ANNA, "riesame accolto", act(3))

    assert freed.at_whatsapp is not None
    assert freed.at_whatsapp.state is MirrorState.LIFTING
    assert freed.notice is not None
    assert freed.notice.not_before == NOON + LIFTED_THERE_WITHIN
    assert stores.replies.entries[-1] == (freed.notice.id, 20)
    assert [citizen for citizen, _ in stores.orders.entries] == [ANNA, ANNA]


def test_at_whatsapp_only_who_is_blocked_here_and_wrote_within_a_day(stores: BlockStores) -> None:
    stores.put(CITIZEN)
    with pytest.raises(NotBlockedError):
        stores.at_whatsapp.block(ANNA, act(1))
    stores.office.block(ANNA, "spam", None, act(2), notify=False)

    with pytest.raises(TooLateError):
        stores.at_whatsapp.block(ANNA, act(3, at=NOON + DAY))
    chosen = stores.at_whatsapp.block(ANNA, act(4))

    assert chosen.notice is not None
    assert TOWN.emergency.number in chosen.notice.text
    assert TOWN.desk.phone in chosen.notice.text
    assert stores.replies.ids == [chosen.notice.id]
    with pytest.raises(AlreadyChosenError):
        stores.at_whatsapp.block(ANNA, act(5))
    assert stores.office.list_history(ANNA)[0].kind == "whatsapp_block_chosen"


def test_who_is_not_blocked_cannot_be_unblocked(stores: BlockStores) -> None:
    stores.put(CITIZEN)

    with pytest.raises(NotBlockedError):
        stores.office.unblock(ANNA, "riesame accolto", act())


def test_the_same_key_blocks_once(stores: BlockStores) -> None:
    stores.put(CITIZEN)
    stores.office.block(ANNA, "spam", None, act(1, key="k"))

    with pytest.raises(AlreadyActedError):
        stores.office.block(ANNA, "minacce", None, act(2, key="k"))

    assert len(stores.office.list_history(ANNA)) == 1


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
    stores: BlockStores, reason: str, until: datetime | None, field: str
) -> None:
    stores.put(CITIZEN)

    with pytest.raises(InvalidError) as refused:
        stores.office.block(ANNA, reason, until, act())

    assert refused.value.field == field


def test_blocks_in_force_are_listed_newest_first_page_by_page(stores: BlockStores) -> None:
    for number in range(1, 4):
        person = replace(CITIZEN, id=UUID(int=number), user_ids=(f"IT.{number}",), phones=())
        stores.put(person)
        stores.office.block(person.id, "spam", None, act(number, at=NOON + number * timedelta(minutes=1)))

    first = stores.office.list_blocks(None, 2, NOON + DAY)
    second = stores.office.list_blocks(first.cursor, 2, NOON + DAY)

    assert [each.citizen_id.int for each in (*first.items, *second.items)] == [3, 2, 1]


def test_nobody_is_blocked_who_is_not_known(stores: BlockStores) -> None:
    with pytest.raises(NotFoundError):
        stores.office.block(ANNA, "spam", None, act())
