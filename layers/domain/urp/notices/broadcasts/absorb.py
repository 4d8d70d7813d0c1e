"""What a worker makes of finished attempts: answers to write, marks to take back, a hold, a slower pace."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from urp.notices.broadcasts.attempt import Attempt, Going, Mark
from urp.notices.broadcasts.automatic_stop import TooMany
from urp.notices.broadcasts.hold import META_SILENT, Holds, silent
from urp.notices.broadcasts.job_run import JobRun, Unsent
from urp.notices.broadcasts.model import Hold, HoldReason
from urp.notices.broadcasts.recipients import Answer, AnswerKind
from urp.notices.broadcasts.sending_ports import AnsweredRow, Clock, Health
from urp.notices.broadcasts.weigh import TroubleCounts
from urp.notices.broadcasts.within_tier import REACHED_CODE, WithinTier
from urp.whatsapp.error_codes import BLOCKED_BY_US, ErrorClass
from urp.whatsapp.ports import Accepted, NotSent, Refused, Unclear
from urp.whatsapp.rate_ports import Lane, NumberRate
from urp.whatsapp.status import home_country

BREATH = timedelta(seconds=1)
"""The number's pause after Meta throttled it or could not be reached: one, however many calls say so."""
PAIR_PAUSE = timedelta(seconds=6)
"""One message to the same person every six seconds (Meta's pair rate)."""
_HOLDS = {ErrorClass.ACCOUNT: HoldReason.ACCOUNT, ErrorClass.REQUEST: HoldReason.REQUEST}


@dataclass(frozen=True, slots=True)
class AbsorbAttempts:
    rate: NumberRate
    health: Health
    counts: TroubleCounts
    too_many: TooMany
    holds: Holds
    clock: Clock
    within_tier: WithinTier

    def __call__(self, run: JobRun) -> None:
        while run.attempts:
            attempt = run.attempts.popleft()
            run.on_the_way -= 1
            run.allowance.in_hand += attempt.going.counted and not attempt.called
            run.answers.extend(attempt.unwritten)
            self._place(run, attempt)

    def _place(self, run: JobRun, attempt: Attempt) -> None:
        citizen_id = attempt.going.row.citizen_id
        match attempt.mark:
            case Mark.HANDED:
                self._outcome(run, attempt)
            case Mark.UNKNOWN | Mark.LATE:
                run.unsent.append(Unsent(citizen_id))
            case Mark.BUSY | Mark.NOT_ADDRESSED:  # the next look tells who is gone
                run.pending.append(citizen_id)
            case Mark.NOT_PENDING:  # somebody else's, or settled: the rows tell at the end
                pass

    def _outcome(self, run: JobRun, attempt: Attempt) -> None:
        match attempt.outcome:
            case Accepted(wamid=message_id, held=held):
                self._answer(run, attempt, AnswerKind.ACCEPTED, message_id=message_id, held=held)
                run.answered_definitely = True
            case Refused(code=code) if code == REACHED_CODE and self._limit_reached(run, attempt):
                self._not_sent(run, attempt)
            case Refused(error_class=error_class) as refused if error_class in _HOLDS:
                self._not_sent(run, attempt)
                self._hold(run, _HOLDS[error_class], refused.explanation, refused.code)
            case Refused(code=code):
                self._answer(run, attempt, AnswerKind.REFUSED, code=code)
                run.answered_definitely = True
                if code != BLOCKED_BY_US:  # no sign that Meta, or anybody else, minds the notice
                    self._count_refused(run, attempt.going)
            case NotSent() as not_sent:
                self._not_sent(run, attempt, not_sent)
            case Unclear(code=code):
                self._answer(run, attempt, AnswerKind.UNCLEAR, code=code)
                self._count_unclear(run, attempt.going.sequence)
            case None:
                raise AssertionError("a marked person without an outcome")

    def _answer(
        self,
        run: JobRun,
        attempt: Attempt,
        kind: AnswerKind,
        code: int | None = None,
        message_id: str | None = None,
        held: bool = False,
    ) -> None:
        address = attempt.going.address
        country = home_country(address.phone, address.user_id)
        answer = Answer(kind, self.clock.now(), code, message_id, country)
        run.answers.append(AnsweredRow(attempt.going.row, answer, held))

    def _not_sent(self, run: JobRun, attempt: Attempt, why: NotSent | None = None) -> None:
        """No retry is spent: the person is simply pending again."""
        citizen_id, now = attempt.going.row.citizen_id, self.clock.now()
        if why is not None and why.error_class is ErrorClass.PAIR:
            run.unsent.append(Unsent(citizen_id, now + (why.pause or PAIR_PAUSE)))
            return
        run.unsent.append(Unsent(citizen_id))
        if why is None:
            return
        if why.error_class is ErrorClass.THROTTLED:
            self.rate.throttled(why.pause, now)
        else:
            self.rate.slow_down(now + (why.pause or BREATH))

    def _limit_reached(self, run: JobRun, attempt: Attempt) -> bool:
        return self.within_tier.reached(run, attempt.going.lane is Lane.EMERGENCY, self.clock.now())

    def _count_unclear(self, run: JobRun, sequence: int) -> None:
        if silent(self.health.unclear(run.broadcast_id, sequence, self.clock.now()), sequence):
            self._hold(run, HoldReason.META_SILENT, META_SILENT, None)

    def _count_refused(self, run: JobRun, going: Going) -> None:
        if going.lane is Lane.EMERGENCY:
            return
        refusals = self.counts.refused(run.broadcast_id, going.sequence, self.clock.now())
        explanation = self.too_many.refused(refusals, going.sequence)
        if explanation is not None:
            self._hold(run, HoldReason.REFUSALS, explanation, None)

    def _hold(self, run: JobRun, reason: HoldReason, explanation: str, code: int | None) -> None:
        run.held = reason
        self.holds.hold(run.broadcast_id, Hold(reason, self.clock.now(), explanation, code))
