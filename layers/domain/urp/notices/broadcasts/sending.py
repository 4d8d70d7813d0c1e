"""A worker sends one job of a broadcast, from the lease to the close.

It reads a slice of the job's people and leaves out who left, was blocked or is done; reserves slots of the
number's rate; marks each person, waits for the slot and calls Meta (`send_to_one`, in a thread each); writes
down what Meta answered, and does what the answer asks for (`meta_answers`): hold, slower, later.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from math import ceil
from typing import TYPE_CHECKING
from uuid import UUID

from urp.errors import UnavailableError
from urp.notices.broadcasts.direct_send import DirectSend
from urp.notices.broadcasts.filling import fill_gaps, render_notice
from urp.notices.broadcasts.hold import JOB_DEAD, TEMPLATE_CHANGED, Holds, probing, waits_for_tier
from urp.notices.broadcasts.job_run import JobReport, JobRun, Reason, SendOrder, Unsent, orphans
from urp.notices.broadcasts.jobs import MAX_CRASHES, ClosedJob
from urp.notices.broadcasts.lifecycle import over
from urp.notices.broadcasts.meta_answers import ObeyMeta
from urp.notices.broadcasts.model import Broadcast, BroadcastStatus, Hold, HoldReason
from urp.notices.broadcasts.ports import Clock, Queues, SendingThreads
from urp.notices.broadcasts.recipients import Ending, Look, Outcome, RecipientRow
from urp.notices.broadcasts.send_to_one import Mark, PlannedMessage, SendToOne, notice
from urp.notices.broadcasts.tally import job_tally
from urp.notices.broadcasts.tier import in_window
from urp.notices.broadcasts.trackers import SignedButtons
from urp.town.templates.model import MessageTemplate, TemplateCategory
from urp.whatsapp.outgoing import Address
from urp.whatsapp.pacing import choose_slice_size
from urp.whatsapp.ports import MessageSender
from urp.whatsapp.rate_ports import Lane, NumberRate, ReachLedger, Slots, Spent, Wait
from urp.whatsapp.training import TrainingSender

if TYPE_CHECKING:
    from urp.notices.store.jobs import Jobs
    from urp.notices.store.rows import Rows


SKEW = timedelta(seconds=2)
"""Between the clocks of two workers: a lease ends that much after its worker must be gone."""
LAST_START = timedelta(seconds=18)
"""Before the deadline: a reserved slot, the longest call (3 s to connect, 10 s to answer) and the writing."""
LAST_WRITE = timedelta(seconds=2)
"""Before the deadline: later no write is tried again."""
FRESH = timedelta(milliseconds=1_900)
"""How old the state read before a message may be when it leaves: a stop is effective within two seconds."""
HEAD_START = timedelta(milliseconds=50)
"""For the mark, before the slot: what it takes on a bad day, and no longer, since who is marked is parked
if the worker dies: one person, beside the five whose calls are in flight."""
WAIT_AT_MOST = timedelta(seconds=1)
PAUSE_BETWEEN_SLICES = timedelta(milliseconds=500)
"""After a store that did not answer."""
PAUSE_BETWEEN_WRITES = timedelta(milliseconds=200)
NEAR_THE_END = 32
"""Open jobs, as last seen: from here on each closed job asks for a look, so that closing waits for nobody."""


@dataclass(frozen=True, slots=True)
class SendJob:
    rows: Rows
    jobs: Jobs
    queues: Queues
    rate: NumberRate
    sender: MessageSender
    meta_answers: Callable[[], bool]
    """A harmless question: no citizen is spent to find out."""
    holds: Holds
    obey: ObeyMeta
    ledger: ReachLedger
    threads: SendingThreads
    clock: Clock
    templates: Mapping[str, MessageTemplate]
    buttons: SignedButtons
    direct: DirectSend
    stand_in: TrainingSender = field(default_factory=TrainingSender)
    """Takes what a training notice would send; `sender` is not touched for it."""

    def __call__(self, order: SendOrder, token: str, deadline: datetime) -> JobReport:
        """Acknowledge the order whatever it says. An exception leaves the lease to end by itself; unless the
        world was at fault and everything is written down: then the order, come again, finds the job free."""
        job = self.jobs.lease(order.broadcast_id, order.job_id, token, self.clock.now(), deadline + SKEW)
        if job is None:
            return JobReport(Reason.NOT_TAKEN)
        if job.crashes > MAX_CRASHES:
            return self._bury(order, token)
        run = JobRun(order.broadcast_id, job, token, deadline, order.probe)
        try:
            self._find_pending(run)
            self._get_ready(run)
            reason = self._probe(run) if order.probe else self._send_slices(run)
            report = self._finish(run, reason)
        except Exception as error:
            if self._write_everything(run) and isinstance(error, UnavailableError):
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

    def _find_pending(self, run: JobRun) -> None:
        rows = self._read_rows(run)
        self._settle_orphans(run, rows)
        run.pending.extend(each for each in run.job.citizens if rows[each].outcome is Outcome.PENDING)

    def _get_ready(self, run: JobRun) -> None:
        """The token, the key that signs the buttons, and a connection in every thread, before the first slot
        is asked for: made in the first messages' slots they would let all of these leave at once.
        UnavailableError without a token or the key."""
        self.buttons.key()
        if run.training:
            return
        self.sender.get_ready()
        self.threads.in_each(self._connect)

    def _connect(self) -> None:
        with suppress(UnavailableError):  # the message itself asks again, and is not marked
            self.sender.get_ready()

    def _probe(self, run: JobRun) -> Reason:
        """A harmless question first, then one person; a definite answer lets everybody go on. Where the
        messaging limit is spent it is somebody whom it does not count, or the limit is what it waits for."""
        if not (run.training or self.meta_answers()):
            return Reason.LEFT
        reason = self._send_slice(run, self.clock.now())
        if run.allowance.spent and not run.in_flight:
            reason = self._send_slice(run, self.clock.now())
            if run.allowance.spent and not run.in_flight:
                self.holds.wait_instead(run.broadcast_id, run.allowance.hold(self.clock.now()))
        self.threads.join()
        self._take_attempts(run)
        if run.looked is not None and run.looked.status is BroadcastStatus.SENDING:
            return self._send_slices(run)  # somebody resumed it already
        return reason or Reason.LEFT

    def _send_slices(self, run: JobRun) -> Reason:
        while True:
            now = self.clock.now()
            if run.failure is not None:
                raise run.failure
            if run.held is not None:
                return Reason.LEFT
            if now >= run.deadline - LAST_START:
                return Reason.OUT_OF_TIME
            try:
                self._take_attempts(run)
                self._remove_marks(run)
                reason = self._send_slice(run, now)
            except UnavailableError:  # slower, never faster
                run.put_back()
                self.clock.sleep_until(now + PAUSE_BETWEEN_SLICES)
                continue
            if reason is not None:
                return reason

    def _send_slice(self, run: JobRun, now: datetime) -> Reason | None:
        """None to go on."""
        size = 1 if run.probe else choose_slice_size(self.rate.pace(now))
        people = run.take_slice(run.allowance.look_at(size), now)
        if not people:
            return self._wait_for_others(run, now)
        look = self.rows.look(run.broadcast_id, people, now, windows=run.allowance.short)
        run.looked = look.broadcast
        ending = over(look.broadcast, now)
        if ending is not None:
            self._end_everybody(run, ending)
            return None
        if not may_send(look.broadcast, run.probe):
            run.put_back()
            return Reason.LEFT
        if not self._can_write(look.broadcast):
            return self._hold_for_template(run, now)
        if self._looks_again_for_windows(run, look):
            return None
        self._leave_out(run, look)
        if run.allowance.short:
            run.keep(*run.allowance.choose(run.current, look, size))
        if run.current:
            self._send_to_each(run, look, now)
        return None

    def _wait_for_others(self, run: JobRun, now: datetime) -> Reason | None:
        """Nobody is pending: some are in flight, or wait for their own pause."""
        if run.in_flight or run.unsent:
            self.threads.join()
            return None
        until = run.next_deferred()
        if until is None:
            return Reason.LEFT if run.allowance.waiting else Reason.DONE
        self._record_answers(run)
        self.clock.sleep_until(min(until, now + WAIT_AT_MOST))
        return None

    def _end_everybody(self, run: JobRun, ending: Ending) -> None:
        run.put_back()
        everybody = [*run.pending, *run.deferred, *run.allowance.waiting]
        self.rows.end(run.broadcast_id, run.job.id.shard, everybody, ending)
        run.pending.clear()
        run.deferred.clear()
        run.allowance.waiting.clear()

    def _can_write(self, broadcast: Broadcast) -> bool:
        """Not when a deploy changed the template under a running notice: everybody reads the same words."""
        draft, words = broadcast.draft, broadcast.words
        template = self.templates.get(draft.template)
        if template is None or any(each.name not in draft.parameters for each in template.parameters):
            return False
        return words is None or words.text == render_notice(template, draft)

    def _hold_for_template(self, run: JobRun, now: datetime) -> Reason:
        run.put_back()
        run.held = HoldReason.TEMPLATE
        self.holds.hold(run.broadcast_id, Hold(HoldReason.TEMPLATE, now, TEMPLATE_CHANGED))
        return Reason.LEFT

    def _looks_again_for_windows(self, run: JobRun, look: Look) -> bool:
        """As the header says that the messaging limit is spent; or who waited for it is pending again."""
        allowance = run.allowance
        if waits_for_tier(look.broadcast) and not allowance.spent:
            allowance.spend_as_held(look)
            run.put_back()
            return True
        if look.broadcast.status is BroadcastStatus.SENDING and allowance.spent:
            run.pending.extend(allowance.renew())
        return False

    def _leave_out(self, run: JobRun, look: Look) -> None:
        template = self.templates[look.broadcast.draft.template]
        promotes = template.category is TemplateCategory.MARKETING
        gone = [each for each in run.current if not look.concerns(each, promotes=promotes)]
        blocked = [each for each in run.current if each not in gone and look.members[each].blocked]
        for people, ending in ((gone, Ending.OPTED_OUT), (blocked, Ending.BLOCKED)):
            if people:
                self.rows.end(run.broadcast_id, run.job.id.shard, people, ending)
                run.drop(people)

    def _send_to_each(self, run: JobRun, look: Look, now: datetime) -> None:
        spent = run.allowance.spent
        lane = Lane.EMERGENCY if look.broadcast.emergency else Lane.ORDINARY
        granted = self._reserve_slots(run, look, lane)
        if granted is not None:
            self._start_each(run, look, lane, granted)
        if run.allowance.spent and not spent:
            self.holds.hold(run.broadcast_id, run.allowance.hold(now))

    def _reserve_slots(self, run: JobRun, look: Look, lane: Lane) -> Slots | None:
        """For the whole slice; None, and nobody is in flight, when there are none yet."""
        now = self.clock.now()
        if run.training:
            return Slots((now + HEAD_START,) * len(run.current), 0)
        outside = run.allowance.to_count(sum(not in_window(look, each) for each in run.current))
        granted = self.rate.reserve(lane, len(run.current), now, outside, HEAD_START)
        if isinstance(granted, Slots):
            run.allowance.count(outside, now)
            return granted
        run.put_back()
        self._record_answers(run)
        match granted:
            case Spent(left=left, until=until):
                run.allowance.spend(left, until)
            case Wait(until=until):
                self.clock.sleep_until(min(until, now + WAIT_AT_MOST))
        return None

    def _start_each(self, run: JobRun, look: Look, lane: Lane, granted: Slots) -> None:
        """In a thread of its own. Who of the slice is not in flight is put back."""
        for step, (citizen_id, slot) in enumerate(zip(list(run.current), granted.moments, strict=True)):
            self.clock.sleep_until(slot - HEAD_START)
            self._take_attempts(run)
            if run.held is not None:
                break
            planned = self._plan(run, look, lane, citizen_id, slot, granted.sequence + step)
            run.start(citizen_id)
            run.allowance.unused -= planned.counted
            self.threads.start(partial(self._send_to_one, run, planned))
        run.put_back()

    def _plan(
        self, run: JobRun, look: Look, lane: Lane, citizen_id: UUID, slot: datetime, sequence: int
    ) -> PlannedMessage:
        draft, member, row = look.broadcast.draft, look.members[citizen_id], run.row(citizen_id)
        template, outside = self.templates[draft.template], not in_window(look, citizen_id)
        return PlannedMessage(
            row=row,
            message=self.direct.message(look.broadcast, template, outside=outside)
            or notice(template, fill_gaps(template, draft), row, self.buttons),
            address=Address(member.phone, member.user_id),
            slot=slot,
            sequence=sequence,
            lane=lane,
            token=run.token,
            fresh_until=look.at + FRESH,
            answers=run.take_answers(),
            counted=outside and not run.training,
            training=run.training,
        )

    def _send_to_one(self, run: JobRun, planned: PlannedMessage) -> None:
        try:
            sender = self.stand_in if planned.training else self.sender
            run.attempts.append(SendToOne(self.rows, self.rate, sender, self.clock)(planned))
        except Exception as error:  # told to the worker, which stops with it
            run.failure = error

    def _take_attempts(self, run: JobRun) -> None:
        """What the threads have finished since."""
        while run.attempts:
            attempt = run.attempts.popleft()
            run.in_flight -= 1
            run.allowance.unused += attempt.planned.counted and not attempt.called
            run.answers.extend(attempt.unwritten)
            citizen_id = attempt.planned.row.citizen_id
            match attempt.mark:
                case Mark.HANDED if self.direct.was_refused(attempt):
                    run.allowance.unused += attempt.planned.counted
                    run.unsent.append(Unsent(citizen_id))
                case Mark.HANDED:
                    self.obey(run, attempt)
                case Mark.UNKNOWN | Mark.LATE:
                    run.unsent.append(Unsent(citizen_id))
                case Mark.BUSY | Mark.NOT_ADDRESSED:  # the next look tells who is gone
                    run.pending.append(citizen_id)
                case Mark.NOT_PENDING:  # somebody else's, or settled: the rows tell at the end
                    pass

    def _record_answers(self, run: JobRun) -> None:
        """Answers first: a mark that stays is at worst a person to look at, an answer lost is one unclear.
        Raises UnavailableError with what is not written yet kept in the run."""
        if run.answers:
            self.rows.answer(run.answers)
            run.answers = []
        self._remove_marks(run)

    def _remove_marks(self, run: JobRun) -> None:
        """Nobody is tried again before the mark of the last try is gone."""
        while run.unsent:
            unsent = run.unsent[-1]
            self.rows.take_back(run.row(unsent.citizen_id), run.token)
            run.pending_again(unsent)
            run.unsent.pop()

    def _write_everything(self, run: JobRun) -> bool:
        """Nobody is in flight any more, and the rows know what became of each; False when time is up."""
        self.threads.join()
        while True:
            try:
                self._take_attempts(run)
                self._record_answers(run)
            except UnavailableError:
                if self.clock.now() >= run.deadline - LAST_WRITE:
                    return False
                self.clock.sleep_until(self.clock.now() + PAUSE_BETWEEN_WRITES)
            else:
                return True

    def _finish(self, run: JobRun, reason: Reason) -> JobReport:
        """The rows say whether the job is closed."""
        if not self._write_everything(run):
            return JobReport(Reason.UNWRITTEN)
        self._give_back_allowance(run)
        rows = self._read_rows(run)
        if self._settle_orphans(run, rows):
            rows = self._read_rows(run)
        counted = job_tally(rows.values())
        if not counted.open_people:
            closed = ClosedJob(run.job.id, run.token, self.clock.now(), counted)
            return JobReport(self._close(run, closed), counted.counts, run.held)
        self.jobs.release(run.broadcast_id, run.job.id, run.token)
        self._enqueue_again(run)
        return JobReport(Reason.OUT_OF_TIME if reason is Reason.DONE else reason, counted.counts, run.held)

    def _give_back_allowance(self, run: JobRun) -> None:
        """If the store does not take it, it stays counted."""
        allowance, now = run.allowance, self.clock.now()
        if allowance.unused and allowance.taken_at is not None:
            with suppress(UnavailableError):
                self.ledger.give_back(allowance.unused, allowance.taken_at, now)
            allowance.unused = 0

    def _read_rows(self, run: JobRun) -> Mapping[UUID, RecipientRow]:
        return self.rows.read(run.broadcast_id, run.job.id.shard, run.job.citizens)

    def _settle_orphans(self, run: JobRun, rows: Mapping[UUID, RecipientRow]) -> bool:
        """A mark still open, once this run has none of its own, is of a run that is gone. In training nothing
        can have left: they are pending again."""
        lost = orphans(rows)
        for citizen_id, token in lost.items():
            if run.training:
                self.rows.take_back(run.row(citizen_id), token)
            else:
                self.rows.settle_unclear(run.row(citizen_id), token, self.clock.now())
        return bool(lost)

    def _close(self, run: JobRun, closed: ClosedJob) -> Reason:
        if not self.jobs.close(run.broadcast_id, closed):
            return Reason.NOT_TAKEN
        seen = run.looked
        if seen is None or seen.jobs_total - seen.progress.jobs_closed <= NEAR_THE_END:
            self.queues.dispatch(run.broadcast_id)
        return Reason.CLOSED

    def _enqueue_again(self, run: JobRun) -> None:
        """Unless the broadcast does not send now. Read after the release, so that a resume either finds the
        job free or is seen here."""
        now = self.clock.now()
        broadcast = self.rows.look(run.broadcast_id, [], now).broadcast
        if broadcast.status in (BroadcastStatus.SENDING, BroadcastStatus.STOPPING):
            until = run.next_deferred()
            delay = 0 if run.pending or until is None else max(0, ceil((until - now).total_seconds()))
            self.queues.send(run.broadcast_id, broadcast.draft.urgency, [run.job.id], delay)


def may_send(broadcast: Broadcast, probe: bool) -> bool:
    """Also while it waits for the messaging limit: to those it does not count."""
    sending = broadcast.status is BroadcastStatus.SENDING or waits_for_tier(broadcast)
    return sending or (probe and probing(broadcast))
