"""One worker, one job: slice by slice, each person marked, paced and handed to Meta once."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from urp.errors import UnavailableError
from urp.notices.broadcasts.absorb import AbsorbAttempts
from urp.notices.broadcasts.finish import FinishJob, JobReport, Reason
from urp.notices.broadcasts.hold import JOB_DEAD, TEMPLATE_CHANGED, Holds, probing, waits_for_tier
from urp.notices.broadcasts.job_run import JobRun, orphans
from urp.notices.broadcasts.jobs import MAX_FALLS, JobId
from urp.notices.broadcasts.lifecycle import over
from urp.notices.broadcasts.model import Broadcast, BroadcastStatus, Hold, HoldReason
from urp.notices.broadcasts.recipients import Ending, Outcome
from urp.notices.broadcasts.sending_ports import Clock, Jobs, Look, Reachability, Rows, SendingThreads
from urp.notices.broadcasts.set_out import WAIT_AT_MOST, SetOut
from urp.notices.broadcasts.within_tier import WithinTier, slice_within_tier
from urp.notices.broadcasts.write_down import WriteDown
from urp.whatsapp.pacing import slice_size
from urp.whatsapp.rate_ports import NumberRate

SKEW = timedelta(seconds=2)
"""Between the clocks of two workers: a lease ends that much after its worker must be gone."""
LAST_START = timedelta(seconds=18)
"""Before the deadline: a reserved slot, the longest call (3 s to connect, 10 s to answer) and the writing."""
PAUSE = timedelta(milliseconds=500)


@dataclass(frozen=True, slots=True)
class SendOrder:
    broadcast_id: UUID
    job_id: JobId
    probe: bool = False


@dataclass(frozen=True, slots=True)
class SendJob:
    rows: Rows
    jobs: Jobs
    rate: NumberRate
    absorb: AbsorbAttempts
    write_down: WriteDown
    finish: FinishJob
    holds: Holds
    reachability: Reachability
    threads: SendingThreads
    clock: Clock
    set_out: SetOut
    within_tier: WithinTier

    def __call__(self, order: SendOrder, token: str, deadline: datetime) -> JobReport:
        """Acknowledge the order whatever it says. An exception leaves the lease to end by itself; unless the
        world was at fault and everything is written down: then the order, come again, finds the job free."""
        job = self.jobs.lease(order.broadcast_id, order.job_id, token, self.clock.now(), deadline + SKEW)
        if job is None:
            return JobReport(Reason.NOT_TAKEN)
        if job.falls > MAX_FALLS:
            return self._bury(order, token)
        run = JobRun(order.broadcast_id, job, token, deadline, order.probe)
        try:
            self._open(run)
            self.set_out.get_ready()
            reason = self._probe(run) if order.probe else self._work(run)
            report = self.finish(run, reason)
        except Exception as error:
            if self.finish.written(run) and isinstance(error, UnavailableError):
                self._give_back(run)
            raise
        if order.probe and run.answered_definitely:
            self.holds.meta_answers_again(run.broadcast_id, self.clock.now())
        return report

    def _bury(self, order: SendOrder, token: str) -> JobReport:
        self.jobs.bury(order.broadcast_id, order.job_id, token)
        self.holds.hold(order.broadcast_id, Hold(HoldReason.JOB_DEAD, self.clock.now(), JOB_DEAD))
        return JobReport(Reason.DEAD, held=HoldReason.JOB_DEAD)

    def _give_back(self, run: JobRun) -> None:
        with suppress(UnavailableError):  # then the dispatcher puts it on the queue when the lease has ended
            self.jobs.release(run.broadcast_id, run.job.id, run.token)

    def _open(self, run: JobRun) -> None:
        rows = self.rows.read(run.broadcast_id, run.job.id.shard, run.job.citizens)
        for citizen_id, mark in orphans(rows).items():
            self.rows.settle_unclear(run.row(citizen_id), mark, self.clock.now())
        run.pending.extend(each for each in run.job.citizens if rows[each].outcome is Outcome.PENDING)

    def _work(self, run: JobRun) -> Reason:
        while True:
            now = self.clock.now()
            if run.failure is not None:
                raise run.failure
            if run.held is not None:
                return Reason.LEFT
            if now >= run.deadline - LAST_START:
                return Reason.OUT_OF_TIME
            try:
                self.absorb(run)
                self.write_down.take_back(run)
                reason = self._slice(run, now)
            except UnavailableError:  # slower, never faster
                run.put_back()
                self.clock.sleep_until(now + PAUSE)
                continue
            if reason is not None:
                return reason

    def _slice(self, run: JobRun, now: datetime) -> Reason | None:
        """None to go on."""
        size = 1 if run.probe else slice_size(self.rate.pace(now))
        people = run.take_slice(slice_within_tier(run, size), now)
        if not people:
            return self._idle(run, now)
        look = self.rows.look(run.broadcast_id, people, now, windows=run.allowance.short)
        run.looked = look.broadcast
        ending = over(look.broadcast, now)
        if ending is not None:
            self._end_all(run, ending)
            return None
        if not may_send(look.broadcast, run.probe):
            run.put_back()
            return Reason.LEFT
        if not self.set_out.can_write(look.broadcast.draft):
            return self._hold_unknown(run, now)
        if not self.within_tier.heed(run, look):
            return None
        self._leave_out(run, look)
        self.within_tier.choose(run, look, size)
        if run.current:
            self._set_out(run, look, now)
        return None

    def _set_out(self, run: JobRun, look: Look, now: datetime) -> None:
        spent = run.allowance.spent
        self.set_out(run, look)
        if run.allowance.spent and not spent:
            self.within_tier.wait(run, now)

    def _hold_unknown(self, run: JobRun, now: datetime) -> Reason:
        run.put_back()
        run.held = HoldReason.TEMPLATE
        self.holds.hold(run.broadcast_id, Hold(HoldReason.TEMPLATE, now, TEMPLATE_CHANGED))
        return Reason.LEFT

    def _idle(self, run: JobRun, now: datetime) -> Reason | None:
        if run.on_the_way or run.unsent:
            self.threads.join()
            return None
        until = run.next_deferred()
        if until is None:
            return Reason.LEFT if run.allowance.waiting else Reason.DONE
        self.write_down(run)
        self.clock.sleep_until(min(until, now + WAIT_AT_MOST))
        return None

    def _end_all(self, run: JobRun, ending: Ending) -> None:
        run.put_back()
        everybody = [*run.pending, *run.deferred, *run.allowance.waiting]
        self.rows.end(run.broadcast_id, run.job.id.shard, everybody, ending)
        run.pending.clear()
        run.deferred.clear()
        run.allowance.waiting.clear()

    def _leave_out(self, run: JobRun, look: Look) -> None:
        gone = [each for each in run.current if not look.concerns(each)]
        blocked = [each for each in run.current if each not in gone and look.members[each].blocked]
        for people, ending in ((gone, Ending.OPTED_OUT), (blocked, Ending.BLOCKED)):
            if people:
                self.rows.end(run.broadcast_id, run.job.id.shard, people, ending)
                run.drop(people)

    def _probe(self, run: JobRun) -> Reason:
        """A harmless question first, then one person; a definite answer lets everybody go on. Where the
        messaging limit is spent it is somebody whom it does not count, or the limit is what it waits for."""
        if not self.reachability.answers():
            return Reason.LEFT
        reason = self._slice(run, self.clock.now())
        if run.allowance.spent and not run.on_the_way:
            reason = self._slice(run, self.clock.now())
            if not run.on_the_way:
                self.within_tier.wait_instead(run, self.clock.now())
        self.threads.join()
        self.absorb(run)
        if run.looked is not None and run.looked.status is BroadcastStatus.SENDING:
            return self._work(run)  # somebody resumed it already
        return reason or Reason.LEFT


def may_send(broadcast: Broadcast, probe: bool) -> bool:
    """Also while it waits for the messaging limit: to whoever that does not count."""
    sending = broadcast.status is BroadcastStatus.SENDING or waits_for_tier(broadcast)
    return sending or (probe and probing(broadcast))
