from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.dynamodb.tables import create_tables
from tests.fakes.memory_exclusions import MemoryExclusions
from tests.fakes.message_sender import RecordingSender
from tests.fakes.stored import know
from tests.unit.desk.reply_town import ANNA, NOON, PHONE, USER_ID, Town, add, outbox_of
from urp.citizens.consent import EntryKind
from urp.citizens.identity.learning import LearnAliases
from urp.citizens.identity.model import Citizen, SenderIds
from urp.citizens.store.citizens import KnownAliases
from urp.desk.outbox import Delivery, OutboxRow, ReplyKind, ReplyState
from urp.desk.receipts import RecordReplyReceipts
from urp.whatsapp.error_codes import explain
from urp.whatsapp.status import DeliveryState, DeliveryStatus
from urp.wiring.reply_outcomes import follow_reply

LADDER = [DeliveryState.SENT, DeliveryState.DELIVERED, DeliveryState.READ]


def world(kind: ReplyKind = ReplyKind.WELCOME, **more: object) -> tuple[Town, RecordReplyReceipts]:
    """A reply to Anna, who is known by her phone alone."""
    tables = create_tables()
    row = OutboxRow("row", ANNA, kind, "Ciao", NOON, None, PHONE, policy_version="1", privacy_version="2")
    add(tables, replace(row, **more))  # type: ignore[arg-type]
    know(tables, Citizen(ANNA, phones=(PHONE,), ids_as_of=NOON))
    ancona = Town(outbox_of(tables), RecordingSender(()), tables)
    known = KnownAliases(tables, MemoryExclusions())
    follow = follow_reply(ancona.tables, lambda: "1")
    return ancona, RecordReplyReceipts(ancona.outbox, LearnAliases(known, "1", "2"), follow)


def status(state: DeliveryState, *, seconds: int = 1, tracker: str | None = "r:row") -> DeliveryStatus:
    errors = (explain(131047),) if state is DeliveryState.FAILED else ()
    at = NOON + timedelta(seconds=seconds)
    return DeliveryStatus("wamid.1", state, at, tracker, PHONE, USER_ID, errors)


@given(st.permutations([*LADDER, DeliveryState.SENT]), st.data())
def test_statuses_in_any_order_and_any_batches_end_the_same(
    order: list[DeliveryState], data: st.DataObject
) -> None:
    ancona, record = world()
    cut = data.draw(st.integers(0, len(order)))
    ladder_time = {state: step for step, state in enumerate(LADDER)}

    for batch in (order[:cut], order[cut:]):
        record([status(state, seconds=ladder_time[state]) for state in batch], NOON)

    row = ancona.row
    assert (row.state, row.delivery, ancona.due) == (ReplyState.ACCEPTED, Delivery.READ, ())
    kinds = sorted(entry.kind for entry in ancona.ledger)
    assert kinds == [EntryKind.NOTICE_DELIVERED, EntryKind.NOTICE_READ, EntryKind.NOTICE_SENT]


def test_a_status_settles_a_reply_that_ended_unclear() -> None:
    ancona, record = world(ReplyKind.ANSWER)
    handed = ancona.outbox.hand_over(ancona.row, NOON)
    assert handed is not None
    ancona.outbox.leave_unclear(handed, None)

    settled = record([status(DeliveryState.DELIVERED)], NOON)

    assert settled == 1
    assert ancona.row.state is ReplyState.ACCEPTED


def test_only_the_welcome_proves_that_the_privacy_notice_was_given() -> None:
    ancona, record = world(ReplyKind.AUTOMATIC)

    record([status(DeliveryState.READ)], NOON)

    assert ancona.ledger == []


def test_the_receipt_of_a_welcome_names_the_versions_it_carried() -> None:
    ancona, record = world()

    record([status(DeliveryState.DELIVERED)], NOON + timedelta(hours=1))

    entry = ancona.ledger[0]
    assert (entry.kind, entry.message_id) == (EntryKind.NOTICE_DELIVERED, "wamid.1")
    assert (entry.policy_version, entry.privacy_version) == ("1", "2")
    assert (entry.at, entry.recorded_at) == (NOON + timedelta(seconds=1), NOON + timedelta(hours=1))


def test_a_failed_delivery_is_shown_with_its_code() -> None:
    ancona, record = world(ReplyKind.ANSWER)

    record([status(DeliveryState.FAILED)], NOON)

    row = ancona.row
    assert (row.state, row.delivery, row.delivery_code) == (ReplyState.ACCEPTED, Delivery.FAILED, 131047)


@pytest.mark.parametrize("tracker", [None, "b:x", "r:unknown"])
def test_statuses_of_anything_else_let_through(tracker: str | None) -> None:
    ancona, record = world()

    settled = record([status(DeliveryState.READ, tracker=tracker)], NOON)

    assert (settled, ancona.row.state) == (0, ReplyState.UNSENT)


def test_a_status_of_a_new_kind_is_passed_over() -> None:
    _, record = world()

    assert record([status(DeliveryState.UNKNOWN)], NOON) == 0


def test_a_status_of_a_message_sent_to_a_phone_teaches_the_user_id() -> None:
    ancona, record = world()

    record([status(DeliveryState.SENT), status(DeliveryState.DELIVERED)], NOON)

    known = SenderIds(USER_ID, None)
    assert ancona.people.find([known]).find_by_user_id(known) == ancona.anna
    assert ancona.anna.user_id == USER_ID
