"""Jobs: up to fifty people of one sealed shard, worked on by one worker at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from urp.notices.broadcasts.tally import Tally

JOB_SIZE = 50  # people; 10 to 100 made no difference to the rate, and fifty rows are one BatchGetItem
MAX_FALLS = 5
"""Leases in a row that neither closed nor released the job: then it is dead until a person resumes."""


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
    id: JobId
    citizens: tuple[UUID, ...]
    lease: Lease | None = None
    falls: int = 0
    dead: bool = False


def leased(job: Job, now: datetime) -> bool:
    return job.lease is not None and job.lease.until > now


@dataclass(frozen=True, slots=True)
class ClosedJob:
    """What a worker knows of its job's people when none is open any more."""

    id: JobId
    token: str
    at: datetime
    tally: Tally


def jobs_of(shard: int, citizens: Sequence[UUID]) -> tuple[Job, ...]:
    """The same jobs from the same sealed rows, whoever derives them and however often."""
    ordered = sorted(citizens, key=str)
    return tuple(
        Job(JobId(shard, number), tuple(ordered[start : start + JOB_SIZE]))
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
