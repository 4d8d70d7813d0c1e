"""How a worker leaves its job: everything it knows is written, and the rows say whether the job is closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil
from uuid import UUID

from urp.errors import UnavailableError
from urp.notices.broadcasts.absorb import AbsorbAttempts
from urp.notices.broadcasts.job_run import JobRun, orphans
from urp.notices.broadcasts.jobs import ClosedJob
from urp.notices.broadcasts.model import BroadcastStatus, Counts, HoldReason
from urp.notices.broadcasts.ports import Queues
from urp.notices.broadcasts.recipients import RecipientRow
from urp.notices.broadcasts.sending_ports import Clock, Jobs, Rows, SendingThreads
from urp.notices.broadcasts.tally import Tally, job_tally
from urp.notices.broadcasts.within_tier import WithinTier
from urp.notices.broadcasts.write_down import WriteDown

NEAR_THE_END = 32
"""Open jobs, as last seen: from here on each closed job asks for a look, so that closing waits for nobody."""
WRITING = timedelta(seconds=2)
PAUSE = timedelta(milliseconds=200)


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
class FinishJob:
    rows: Rows
    jobs: Jobs
    queues: Queues
    threads: SendingThreads
    absorb: AbsorbAttempts
    write_down: WriteDown
    clock: Clock
    within_tier: WithinTier

    def __call__(self, run: JobRun, reason: Reason) -> JobReport:
        if not self.written(run):
            return JobReport(Reason.UNWRITTEN)
        self.within_tier.give_back(run, self.clock.now())
        rows = self._settled(run)
        counted = job_tally(rows.values())
        if not counted.open_people:
            return JobReport(self._close(run, counted), counted.counts, run.held)
        self.jobs.release(run.broadcast_id, run.job.id, run.token)
        self._again(run)
        return JobReport(Reason.OUT_OF_TIME if reason is Reason.DONE else reason, counted.counts, run.held)

    def written(self, run: JobRun) -> bool:
        """Nobody is on the way any more, and the rows know what became of each."""
        self.threads.join()
        while True:
            try:
                self.absorb(run)
                self.write_down(run)
            except UnavailableError:
                if self.clock.now() >= run.deadline - WRITING:
                    return False
                self.clock.sleep_until(self.clock.now() + PAUSE)
            else:
                return True

    def _settled(self, run: JobRun) -> Mapping[UUID, RecipientRow]:
        """As stored now. A mark still open is of a run that is gone: this one has written all of its own."""
        rows = self.rows.read(run.broadcast_id, run.job.id.shard, run.job.citizens)
        lost = orphans(rows)
        for citizen_id, token in lost.items():
            self.rows.settle_unclear(run.row(citizen_id), token, self.clock.now())
        if not lost:
            return rows
        return self.rows.read(run.broadcast_id, run.job.id.shard, run.job.citizens)

    def _close(self, run: JobRun, counted: Tally) -> Reason:
        closed = ClosedJob(run.job.id, run.token, self.clock.now(), counted)
        if not self.jobs.close(run.broadcast_id, closed):
            return Reason.NOT_TAKEN
        seen = run.looked
        if seen is None or seen.jobs_total - seen.progress.jobs_closed <= NEAR_THE_END:
            self.queues.dispatch(run.broadcast_id)
        return Reason.CLOSED

    def _again(self, run: JobRun) -> None:
        """Released and not finished: on the queue again, unless the broadcast does not send now. Read after
        the release, so that a resume either finds the job free or is seen here."""
        now = self.clock.now()
        broadcast = self.rows.look(run.broadcast_id, [], now).broadcast
        if broadcast.status in (BroadcastStatus.SENDING, BroadcastStatus.STOPPING):
            delay = self._delay(run, now)
            self.queues.send(run.broadcast_id, broadcast.draft.urgency, [run.job.id], delay)

    def _delay(self, run: JobRun, now: datetime) -> int:
        until = run.next_deferred()
        return 0 if run.pending or until is None else max(0, ceil((until - now).total_seconds()))
