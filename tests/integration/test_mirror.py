"""Blocks at WhatsApp as they are kept."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.integration.mirror_stores import (
    ANNA,
    BRUNO,
    CITIZEN,
    DAY,
    HOUR,
    MIRROR,
    NOON,
    PHONE,
    USER_ID,
    Store,
    open_store,
)
from urp.aws.dynamodb import get
from urp.aws.tables import Tables
from urp.citizens.blocks import MirrorState
from urp.citizens.identity.model import Citizen, CitizenChange
from urp.errors import ConflictError
from urp.moderation.store.mirror import BlockNotices, MirrorRegister
from urp.privacy.store.forgetting import Forgetting
from urp.whatsapp.person import PersonIds


@pytest.fixture
def store(tables: Tables) -> Store:
    return open_store(tables)


def test_what_is_stored_is_read_back(store: Store) -> None:
    assert store.put(CITIZEN) == replace(CITIZEN, version=1)


def test_a_citizen_is_due_at_the_next_step_or_at_the_end_of_the_block(store: Store) -> None:
    stored = store.put(CITIZEN)
    assert store.mirror.list_due(NOON + HOUR) == []
    assert store.mirror.list_due(NOON + 2 * HOUR) == [ANNA]

    blocked = replace(stored, at_whatsapp=replace(MIRROR, state=MirrorState.BLOCKED, next_at=None))
    store.mirror.store(CitizenChange(stored, blocked), None, NOON)

    assert store.mirror.list_due(NOON + 2 * HOUR) == []
    assert store.mirror.list_due(NOON + 30 * DAY) == [ANNA]


def test_without_a_block_at_whatsapp_nobody_is_listed(store: Store) -> None:
    stored = store.put(CITIZEN)
    store.put(Citizen(BRUNO, phones=("393330000002",)))
    assert list(store.mirror.list_mirrored()) == [ANNA]

    store.mirror.store(CitizenChange(stored, replace(stored, at_whatsapp=None)), None, NOON)

    assert list(store.mirror.list_mirrored()) == []


def test_who_moved_meanwhile_is_not_written_over(store: Store) -> None:
    stored = store.put(CITIZEN)
    store.mirror.store(CitizenChange(stored, stored), None, NOON)

    with pytest.raises(ConflictError):
        store.mirror.store(CitizenChange(stored, stored), None, NOON)


def test_people_are_known_by_what_metas_list_calls_them(store: Store) -> None:
    store.put(CITIZEN)

    asked = [PersonIds(None, USER_ID), PersonIds(PHONE, None), PersonIds("393330000099", None)]
    assert [owner.id if owner else None for owner in store.people.find_owners(asked)] == [ANNA, ANNA, None]
    assert set(store.people.find_all([ANNA, BRUNO])) == {ANNA}
    recycled = PersonIds(PHONE, "IT.10000000000000000555")
    assert store.people.find_owners([recycled]) == [None]


def test_a_notice_is_out_once_nobody_sends_it_any_more(tables: Tables) -> None:
    client, table = tables.client, tables.desk
    notices = BlockNotices(tables)

    def stands(state: str) -> None:
        item = {"pk": {"S": "OUTBOX#block-1"}, "sk": {"S": "OUTBOX"}, "state": {"S": state}}
        client.put_item(TableName=table, Item=item)

    assert notices.is_out("block-1")
    found = {}
    for state in ("unsent", "handed", "accepted", "refused", "unclear"):
        stands(state)
        found[state] = notices.is_out("block-1")
    assert found == {"unsent": False, "handed": False, "accepted": True, "refused": True, "unclear": True}


def test_who_is_forgotten_leaves_the_list_too(tables: Tables) -> None:
    client, table = tables.client, tables.citizens
    mirror = MirrorRegister(tables)
    lifted = replace(MIRROR, state=MirrorState.LIFTED, ids=())
    mirror.store(CitizenChange(Citizen(ANNA), replace(CITIZEN, block=None, at_whatsapp=lifted)), None, NOON)
    forgetting, cursor = Forgetting(tables), None

    while True:
        page = forgetting.delete_page(cursor, NOON + 200 * DAY)
        cursor = page.cursor
        if cursor is None:
            break

    assert get(client, table, f"CITIZEN#{ANNA}", "PROFILE") is None
    assert mirror.list_mirrored() == []
