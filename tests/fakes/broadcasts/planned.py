"""A header as an earlier version scheduled it, without an approval: where a test is about something else."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from urp.notices.broadcasts.model import Broadcast, BroadcastStatus


def scheduled(before: Broadcast, at: datetime) -> Broadcast:
    status = BroadcastStatus.SCHEDULED
    return replace(before, status=status, due_at=at, hold=None, enqueued_at=None, look_at=None)
