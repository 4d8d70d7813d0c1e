"""Replies on their way: the same questions to the outbox in memory and to DynamoDB."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.integration.outbox_stores import ANNA, ENTRY, NOON, ROW, SOON, OutboxStores, open_stores
from urp.aws.tables import Tables
from urp.desk.outbox import Delivery, OutboxRow, ReplyKind, ReplyProblem, ReplyState
from urp.desk.store.outbox import Outbox
from urp.desk.store.outbox_items import WaitingReplies
from urp.whatsapp.outgoing import Button, Choice, Row


@pytest.fixture
def stores(tables: Tables) -> OutboxStores:
    return open_stores(tables)


@pytest.fixture
def outbox(stores: OutboxStores) -> Outbox:
    stores.add(ROW)
    return stores.outbox


@pytest.fixture
def waiting(stores: OutboxStores) -> WaitingReplies:
    return stores.waiting


def handed(outbox: Outbox) -> OutboxRow:
    row = outbox.hand_over(ROW, NOON)
    assert row is not None
    return row


def found(outbox: Outbox) -> OutboxRow:
    row = outbox.get("row")
    assert row is not None
    return row


def test_a_row_is_read_as_it_was_written(outbox: Outbox) -> None:
    assert outbox.get("row") == ROW
    assert outbox.get("another") is None


def test_a_list_to_choose_from_is_read_as_it_was_written(stores: OutboxStores) -> None:
    choice = Choice("Scegli", (Row("topic:off:scuola", "Scuola", "Non ricevere più: mense"),))
    stores.add(replace(ROW, id="list", choice=choice))

    row = stores.outbox.get("list")

    assert row is not None
    assert row.choice == choice


def test_buttons_are_read_as_they_were_written(stores: OutboxStores) -> None:
    buttons = (Button("doubt:report:1", "Segnala un problema"), Button("doubt:question:1", "Chiedi"))
    stores.add(replace(ROW, id="buttons", buttons=buttons))

    row = stores.outbox.get("buttons")

    assert row is not None
    assert row.buttons == buttons


def test_only_one_of_two_workers_may_send_a_row(outbox: Outbox) -> None:
    first, second = outbox.hand_over(ROW, NOON), outbox.hand_over(ROW, NOON)

    assert first is not None
    assert (first.state, first.attempts, first.handed_at) == (ReplyState.HANDED, 1, NOON)
    assert second is None


def test_an_accepted_row_has_metas_id_and_no_more_work(
    outbox: Outbox, waiting: WaitingReplies, stores: OutboxStores
) -> None:
    outbox.accept(handed(outbox), "wamid.1", ENTRY)

    assert (found(outbox).state, found(outbox).message_id) == (ReplyState.ACCEPTED, "wamid.1")
    assert stores.ledger() == [ENTRY]
    assert waiting.waiting_since(NOON + timedelta(days=1), 10) == ()


def test_a_refused_row_says_why(outbox: Outbox, waiting: WaitingReplies) -> None:
    outbox.refuse(ROW, None, ReplyProblem.WINDOW_CLOSED)

    assert (found(outbox).state, found(outbox).problem) == (ReplyState.REFUSED, ReplyProblem.WINDOW_CLOSED)
    assert waiting.waiting_since(NOON + timedelta(days=1), 10) == ()


def test_a_refused_welcome_is_entered_in_the_consent_ledger(outbox: Outbox, stores: OutboxStores) -> None:
    outbox.refuse(ROW, None, ReplyProblem.WINDOW_CLOSED, ENTRY)

    assert stores.ledger() == [ENTRY]
    assert found(outbox).state is ReplyState.REFUSED


def test_a_refusal_that_came_too_late_enters_nothing(outbox: Outbox, stores: OutboxStores) -> None:
    handed(outbox)

    outbox.refuse(ROW, None, ReplyProblem.BLOCKED, ENTRY)

    assert stores.ledger() == []
    assert found(outbox).state is ReplyState.HANDED


def test_metas_code_of_a_refusal_is_kept(outbox: Outbox) -> None:
    outbox.refuse(handed(outbox), 131026, None)

    assert (found(outbox).error_code, found(outbox).problem) == (131026, None)


def test_an_unclear_row_that_is_repeated_still_waits(outbox: Outbox, waiting: WaitingReplies) -> None:
    outbox.leave_unclear(handed(outbox), SOON)

    assert found(outbox).state is ReplyState.UNCLEAR
    assert waiting.waiting_since(SOON, 10) == ()
    assert waiting.waiting_since(SOON + timedelta(seconds=1), 10) == ("row",)


def test_an_unclear_row_nobody_repeats_has_no_more_work(outbox: Outbox, waiting: WaitingReplies) -> None:
    outbox.leave_unclear(handed(outbox), None)

    assert waiting.waiting_since(NOON + timedelta(days=1), 10) == ()


def test_what_did_not_go_out_is_as_before_the_attempt(outbox: Outbox) -> None:
    outbox.take_back(handed(outbox), SOON)

    assert (found(outbox).state, found(outbox).attempts) == (ReplyState.UNSENT, 0)


def test_a_second_copy_that_did_not_go_out_leaves_the_first_unclear(outbox: Outbox) -> None:
    outbox.leave_unclear(handed(outbox), SOON)
    again = outbox.hand_over(found(outbox), SOON)
    assert again is not None

    outbox.take_back(again, SOON)

    assert (found(outbox).state, found(outbox).attempts) == (ReplyState.UNCLEAR, 1)


def test_a_status_that_comes_before_metas_answer_settles_the_row(
    outbox: Outbox, stores: OutboxStores
) -> None:
    row = handed(outbox)
    outbox.settle(row, "wamid.1", {Delivery.SENT: NOON}, None, [ENTRY])

    outbox.leave_unclear(row, SOON)
    outbox.accept(row, "wamid.2", None)

    settled = found(outbox)
    assert (settled.state, settled.message_id, settled.delivery) == (
        ReplyState.ACCEPTED,
        "wamid.1",
        Delivery.SENT,
    )
    assert stores.ledger() == [ENTRY]


def test_statuses_twice_and_backwards_end_at_the_furthest_step(outbox: Outbox, stores: OutboxStores) -> None:
    row = handed(outbox)

    for step in (Delivery.READ, Delivery.SENT, Delivery.DELIVERED, Delivery.READ):
        outbox.settle(row, "wamid.1", {step: SOON}, None, [ENTRY, ENTRY])

    assert found(outbox).delivery is Delivery.READ
    assert stores.ledger() == [ENTRY]


def test_a_failed_delivery_keeps_metas_reason(outbox: Outbox) -> None:
    outbox.settle(handed(outbox), "wamid.1", {Delivery.SENT: NOON, Delivery.FAILED: SOON}, 131047, [])

    assert (found(outbox).delivery, found(outbox).delivery_code) == (Delivery.FAILED, 131047)


def test_rows_left_behind_are_found_longest_first(
    outbox: Outbox, waiting: WaitingReplies, stores: OutboxStores
) -> None:
    earlier = OutboxRow(
        "older", ANNA, ReplyKind.AUTOMATIC, "Ciao", NOON - timedelta(minutes=5), None, "39333"
    )
    stores.add(earlier)

    assert waiting.waiting_since(NOON, 10) == ("older",)
    assert waiting.waiting_since(SOON, 10) == ("older", "row")
    assert waiting.waiting_since(SOON, 1) == ("older",)


def test_a_postponed_row_is_not_swept_again_at_once(outbox: Outbox, waiting: WaitingReplies) -> None:
    waiting.postpone("row", SOON)
    waiting.postpone("another", SOON)

    assert waiting.waiting_since(SOON, 10) == ()
    assert outbox.get("another") is None
