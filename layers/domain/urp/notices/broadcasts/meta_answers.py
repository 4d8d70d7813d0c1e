"""What Meta's answer to one message asks of the worker that sent it, and how the worker does it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from urp.notices.broadcasts.automatic_stop import TooMany
from urp.notices.broadcasts.hold import META_SILENT, Holds, silent
from urp.notices.broadcasts.job_run import JobRun, Unsent
from urp.notices.broadcasts.model import Hold, HoldReason
from urp.notices.broadcasts.ports import Clock
from urp.notices.broadcasts.recipients import Answer, AnsweredRow, AnswerKind
from urp.notices.broadcasts.send_to_one import Attempt, PlannedMessage
from urp.notices.broadcasts.tier import REACHED_CODE, LearnLimit
from urp.whatsapp.error_codes import BLOCKED_BY_US, ErrorClass
from urp.whatsapp.ports import Accepted, NotSent, Refused, SendOutcome, Unclear
from urp.whatsapp.rate_ports import Lane, NumberRate
from urp.whatsapp.status import find_home_country

if TYPE_CHECKING:
    from urp.notices.store.health import Health
    from urp.notices.store.trouble_counts import TroubleCounts


PAUSE_FOR_ALL = timedelta(seconds=1)
"""Of the number, after Meta could not be reached: one, however many calls say so."""
PAUSE_FOR_ONE = timedelta(seconds=6)
"""One message to the same person every six seconds (Meta's pair rate)."""
_HOLDS = {ErrorClass.ACCOUNT: HoldReason.ACCOUNT, ErrorClass.REQUEST: HoldReason.REQUEST}


@dataclass(frozen=True, slots=True)
class Record:
    """The answer is written in the person's row."""

    kind: AnswerKind
    code: int | None = None
    message_id: str | None = None
    held: bool = False

    @property
    def definite(self) -> bool:
        return self.kind is not AnswerKind.UNCLEAR

    @property
    def is_trouble(self) -> bool:
        """A sign that Meta, or somebody, minds the notice."""
        return self.kind is AnswerKind.REFUSED and self.code != BLOCKED_BY_US


@dataclass(frozen=True, slots=True)
class SendLater:
    """Not sent: this person alone waits."""

    pause: timedelta


@dataclass(frozen=True, slots=True)
class SlowDown:
    """Not sent: the person is pending again, and the number goes slower."""

    pause: timedelta | None
    """Meta's own wish."""
    throttled: bool
    """By a limit of Meta's; else it could not be reached."""


@dataclass(frozen=True, slots=True)
class HoldBroadcast:
    """Everybody else would be refused too: the person is pending again, and nobody else is written to."""

    reason: HoldReason
    explanation: str
    code: int | None


type Consequence = Record | SendLater | SlowDown | HoldBroadcast


def consequence_of(outcome: SendOutcome) -> Consequence:
    """What is not sent spends no retry."""
    match outcome:
        case Accepted(wamid=message_id, held=held):
            return Record(AnswerKind.ACCEPTED, message_id=message_id, held=held)
        case Refused(code=code, error_class=error_class, explanation=explanation) if error_class in _HOLDS:
            return HoldBroadcast(_HOLDS[error_class], explanation, code)
        case Refused(code=code):
            return Record(AnswerKind.REFUSED, code)
        case NotSent(error_class=ErrorClass.PAIR, pause=pause):
            return SendLater(pause or PAUSE_FOR_ONE)
        case NotSent(error_class=error_class, pause=pause):
            return SlowDown(pause, throttled=error_class is ErrorClass.THROTTLED)
        case Unclear(code=code):
            return Record(AnswerKind.UNCLEAR, code)


@dataclass(frozen=True, slots=True)
class ObeyMeta:
    rate: NumberRate
    health: Health
    troubles: TroubleCounts
    too_many: TooMany
    holds: Holds
    learn: LearnLimit
    clock: Clock

    def __call__(self, run: JobRun, attempt: Attempt) -> None:
        """Of a person who was marked and written to. What is to be written is left in the run."""
        outcome, citizen_id = attempt.outcome, attempt.planned.row.citizen_id
        if outcome is None:
            raise AssertionError("a marked person without an outcome")
        if self._reaches_limit(run, attempt.planned, outcome):
            run.unsent.append(Unsent(citizen_id))
            return
        now = self.clock.now()
        match consequence_of(outcome):
            case Record() as record:
                self._record(run, attempt.planned, record, now)
            case SendLater(pause=pause):
                run.unsent.append(Unsent(citizen_id, now + pause))
            case SlowDown(pause=wish, throttled=True):
                run.unsent.append(Unsent(citizen_id))
                self.rate.report_throttle(wish, now)
            case SlowDown(pause=wish):
                run.unsent.append(Unsent(citizen_id))
                self.rate.slow_down(now + (wish or PAUSE_FOR_ALL))
            case HoldBroadcast(reason=reason, explanation=explanation, code=code):
                run.unsent.append(Unsent(citizen_id))
                self._hold(run, reason, explanation, code)

    def _record(self, run: JobRun, planned: PlannedMessage, record: Record, now: datetime) -> None:
        country = find_home_country(planned.address.phone, planned.address.user_id)
        answer = Answer(record.kind, now, record.code, record.message_id, country)
        run.answers.append(AnsweredRow(planned.row, answer, record.held))
        if not record.definite:
            self._count_unclear(run, planned.sequence)
            return
        run.answered_definitely = True
        if record.is_trouble and planned.lane is not Lane.EMERGENCY:
            self._count_refused(run, planned.sequence)

    def _count_unclear(self, run: JobRun, sequence: int) -> None:
        if silent(self.health.unclear(run.broadcast_id, sequence, self.clock.now()), sequence):
            self._hold(run, HoldReason.META_SILENT, META_SILENT)

    def _count_refused(self, run: JobRun, sequence: int) -> None:
        refusals = self.troubles.refused(run.broadcast_id, sequence, self.clock.now())
        explanation = self.too_many.refused(refusals, sequence)
        if explanation is not None:
            self._hold(run, HoldReason.REFUSALS, explanation)

    def _hold(self, run: JobRun, reason: HoldReason, explanation: str, code: int | None = None) -> None:
        run.held = reason
        self.holds.hold(run.broadcast_id, Hold(reason, self.clock.now(), explanation, code))

    def _reaches_limit(self, run: JobRun, planned: PlannedMessage, outcome: SendOutcome) -> bool:
        """Meta refuses with a code that may mean the limit: by its own word and our count, it does. Our count
        is never below Meta's unless another number of the portfolio uses it too."""
        if not isinstance(outcome, Refused) or outcome.code != REACHED_CODE:
            return False
        if run.allowance.spent:
            return True
        now = self.clock.now()
        self.learn(now)
        reach = self.learn.ledger.reach()
        if reach.limit is None or reach.count_used(now) < reach.limit:
            return False
        run.allowance.unused = 0
        run.allowance.spend(0, reach.find_return_time(planned.lane is Lane.EMERGENCY, now))
        self.holds.hold(run.broadcast_id, run.allowance.hold(now))
        return True
