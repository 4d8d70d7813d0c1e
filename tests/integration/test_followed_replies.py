"""What counts on a reply is stored with what became of it: the same questions in memory and to DynamoDB."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.fakes.cases import ANNA, NOON
from tests.integration.followed_stores import ASKED, REQUEST, WARNED, FollowedStores, open_stores
from urp.aws.tables import Tables
from urp.desk.model import ConversationStatus
from urp.desk.outbox import Delivery, ReplyOutcome, ReplyState
from urp.desk.store.conversation_items import read_state
from urp.errors import ConflictError
from urp.moderation.casebook.model import StepKind
from urp.moderation.store.case_items import read_stored_case
from urp.privacy.store.rights_items import read_stored_request


@pytest.fixture
def stores(tables: Tables) -> FollowedStores:
    return open_stores(tables)


def test_a_refusal_is_stored_with_all_that_counted_on_it(stores: FollowedStores) -> None:
    row = stores.handed()

    stores.outbox.refuse(row, 131026, None, beside=stores.follow(row, ReplyOutcome.NOT_DELIVERED, NOON))

    assert (stores.row.state, stores.row.error_code) == (ReplyState.REFUSED, 131026)
    assert (stores.talk.status, stores.talk.undelivered) == (ConversationStatus.OPEN, "row")
    assert stores.told() is ReplyOutcome.NOT_DELIVERED
    assert read_state(stores.tables, ANNA).warnings == ()
    case = read_stored_case(stores.tables, WARNED.case.id)
    assert case is not None
    assert (case.case.outcome, case.steps[-1].kind) == (None, StepKind.WARNING_LOST)


def test_nothing_is_stored_while_somebody_writes_in_the_conversation(stores: FollowedStores) -> None:
    row = stores.handed()
    beside = stores.follow(row, ReplyOutcome.UNCLEAR, NOON)
    stores.somebody_writes(replace(stores.talk, said=3))

    with pytest.raises(ConflictError):
        stores.outbox.leave_unclear(row, None, beside)

    assert (stores.row.state, stores.told()) == (ReplyState.HANDED, ReplyOutcome.ON_ITS_WAY)


def test_a_refusal_that_came_after_a_status_changes_nothing(stores: FollowedStores) -> None:
    row = stores.handed()
    beside = stores.follow(row, ReplyOutcome.NOT_DELIVERED, NOON)
    stores.outbox.settle(row, "wamid.1", {Delivery.SENT: NOON}, None, [])

    stores.outbox.refuse(row, 131026, None, beside=beside)

    assert (stores.row.state, stores.talk.status) == (ReplyState.ACCEPTED, ConversationStatus.ANSWERED)


def test_a_status_that_came_since_is_read_before_anything_follows(stores: FollowedStores) -> None:
    row = stores.handed()
    beside = stores.follow(row, ReplyOutcome.NOT_DELIVERED, NOON)
    stores.outbox.settle(row, "wamid.1", {Delivery.READ: NOON}, None, [])

    settled = stores.outbox.settle(row, "wamid.1", {Delivery.FAILED: NOON}, 131047, [], beside)

    assert not settled
    assert (stores.row.delivery, stores.talk.status) == (Delivery.READ, ConversationStatus.ANSWERED)


def test_the_register_follows_the_message_from_step_to_step(stores: FollowedStores) -> None:
    row = stores.handed()
    stores.outbox.accept(row, "wamid.1", None, stores.follow(row, ReplyOutcome.ACCEPTED, NOON))
    accepted = stores.told()
    row = stores.row
    beside = stores.follow(row, ReplyOutcome.DELIVERED, NOON)

    stores.outbox.settle(row, "wamid.1", {Delivery.DELIVERED: NOON}, None, [], beside)

    assert (accepted, stores.told()) == (ReplyOutcome.ACCEPTED, ReplyOutcome.DELIVERED)
    request = read_stored_request(stores.tables, ASKED)
    assert request is not None
    assert request.extension == REQUEST.extension  # told by letter: nothing follows it


def test_metas_answer_after_a_status_is_still_written(stores: FollowedStores) -> None:
    row = stores.handed()
    beside = stores.follow(row, ReplyOutcome.ACCEPTED, NOON)
    delivered = stores.follow(row, ReplyOutcome.DELIVERED, NOON)
    stores.outbox.settle(row, "wamid.1", {Delivery.DELIVERED: NOON}, None, [], delivered)

    stores.outbox.accept(row, "wamid.1", None, beside)

    assert (stores.row.state, stores.told()) == (ReplyState.ACCEPTED, ReplyOutcome.DELIVERED)
