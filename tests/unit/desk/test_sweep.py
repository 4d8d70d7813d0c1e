from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from tests.fakes.desk_world import RecordedReplies
from tests.fakes.memory_outbox import MemoryOutbox
from urp.desk.outbox import OutboxRow, ReplyKind
from urp.desk.sweep import SweepReplies
from urp.errors import UnavailableError

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
ROW = OutboxRow("row", UUID(int=1), ReplyKind.WELCOME, "Benvenuta", NOON, None, "393330000001")


def test_a_welcome_whose_enqueue_was_lost_is_enqueued_by_the_sweep() -> None:
    outbox, replies = MemoryOutbox(), RecordedReplies()
    outbox.add(ROW)
    sweep = SweepReplies(outbox, replies)

    at_once = sweep(NOON + timedelta(seconds=30))
    later = sweep(NOON + timedelta(seconds=90))

    assert (at_once, later, replies.ids) == (0, 1, ["row"])


def test_a_row_just_enqueued_is_not_enqueued_with_every_tick() -> None:
    outbox, replies = MemoryOutbox(), RecordedReplies()
    outbox.add(ROW)
    sweep = SweepReplies(outbox, replies)

    sweep(NOON + timedelta(seconds=90))
    sweep(NOON + timedelta(seconds=120))

    assert replies.ids == ["row"]


def test_a_queue_that_does_not_answer_loses_no_row() -> None:
    outbox, replies = MemoryOutbox(), RecordedReplies(down=True)
    outbox.add(ROW)
    sweep = SweepReplies(outbox, replies)

    with pytest.raises(UnavailableError):
        sweep(NOON + timedelta(seconds=90))
    replies.down = False
    sweep(NOON + timedelta(seconds=150))

    assert replies.ids == ["row"]
