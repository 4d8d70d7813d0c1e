"""Meta in virtual time: accepts, refuses, throttles, falls silent, and tells what became of each message."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.fakes.broadcasts.meta_tier import MetaTier
from tests.fakes.broadcasts.virtual_time import VirtualTime
from urp.whatsapp.error_codes import ErrorClass, MetaError
from urp.whatsapp.outgoing import Address, DirectText, OutgoingMessage
from urp.whatsapp.ports import Accepted, NotSent, Refused, SendOutcome, Unclear
from urp.whatsapp.reach import MessagingLimit
from urp.whatsapp.status import DeliveryState, DeliveryStatus

SECOND = timedelta(seconds=1)
CALL_TIMEOUT = timedelta(seconds=10)
DROPPED = 0.3  # of those held back
DROPPED_CODE = 132015


@dataclass(frozen=True, slots=True)
class Temper:
    """How likely each thing is, per message."""

    refused: float = 0.0
    refusal: int = 131026
    answer_lost: float = 0.0
    """Accepted, and the answer never arrives."""
    server_error: float = 0.0
    """Not accepted, and the answer does not say so."""
    pair: float = 0.0
    held: float = 0.0
    """Taken and kept back for its quality: sent later like the others, or dropped."""
    failed_later: float = 0.0
    read: float = 0.0
    """Of those delivered."""
    status_lost: float = 0.0
    status_doubled: float = 0.0
    status_delay: float = 5.0
    """Seconds, at most; different for each, so that they come in any order."""


@dataclass(frozen=True, slots=True)
class Sent:
    at: datetime
    tracker: str
    address: Address


@dataclass(slots=True)
class Call:
    """The last request for one row that was written to Meta."""

    at: datetime
    answered: bool = False


@dataclass(slots=True)
class VirtualMeta:
    time: VirtualTime
    tell: Callable[[DeliveryStatus], None]
    temper: Temper = field(default_factory=Temper)
    bills_as: str | None = "utility"
    """What its statuses say; None: nothing."""
    rate: int = 80
    latency: tuple[float, float] = (0.05, 0.4)
    silent: tuple[datetime, datetime] | None = None
    """Takes requests and never answers; nothing is accepted."""
    unreachable: tuple[datetime, datetime] | None = None
    """No connection can be made."""
    storm: tuple[datetime, datetime] | None = None
    """Everything is throttled, whatever the rate."""
    further_storms: Sequence[tuple[datetime, datetime]] = ()
    account_error: int | None = None
    tier: MetaTier = field(default_factory=MetaTier)
    no_direct_send: int | None = 100
    """The code with which it refuses a text outside the window; None: it takes it."""
    direct: int = 0
    """Such texts."""
    accepted: list[Sent] = field(default_factory=list)
    others: list[datetime] = field(default_factory=list)
    """What else Meta counted: what citizens wrote, and what they were answered."""
    calls: dict[str, Call] = field(default_factory=dict)  # by tracker, without its mark of a phone
    refused: set[str] = field(default_factory=set)  # the same, of those refused for good
    last: OutgoingMessage | None = None
    """What it was last asked to send."""
    throttled: int = 0
    over_the_rate: int = 0  # of these, because the number sent too much, not because of a storm
    unclear: int = 0

    def get_ready(self) -> None:
        """Always is."""

    def send(self, message: OutgoingMessage, address: Address, tracker: str) -> SendOutcome:
        if _within(self.unreachable, self.time.now):
            self._pass(0.01)
            return NotSent(None, "ConnectionError")
        self.last = message
        call = self.calls[_bare(tracker)] = Call(self.time.now)
        outcome = self._direct(message) or self._outcome(address, tracker)
        call.answered = True
        return outcome

    def _direct(self, message: OutgoingMessage) -> Refused | None:
        if not isinstance(message, DirectText):
            return None
        self.direct += 1
        self._pass(0.05)
        if self.no_direct_send is None:
            return None
        return Refused(self.no_direct_send, ErrorClass.REQUEST, "Senza Direct Send")

    def _outcome(self, address: Address, tracker: str) -> SendOutcome:
        if _within(self.silent, self.time.now):
            self._pass(CALL_TIMEOUT.total_seconds())
            return self._unclear("ReadTimeout")
        if self._stormy() or self._too_many():
            self.over_the_rate += not self._stormy()
            self.throttled += 1
            self._pass(0.05)
            return NotSent(130429, "throttled", ErrorClass.THROTTLED)
        if self.account_error is not None:
            self._pass(0.05)
            return Refused(self.account_error, ErrorClass.REQUEST, "Il modello è sospeso da Meta")
        beyond = self.tier.refusal(tracker, self.time.now)
        if beyond is not None:
            self._pass(0.05)
            return beyond
        return self._answer(address, tracker)

    def ask(self) -> MessagingLimit | None:
        self._pass(0.05)
        if _within(self.silent, self.time.now) or _within(self.unreachable, self.time.now):
            return None
        return self.tier.said()

    def answers(self) -> bool:
        self._pass(0.05)
        return not _within(self.silent, self.time.now) and not _within(self.unreachable, self.time.now)

    def copies(self) -> Counter[str]:
        return Counter(_bare(sent.tracker) for sent in self.accepted)

    def most_in_a_second(self) -> int:
        """Whatever Meta let through, of either kind."""
        moments = sorted([*(sent.at for sent in self.accepted), *self.others])
        within = (at - bisect_right(moments, moment - SECOND) + 1 for at, moment in enumerate(moments))
        return max(within, default=0)

    def _answer(self, address: Address, tracker: str) -> SendOutcome:
        draw, temper = self.time.chance.random(), self.temper
        for likely, outcome in (
            (temper.refused, Refused(temper.refusal, ErrorClass.RECIPIENT, "Non recapitabile")),
            (temper.pair, NotSent(131056, "pair", ErrorClass.PAIR)),
        ):
            if draw < likely:
                self._pass(self._latency())
                if isinstance(outcome, Refused):
                    self.refused.add(_bare(tracker))
                return outcome
            draw -= likely
        if draw < temper.server_error:
            self._pass(self._latency())
            return self._unclear("500")
        draw -= temper.server_error
        wamid = f"wamid.{len(self.accepted)}"
        self.accepted.append(Sent(self.time.now, tracker, address))
        held = self.time.chance.random() < self.temper.held
        dropped = held and self.time.chance.random() < DROPPED
        self.tier.count(tracker, self.time.now)
        self._tell_later(wamid, address, tracker, dropped)
        if draw < temper.answer_lost:
            self._pass(CALL_TIMEOUT.total_seconds())
            return self._unclear("ReadTimeout")
        self._pass(self._latency())
        return Accepted(wamid, held=held)

    def _tell_later(self, wamid: str, address: Address, tracker: str, dropped: bool) -> None:
        failed = self.time.chance.random() < self.temper.failed_later
        told = [DeliveryState.SENT, DeliveryState.FAILED if failed else DeliveryState.DELIVERED]
        if not failed and self.temper.read and self.time.chance.random() < self.temper.read:
            told.append(DeliveryState.READ)
        code = DROPPED_CODE if dropped else 131026
        for state in [DeliveryState.FAILED] if dropped else told:
            if self.time.chance.random() < self.temper.status_lost:
                continue
            errors = (MetaError(code, ErrorClass.RECIPIENT, ""),) if state is DeliveryState.FAILED else ()
            status = DeliveryStatus(
                wamid, state, self.time.now, tracker, address.phone, address.user_id, errors,
                billed_as=None if state is DeliveryState.FAILED else self.bills_as,
            )  # fmt: skip
            copies = 2 if self.time.chance.random() < self.temper.status_doubled else 1
            for _ in range(copies):
                delay = timedelta(seconds=self.time.chance.uniform(0.05, self.temper.status_delay))
                self.time.at(self.time.now + delay, lambda told=status: self.tell(told))  # type: ignore[misc]

    def _stormy(self) -> bool:
        return any(_within(each, self.time.now) for each in (self.storm, *self.further_storms))

    def takes_another(self) -> bool:
        """An answer of the desk's, unless the number has sent too much."""
        if self._too_many():
            return False
        self.others.append(self.time.now)
        return True

    def _too_many(self) -> bool:
        since = self.time.now - SECOND
        notice = len(self.accepted) - bisect_right(self.accepted, since, key=lambda sent: sent.at)
        return notice + len(self.others) - bisect_right(self.others, since) >= self.rate

    def _unclear(self, reason: str) -> Unclear:
        self.unclear += 1
        return Unclear(reason)

    def _latency(self) -> float:
        return self.time.chance.uniform(*self.latency)

    def _pass(self, seconds: float) -> None:
        self.time.sleep_until(self.time.now + timedelta(seconds=seconds))


def _bare(tracker: str) -> str:
    return tracker.removesuffix(":p")


def _within(window: tuple[datetime, datetime] | None, moment: datetime) -> bool:
    return window is not None and window[0] <= moment < window[1]
