"""What a worker is asked, knows while it works on one job, and reports.

A `JobRun` lives in memory; what is lost with it, the rows tell.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from urp.notices.broadcasts.jobs import Job, JobId
from urp.notices.broadcasts.model import Broadcast, Counts, HoldReason
from urp.notices.broadcasts.recipients import AnsweredRow, Outcome, RecipientRow
from urp.notices.broadcasts.send_to_one import Attempt
from urp.notices.broadcasts.tier import Allowance
from urp.notices.broadcasts.trackers import RowReference

ANSWERS_ALONG = 10
"""Answers of others written with one mark; few, since a busy row among them spoils the whole transaction."""


@dataclass(frozen=True, slots=True)
class SendOrder:
    broadcast_id: UUID
    job_id: JobId
    probe: bool = False


class Reason(StrEnum):
    DONE = "done"
    CLOSED = "closed"
    LEFT = "left"
    """The broadcast does not send now; its open jobs are put on the queue again when it does."""
    OUT_OF_TIME = "out_of_time"
    NOT_TAKEN = "not_taken"
    DEAD = "dead"
    UNWRITTEN = "unwritten"
    """The store did not take the answers: the lease ends by itself, the rows stay as they are."""


@dataclass(frozen=True, slots=True)
class JobReport:
    """For the log."""

    reason: Reason
    counts: Counts = field(default_factory=Counts)
    held: HoldReason | None = None
    """The worker held the broadcast."""


@dataclass(frozen=True, slots=True)
class Unsent:
    citizen_id: UUID
    not_before: datetime | None = None
    """Meta asks to wait for this person alone."""


@dataclass(slots=True)
class JobRun:
    broadcast_id: UUID
    job: Job
    token: str
    deadline: datetime
    """The function is killed then."""
    probe: bool
    pending: deque[UUID] = field(default_factory=deque)
    current: list[UUID] = field(default_factory=list)
    """The slice, before its people are in flight."""
    deferred: dict[UUID, datetime] = field(default_factory=dict)
    attempts: deque[Attempt] = field(default_factory=deque)
    """Finished, put here by the sending threads."""
    in_flight: int = 0
    answers: list[AnsweredRow] = field(default_factory=list)
    """Not written yet."""
    unsent: list[Unsent] = field(default_factory=list)
    """Certainly not sent, the mark not removed yet; only then are they pending again."""
    failure: Exception | None = None
    """Something that should not happen in a sending thread."""
    held: HoldReason | None = None
    """This worker held the broadcast: nobody else is written to."""
    answered_definitely: bool = False
    looked: Broadcast | None = None
    """The header as last read."""
    allowance: Allowance = field(default_factory=Allowance)

    @property
    def training(self) -> bool:
        """Either word is enough: the job's, before the header was read, or the header's."""
        return self.job.training or (self.looked is not None and self.looked.training)

    def row(self, citizen_id: UUID) -> RowReference:
        return RowReference(self.broadcast_id, self.job.id.shard, citizen_id)

    def take_slice(self, size: int, now: datetime) -> Sequence[UUID]:
        for citizen_id in [each for each, until in self.deferred.items() if until <= now]:
            del self.deferred[citizen_id]
            self.pending.append(citizen_id)
        self.current = [self.pending.popleft() for _ in range(min(size, len(self.pending)))]
        return self.current

    def keep(self, chosen: list[UUID], later: Sequence[UUID]) -> None:
        """Of the slice."""
        self.pending.extendleft(reversed(later))
        self.current = chosen

    def put_back(self) -> None:
        """Who of the slice is not in flight."""
        self.keep([], self.current)

    def drop(self, citizens: Iterable[UUID]) -> None:
        """Out of the slice: their ending is written."""
        gone = set(citizens)
        self.current = [each for each in self.current if each not in gone]

    def start(self, citizen_id: UUID) -> None:
        self.current.remove(citizen_id)
        self.in_flight += 1

    def take_answers(self) -> tuple[AnsweredRow, ...]:
        taken, self.answers = self.answers[:ANSWERS_ALONG], self.answers[ANSWERS_ALONG:]
        return tuple(taken)

    def pending_again(self, unsent: Unsent) -> None:
        if unsent.not_before is None:
            self.pending.append(unsent.citizen_id)
        else:
            self.deferred[unsent.citizen_id] = unsent.not_before

    def next_deferred(self) -> datetime | None:
        return min(self.deferred.values(), default=None)


def orphans(rows: Mapping[UUID, RecipientRow]) -> dict[UUID, str]:
    """Marked by a run that is gone, with the mark's token: nobody can tell whether they were sent."""
    return {
        citizen_id: row.hand_over.token
        for citizen_id, row in rows.items()
        if row.outcome is Outcome.HANDED and row.hand_over is not None
    }
