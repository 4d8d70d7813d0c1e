"""What was put on a queue and nobody is at work on: shards to freeze, jobs to send. Put there once more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from urp.notices.broadcasts.jobs import Job, Shard, leased
from urp.notices.broadcasts.model import Broadcast

EXPANSION_LOST = timedelta(seconds=30)
"""Without anything added to a shard: its expander is gone. One frozen twice at once comes to the same."""
JOBS_LOST = timedelta(seconds=30)
"""Without anybody at work for so long, what was put on the queue is taken for lost."""
JOBS_LOST_FOR_SURE = timedelta(minutes=15)


def lost_shards(missing: Sequence[Shard], now: datetime) -> Sequence[int]:
    """Begun and left. One that nobody began waits for its turn as long as others are being frozen."""
    left = [shard for shard in missing if older(shard.added_at, EXPANSION_LOST, now)]
    others_at_work = len(left) < len(missing)
    return [shard.number for shard in left if shard.added_at is not None or not others_at_work]


def left_behind(broadcast: Broadcast, open_jobs: Sequence[Job], now: datetime) -> Sequence[Job]:
    """Jobs to put on the queue again: those whose worker is gone, and all without one when nobody is at work
    or the queue had time enough. A job that is on the queue twice is worked on once."""
    idle = [job for job in open_jobs if not leased(job, now)]
    nobody = len(idle) == len(open_jobs) and older(broadcast.enqueued_at, JOBS_LOST, now)
    if nobody or older(broadcast.enqueued_at, JOBS_LOST_FOR_SURE, now):
        return idle
    return [job for job in idle if job.lease is not None]


def only_dead_left(broadcast: Broadcast, open_jobs: Sequence[Job], now: datetime) -> bool:
    """Their worker died between burying the last of them and holding the broadcast: it would wait for ever.
    After a resume the index may show them dead a moment longer; then nothing was put on the queue yet."""
    waited = broadcast.enqueued_at is not None and older(broadcast.enqueued_at, JOBS_LOST, now)
    return waited and bool(open_jobs) and all(job.dead for job in open_jobs)


def older(moment: datetime | None, age: timedelta, now: datetime) -> bool:
    return moment is None or moment + age <= now
