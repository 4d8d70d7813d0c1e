"""Whether anybody is at work on what is being frozen or sent.

Seen from what workers write, not from how long jobs wait: in a long notice they wait for hours by design, and
behind another notice for as long as that takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from urp.notices.broadcasts.jobs import Job, Shard, leased

_LATELY = timedelta(minutes=1)
_IDLE = ", nobody at work"


class Lane(StrEnum):
    """What one queue's workers do, first word of a step."""

    FREEZING = "freezing"
    SENDING = "sending"
    EMERGENCY = "sending the emergency"


def freezing_step(shards: Sequence[Shard], now: datetime) -> str:
    """A shard that is being added to says so in its own row."""
    busy = any(shard.added_at is not None and shard.added_at + _LATELY > now for shard in shards)
    return Lane.FREEZING + ("" if busy else _IDLE)


def sending_step(open_jobs: Sequence[Job], now: datetime, *, emergency: bool) -> str:
    lane = Lane.EMERGENCY if emergency else Lane.SENDING
    return lane + ("" if any(leased(job, now) for job in open_jobs) else _IDLE)


def standing_still(steps: Iterable[str]) -> int:
    """Lanes in which somebody waits and nobody is at work: the second notice of two waits for the first."""
    begun = [step.partition(";")[0] for step in steps]
    return sum(f"{lane}{_IDLE}" in begun and lane not in begun for lane in Lane)
