"""The calls to the tables that a join takes, each of which keeps a promise (docs/decisions/join.md)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.fakes.dynamodb.meddled import counting, meddled
from tests.fakes.dynamodb.tables import create_tables
from tests.integration.broadcasts.number import number_on
from tests.integration.outbox_stores import ENTRY, NOON, ROW, open_stores
from tests.unit.inbound.town import Town
from urp.aws.tables import Tables
from urp.citizens.consent import EntryKind
from urp.desk.outbox import Delivery, ReplyState
from urp.errors import UnavailableError
from urp.town.texts import TextKey
from urp.whatsapp.rate_ports import Slots


def test_a_new_citizen_who_joins_takes_one_read_and_one_transaction() -> None:
    tables, asked = counting(create_tables())
    town = Town(tables=tables)

    assert town.writes("Iscrivimi") == [TextKey.WELCOME]

    assert asked == ["batch_get_item", "transact_write_items"]


def test_a_join_delivered_again_is_only_read_and_enqueues_the_same_welcome() -> None:
    tables, asked = counting(create_tables())
    town = Town(tables=tables)
    town.writes("Iscrivimi", message_id="wamid.JOIN")
    enqueued = list(town.queue.entries)
    asked.clear()

    town.writes("Iscrivimi", message_id="wamid.JOIN")

    assert set(asked) == {"batch_get_item"}
    assert town.queue.entries == enqueued * 2


def test_who_leaves_unknown_is_still_asked_for_the_phone_that_a_list_may_name() -> None:
    tables, asked = counting(create_tables())
    town = Town(tables=tables)

    town.writes("Cancellami")

    assert "query" in asked


def test_a_welcome_that_meta_took_is_stored_with_its_ledger_entry(tables: Tables) -> None:
    counted, asked = counting(tables)
    stores = open_stores(counted)
    stores.add(ROW)
    asked.clear()

    stores.outbox.accept(ROW, "wamid.1", ENTRY)

    assert asked == ["transact_write_items"]
    assert [entry.kind for entry in stores.ledger()] == [EntryKind.NOTICE_ACCEPTED]
    row = stores.outbox.get("row")
    assert row is not None
    assert row.state is ReplyState.ACCEPTED


def test_a_welcome_whose_acceptance_is_told_twice_is_entered_once(tables: Tables) -> None:
    stores = open_stores(tables)
    stores.add(ROW)

    stores.outbox.accept(ROW, "wamid.1", ENTRY)
    stores.outbox.accept(ROW, "wamid.1", ENTRY)

    assert stores.ledger() == [ENTRY]


def test_a_welcome_whose_row_is_gone_is_entered_all_the_same(tables: Tables) -> None:
    stores = open_stores(tables)

    stores.outbox.accept(ROW, "wamid.1", ENTRY)

    assert stores.ledger() == [ENTRY]
    assert stores.outbox.get("row") is None


def test_when_the_tables_fail_neither_row_nor_ledger_says_that_a_status_came(tables: Tables) -> None:
    stores = open_stores(tables)
    stores.add(ROW)
    failing = open_stores(meddled(tables, _fail))
    delivered = replace(ENTRY, kind=EntryKind.NOTICE_DELIVERED)

    with pytest.raises(UnavailableError):
        failing.outbox.settle(ROW, "wamid.1", {Delivery.DELIVERED: NOON}, None, [delivered])

    assert stores.ledger() == []
    assert stores.outbox.get("row") == ROW


def test_what_citizens_wrote_is_booked_by_the_reservation_itself(tables: Tables) -> None:
    counted, asked = counting(tables)
    number = number_on(counted)
    number.rate.reserve_for_desk(NOON)
    number.citizens_write(1, NOON + timedelta(milliseconds=1))
    number.rate.reserve_for_desk(NOON + timedelta(milliseconds=2))
    number.citizens_write(1, NOON + timedelta(milliseconds=30))
    number.rate.look(NOON)
    asked.clear()

    granted = number.rate.reserve_for_desk(NOON + timedelta(milliseconds=31))

    assert isinstance(granted, Slots)
    assert asked == ["update_item"]


def _fail() -> None:
    raise UnavailableError("no answer")
