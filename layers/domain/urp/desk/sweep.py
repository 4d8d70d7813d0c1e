"""Replies whose enqueue was lost, or whose worker died, are enqueued again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from urp.desk.outbox import Replies
    from urp.desk.store.outbox_items import WaitingReplies

SWEEP_AFTER = timedelta(seconds=60)
"""A row that was due this long ago was lost on the way: its enqueue failed, or its worker died."""
MOST_AT_ONCE = 500  # a tick is a minute: what is more comes with the next


@dataclass(frozen=True, slots=True)
class SweepReplies:
    waiting: WaitingReplies
    replies: Replies

    def __call__(self, now: datetime) -> int:
        """How many were enqueued again. Enqueued first, postponed after: the other order could lose one."""
        left_behind = self.waiting.waiting_since(now - SWEEP_AFTER, MOST_AT_ONCE)
        if left_behind:
            self.replies.enqueue(left_behind)
        for outbox_id in left_behind:
            self.waiting.postpone(outbox_id, now)
        return len(left_behind)
