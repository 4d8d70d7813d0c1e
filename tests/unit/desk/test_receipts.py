from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.memory_ledger import MemoryLedger
from tests.fakes.memory_outbox import MemoryOutbox
from urp.citizens.consent import EntryKind
from urp.citizens.identity.learning import LearnAliases
from urp.citizens.identity.model import Citizen, CitizenChange
from urp.desk.outbox import Delivery, OutboxRow, ReplyKind, ReplyState
from urp.desk.receipts import RecordReplyReceipts
from urp.whatsapp.error_codes import explain
from urp.whatsapp.status import DeliveryState, DeliveryStatus
from urp.wiring.reply_fates import follow_reply

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
ANNA = UUID(int=1)
USER_ID, PHONE = "IT.10000000000000000001", "393330000001"
LADDER = [DeliveryState.SENT, DeliveryState.DELIVERED, DeliveryState.READ]


def world(kind: ReplyKind = ReplyKind.WELCOME) -> tuple[MemoryOutbox, MemoryLedger, RecordReplyReceipts]:
    outbox, ledger = MemoryOutbox(), MemoryLedger()
    row = OutboxRow("row", ANNA, kind, "Ciao", NOON, None, PHONE, policy_version="1", privacy_version="2")
    outbox.add(row)
    ledger.store([CitizenChange(Citizen(ANNA), Citizen(ANNA, phones=(PHONE,), ids_as_of=NOON))], [], NOON)
    return (
        outbox,
        ledger,
        RecordReplyReceipts(
            outbox, LearnAliases(ledger, "1", "2"), follow_reply(outbox.counted, lambda: "1")
        ),
    )


def status(state: DeliveryState, *, seconds: int = 1, tracker: str | None = "r:row") -> DeliveryStatus:
    errors = (explain(131047),) if state is DeliveryState.FAILED else ()
    at = NOON + timedelta(seconds=seconds)
    return DeliveryStatus("wamid.1", state, at, tracker, PHONE, USER_ID, errors)


@given(st.permutations([*LADDER, DeliveryState.SENT]), st.data())
def test_statuses_in_any_order_and_any_batches_end_the_same(
    order: list[DeliveryState], data: st.DataObject
) -> None:
    outbox, _, record = world()
    cut = data.draw(st.integers(0, len(order)))
    ladder_time = {state: step for step, state in enumerate(LADDER)}

    for batch in (order[:cut], order[cut:]):
        record([status(state, seconds=ladder_time[state]) for state in batch], NOON)

    row = outbox.rows["row"]
    assert (row.state, row.delivery, outbox.due) == (ReplyState.ACCEPTED, Delivery.READ, {})
    kinds = sorted(entry.kind for entry in outbox.ledger)
    assert kinds == [EntryKind.NOTICE_DELIVERED, EntryKind.NOTICE_READ, EntryKind.NOTICE_SENT]


def test_a_status_settles_a_reply_that_ended_unclear() -> None:
    outbox, _, record = world(ReplyKind.ANSWER)
    handed = outbox.hand_over(outbox.rows["row"], NOON)
    assert handed is not None
    outbox.leave_unclear(handed, None)

    settled = record([status(DeliveryState.DELIVERED)], NOON)

    assert settled == 1
    assert outbox.rows["row"].state is ReplyState.ACCEPTED


def test_only_the_welcome_proves_that_the_privacy_notice_was_given() -> None:
    outbox, _, record = world(ReplyKind.AUTOMATIC)

    record([status(DeliveryState.READ)], NOON)

    assert outbox.ledger == []


def test_the_receipt_of_a_welcome_names_the_versions_it_carried() -> None:
    outbox, _, record = world()

    record([status(DeliveryState.DELIVERED)], NOON + timedelta(hours=1))

    entry = outbox.ledger[0]
    assert (entry.kind, entry.message_id) == (EntryKind.NOTICE_DELIVERED, "wamid.1")
    assert (entry.policy_version, entry.privacy_version) == ("1", "2")
    assert (entry.at, entry.recorded_at) == (NOON + timedelta(seconds=1), NOON + timedelta(hours=1))


def test_a_failed_delivery_is_shown_with_its_code() -> None:
    outbox, _, record = world(ReplyKind.ANSWER)

    record([status(DeliveryState.FAILED)], NOON)

    row = outbox.rows["row"]
    assert (row.state, row.delivery, row.delivery_code) == (ReplyState.ACCEPTED, Delivery.FAILED, 131047)


@pytest.mark.parametrize("tracker", [None, "b:x", "r:unknown"])
def test_statuses_of_anything_else_change_nothing(tracker: str | None) -> None:
    outbox, _, record = world()

    settled = record([status(DeliveryState.READ, tracker=tracker)], NOON)

    assert (settled, outbox.rows["row"].state) == (0, ReplyState.UNSENT)


def test_a_status_of_a_new_kind_is_passed_over() -> None:
    _, _, record = world()

    assert record([status(DeliveryState.UNKNOWN)], NOON) == 0


def test_a_status_of_a_message_sent_to_a_phone_teaches_the_user_id() -> None:
    _, ledger, record = world()

    record([status(DeliveryState.SENT), status(DeliveryState.DELIVERED)], NOON)

    assert ledger.aliases[USER_ID] == ANNA
    assert ledger.citizens[ANNA].user_id == USER_ID
