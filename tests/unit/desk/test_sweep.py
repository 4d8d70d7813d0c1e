from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from tests.fakes.desk_world import RecordedReplies
from tests.fakes.dynamodb.tables import create_tables
from tests.unit.desk.reply_town import add
from urp.desk.outbox import OutboxRow, ReplyKind, SweepReplies
from urp.desk.store.outbox_items import WaitingReplies
from urp.errors import UnavailableError

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
ROW = OutboxRow("row", UUID(int=1), ReplyKind.WELCOME, "Benvenuta", NOON, None, "393330000001")


def sweep_of_one(replies: RecordedReplies) -> SweepReplies:
    """Where one reply waits."""
    tables = create_tables()
    add(tables, ROW)
    return SweepReplies(WaitingReplies(tables), replies)


def test_a_welcome_whose_enqueue_was_lost_is_enqueued_by_the_sweep() -> None:
    replies = RecordedReplies()
    sweep = sweep_of_one(replies)

    at_once = sweep(NOON + timedelta(seconds=30))
    later = sweep(NOON + timedelta(seconds=90))

    assert (at_once, later, replies.ids) == (0, 1, ["row"])


def test_a_row_just_enqueued_is_not_enqueued_with_every_tick() -> None:
    replies = RecordedReplies()
    sweep = sweep_of_one(replies)

    sweep(NOON + timedelta(seconds=90))
    sweep(NOON + timedelta(seconds=120))

    assert replies.ids == ["row"]


def test_a_queue_that_does_not_answer_loses_no_row() -> None:
    replies = RecordedReplies(down=True)
    sweep = sweep_of_one(replies)

    with pytest.raises(UnavailableError):
        sweep(NOON + timedelta(seconds=90))
    replies.down = False
    sweep(NOON + timedelta(seconds=150))

    assert replies.ids == ["row"]
