"""What counts on a reply is stored with what became of it: the same questions in memory and to DynamoDB."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.fakes.cases import ANNA, NOON
from tests.fakes.dynamodb.tables import Tables
from tests.integration.followed_shelves import ASKED, REQUEST, WARNED, Shelf, open_shelf
from urp.desk.model import ConversationStatus
from urp.desk.outbox import Delivery, Fate, ReplyState
from urp.errors import ConflictError
from urp.moderation.casebook.model import StepKind


@pytest.fixture
def shelf(tables: Tables) -> Shelf:
    return open_shelf(tables)


def test_a_refusal_is_stored_with_all_that_counted_on_it(shelf: Shelf) -> None:
    row = shelf.handed()

    shelf.outbox.refuse(row, 131026, None, beside=shelf.follow(row, Fate.NOT_DELIVERED, NOON))

    assert (shelf.row.state, shelf.row.error_code) == (ReplyState.REFUSED, 131026)
    assert (shelf.talk.status, shelf.talk.undelivered) == (ConversationStatus.OPEN, "row")
    assert shelf.told() is Fate.NOT_DELIVERED
    assert shelf.kept.state(ANNA).warnings == ()
    case = shelf.kept.case(WARNED.case.id)
    assert case is not None
    assert (case.case.outcome, case.steps[-1].kind) == (None, StepKind.WARNING_LOST)


def test_nothing_is_stored_while_somebody_writes_in_the_conversation(shelf: Shelf) -> None:
    row = shelf.handed()
    beside = shelf.follow(row, Fate.UNCLEAR, NOON)
    shelf.somebody_writes(replace(shelf.talk, said=3))

    with pytest.raises(ConflictError):
        shelf.outbox.leave_unclear(row, None, beside)

    assert (shelf.row.state, shelf.told()) == (ReplyState.HANDED, Fate.ON_ITS_WAY)


def test_a_refusal_that_came_after_a_status_changes_nothing(shelf: Shelf) -> None:
    row = shelf.handed()
    beside = shelf.follow(row, Fate.NOT_DELIVERED, NOON)
    shelf.outbox.settle(row, "wamid.1", {Delivery.SENT: NOON}, None, [])

    shelf.outbox.refuse(row, 131026, None, beside=beside)

    assert (shelf.row.state, shelf.talk.status) == (ReplyState.ACCEPTED, ConversationStatus.ANSWERED)


def test_a_status_that_came_since_is_read_before_anything_follows(shelf: Shelf) -> None:
    row = shelf.handed()
    beside = shelf.follow(row, Fate.NOT_DELIVERED, NOON)
    shelf.outbox.settle(row, "wamid.1", {Delivery.READ: NOON}, None, [])

    settled = shelf.outbox.settle(row, "wamid.1", {Delivery.FAILED: NOON}, 131047, [], beside)

    assert not settled
    assert (shelf.row.delivery, shelf.talk.status) == (Delivery.READ, ConversationStatus.ANSWERED)


def test_the_register_follows_the_message_from_step_to_step(shelf: Shelf) -> None:
    row = shelf.handed()
    shelf.outbox.accept(row, "wamid.1", None, shelf.follow(row, Fate.ACCEPTED, NOON))
    accepted = shelf.told()
    row = shelf.row
    beside = shelf.follow(row, Fate.DELIVERED, NOON)

    shelf.outbox.settle(row, "wamid.1", {Delivery.DELIVERED: NOON}, None, [], beside)

    assert (accepted, shelf.told()) == (Fate.ACCEPTED, Fate.DELIVERED)
    request = shelf.kept.request(ASKED)
    assert request is not None
    assert request.extension == REQUEST.extension  # told by letter: nothing follows it


def test_metas_answer_after_a_status_is_still_written(shelf: Shelf) -> None:
    row = shelf.handed()
    beside = shelf.follow(row, Fate.ACCEPTED, NOON)
    delivered = shelf.follow(row, Fate.DELIVERED, NOON)
    shelf.outbox.settle(row, "wamid.1", {Delivery.DELIVERED: NOON}, None, [], delivered)

    shelf.outbox.accept(row, "wamid.1", None, beside)

    assert (shelf.row.state, shelf.told()) == (ReplyState.ACCEPTED, Fate.DELIVERED)
