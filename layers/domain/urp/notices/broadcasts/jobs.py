"""Jobs and shards: what workers take from a queue, whether anybody is at work on it, and what got lost.

Seen from what workers write, not from how long jobs wait: in a long notice they wait for hours by design, and
behind another notice for as long as that takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from urp.notices.broadcasts.model import Broadcast
from urp.notices.broadcasts.tally import Tally

JOB_SIZE = 50  # people; 10 to 100 made no difference to the rate, and fifty rows are one BatchGetItem
MAX_CRASHES = 5
"""Leases in a row that neither closed nor released the job: then it is dead until a person resumes."""

EXPANSION_LOST = timedelta(seconds=30)
"""Without anything added to a shard: its expander is gone. One frozen twice at once comes to the same."""
JOBS_LOST = timedelta(seconds=30)
"""Without anybody at work for so long, what was put on the queue is taken for lost."""
JOBS_LOST_FOR_SURE = timedelta(minutes=15)
_LATELY = timedelta(minutes=1)
_IDLE = ", nobody at work"


@dataclass(frozen=True, slots=True)
class JobId:
    shard: int
    number: int

    def __str__(self) -> str:
        return f"{self.shard:02d}#{self.number:05d}"

    @classmethod
    def parse(cls, text: str) -> JobId:
        shard, number = text.split("#")
        return cls(int(shard), int(number))


@dataclass(frozen=True, slots=True)
class Lease:
    """A worker's exclusive right to a job. It ends with the worker's own time limit: who finds it ended knows
    that the worker is gone."""

    token: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Job:
    """Up to fifty people of one sealed shard, worked on by one worker at a time."""

    id: JobId
    citizens: tuple[UUID, ...]
    lease: Lease | None = None
    crashes: int = 0
    dead: bool = False
    training: bool = False
    """Of a training notice: no worker prepares a call to Meta for it. Not told by `Jobs.open`."""


def leased(job: Job, now: datetime) -> bool:
    return job.lease is not None and job.lease.until > now


@dataclass(frozen=True, slots=True)
class ClosedJob:
    """What a worker knows of its job's people when none is open any more."""

    id: JobId
    token: str
    at: datetime
    tally: Tally


def jobs_of(shard: int, citizens: Sequence[UUID], *, training: bool = False) -> tuple[Job, ...]:
    """The same jobs from the same sealed rows, no matter who derives them and how often."""
    ordered = sorted(citizens, key=str)
    return tuple(
        Job(JobId(shard, number), tuple(ordered[start : start + JOB_SIZE]), training=training)
        for number, start in enumerate(range(0, len(ordered), JOB_SIZE))
    )


@dataclass(frozen=True, slots=True)
class Shard:
    """One sixteenth of an audience on its way to being fixed."""

    number: int
    writes: int = 0
    """Transactions that added rows: the seal counts the rows of exactly these."""
    sealed: int | None = None
    """People, once nobody can be added any more."""
    jobs: int | None = None
    """Jobs, once all of them are written: the shard is ready."""
    added_at: datetime | None = None
    """When rows or jobs were last added: somebody is at work on it."""

    @property
    def ready(self) -> bool:
        return self.jobs is not None


class WorkLane(StrEnum):
    """What one queue's workers do, first word of a step."""

    FREEZING = "freezing"
    SENDING = "sending"
    EMERGENCY = "sending the emergency"


def freezing_step(shards: Sequence[Shard], now: datetime) -> str:
    """A shard that is being added to says so in its own row."""
    busy = any(shard.added_at is not None and shard.added_at + _LATELY > now for shard in shards)
    return WorkLane.FREEZING + ("" if busy else _IDLE)


def sending_step(open_jobs: Sequence[Job], now: datetime, *, emergency: bool) -> str:
    lane = WorkLane.EMERGENCY if emergency else WorkLane.SENDING
    return lane + ("" if any(leased(job, now) for job in open_jobs) else _IDLE)


def idle_lanes(steps: Iterable[str]) -> int:
    """Lanes in which somebody waits and nobody is at work: the second notice of two waits for the first."""
    begun = [step.partition(";")[0] for step in steps]
    return sum(f"{lane}{_IDLE}" in begun and lane not in begun for lane in WorkLane)


def lost_shards(missing: Sequence[Shard], now: datetime) -> Sequence[int]:
    """Begun and left. One that nobody began waits for its turn as long as others are being frozen."""
    left = [shard for shard in missing if older(shard.added_at, EXPANSION_LOST, now)]
    others_begun = len(left) < len(missing)
    return [shard.number for shard in left if shard.added_at is not None or not others_begun]


def lost_jobs(broadcast: Broadcast, open_jobs: Sequence[Job], now: datetime) -> Sequence[Job]:
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
