"""Meta's messaging limit: whether a frozen audience may begin, and whom of a slice a worker may write to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from urp.notices.broadcasts.hold import waits_for_tier
from urp.notices.broadcasts.jobs import leased
from urp.notices.broadcasts.lifecycle import LOOK_FOR_WINDOWS, resumed
from urp.notices.broadcasts.model import BeyondTier, Broadcast, Hold, HoldReason
from urp.notices.broadcasts.ports import Queues
from urp.notices.broadcasts.recipients import Look
from urp.whatsapp.rate_ports import ReachLedger
from urp.whatsapp.reach import LimitSource, MessagingLimit, Reach

if TYPE_CHECKING:
    from urp.notices.store.broadcasts import Broadcasts
    from urp.notices.store.jobs import Jobs


ASKED_EVERY = timedelta(hours=6)
"""Meta raises a limit within six hours (Meta, "Messaging limits")."""
SAFETY = timedelta(minutes=1)
"""A window about to end is taken for ended (Meta counts by its own clock)."""
WINDOWS_AT_ONCE = 48
"""People looked at in one reading of at most 100 items, while hardly anybody of them is written to."""
REACHED_CODE = 131048
"""Meta has no documented code for the limit; this one it also uses for quality."""
TIER_SPENT = (
    "In attesa: il limite di persone che WhatsApp consente in 24 ore è raggiunto. Chi ha una conversazione"
    " aperta riceve comunque; per gli altri l'invio riprende da solo."
)


@dataclass(frozen=True, slots=True)
class LearnLimit:
    """What the limit is now, asked of Meta itself: its events tell of changes only, and may be lost."""

    ledger: ReachLedger
    ask: Callable[[], MessagingLimit | None]
    """None when Meta does not answer, or in words unknown to us."""

    def __call__(self, now: datetime) -> bool:
        """Whether Meta said it."""
        told = self.ask()
        if told is not None:
            self.ledger.learn_limit(told.people, now, LimitSource.META)
        return told is not None

    def if_old(self, now: datetime) -> bool:
        known = self.ledger.reach().known
        return (known is None or known.at + ASKED_EVERY <= now) and self(now)


@dataclass(frozen=True, slots=True)
class TierGate:
    """Before the first message of a frozen audience, and while it waits for the limit."""

    ledger: ReachLedger
    learn: LearnLimit
    broadcasts: Broadcasts
    jobs: Jobs
    queues: Queues

    def beyond(self, broadcast: Broadcast, now: datetime) -> Hold | None:
        """Why nobody is written to yet. Meta itself is asked before anything is refused."""
        exempt = broadcast.emergency or broadcast.training
        if exempt or broadcast.draft.beyond_tier is BeyondTier.PLAN:
            return None
        people = broadcast.open_people or 0
        if fits(self.ledger.reach(), people, now):
            return None
        self.learn(now)
        reach = self.ledger.reach()
        if fits(reach, people, now):
            return None
        return Hold(HoldReason.BEYOND_TIER, now, _refusal(reach, people, now))

    def resume(self, broadcast: Broadcast, now: datetime) -> Broadcast | str:
        """One that waits for the limit goes on, as stored, or a word about what was done instead."""
        if not waits_for_tier(broadcast):
            return self._resume_refused(broadcast, now)
        left = self.ledger.reach().count_left(broadcast.emergency, now)  # also when the limit was raised
        if left is None or left > 0:
            return self.broadcasts.decide(broadcast, resumed(broadcast, now), now)
        if broadcast.look_at is not None and broadcast.look_at > now:
            return "waiting for the messaging limit"
        after = self.broadcasts.store(broadcast, replace(broadcast, look_at=now + LOOK_FOR_WINDOWS))
        idle = [job.id for job in self.jobs.open(broadcast.id) if not job.dead and not leased(job, now)]
        self.queues.send(after.id, after.draft.urgency, idle)
        return "looking for open windows"

    def _resume_refused(self, broadcast: Broadcast, now: datetime) -> Broadcast | str:
        """A person set another time: then it is looked at again."""
        if broadcast.hold is None or broadcast.hold.until is None or broadcast.hold.until > now:
            return "later"
        beyond = self.beyond(broadcast, now)
        if beyond is None:
            return self.broadcasts.decide(broadcast, resumed(broadcast, now), now)
        return self.broadcasts.decide(broadcast, replace(broadcast, hold=beyond), now).status.value


def fits(reach: Reach, people: int, now: datetime) -> bool:
    left = reach.count_left(emergency=False, now=now)
    return left is None or people <= left


def _refusal(reach: Reach, people: int, now: datetime) -> str:
    left = reach.count_left(emergency=False, now=now)
    return (
        f"Non è partito: i destinatari sono {people} e il limite di WhatsApp ne consente ora {left}"
        f" ({reach.limit} in 24 ore, meno chi è già stato raggiunto e la riserva per le emergenze)."
        " Riprendendolo parte subito e continua da solo nei giorni seguenti; oppure si programma per un altro"
        " momento, o si ferma."
    )


@dataclass(slots=True)
class Allowance:
    """What one worker knows of the limit while it works on a job. In the ordinary case nothing is read and
    nothing is asked: everybody counts. Lives in memory like the rest of a run: what is lost with it stays
    counted, so that never too many are written to."""

    unused: int = 0
    """Counted against the limit, and nobody written to for it yet."""
    taken_at: datetime | None = None
    left: int | None = None
    """As last told; None while nothing was short: then nobody's window is looked at, and everybody counts."""
    spent_until: datetime | None = None
    """Only who has an open window is written to before then."""
    waiting: list[UUID] = field(default_factory=list)
    """Looked at and outside their window, while it is spent."""

    @property
    def short(self) -> bool:
        return self.left is not None

    @property
    def spent(self) -> bool:
        return self.spent_until is not None

    def look_at(self, usual: int) -> int:
        """How many people to look at together."""
        if self.spent:
            return WINDOWS_AT_ONCE
        return min(usual, WINDOWS_AT_ONCE) if self.short else usual

    def choose(self, people: Sequence[UUID], look: Look, most: int) -> tuple[list[UUID], list[UUID]]:
        """Whom to write to now: those whom the limit does not count, and of the others as many as may be
        left. Then those whose turn comes later."""
        within = [each for each in people if in_window(look, each)]
        outside = [each for each in people if each not in within]
        if self.spent:
            self.waiting.extend(outside)
            return within[:most], within[most:]
        room = max(1, (self.left or 0) + self.unused)
        chosen = (within + outside[:room])[:most]
        return chosen, [each for each in people if each not in chosen]

    def to_count(self, outside: int) -> int:
        """Of so many outside their window, those not counted before."""
        return max(0, outside - self.unused)

    def count(self, people: int, now: datetime) -> None:
        if people:
            self.unused += people
            self.taken_at = now
            self.left = None if self.left is None else max(0, self.left - people)

    def spend(self, left: int, until: datetime) -> None:
        self.left = left
        self.spent_until = until if left + self.unused == 0 else None

    def spend_as_held(self, look: Look) -> None:
        """The header says that the whole broadcast waits for the limit."""
        until = look.broadcast.hold.until if look.broadcast.hold is not None else None
        self.left, self.spent_until = 0, until or look.at

    def hold(self, now: datetime) -> Hold:
        """Of the whole broadcast, while it is spent; this worker goes on to who has an open window."""
        return Hold(HoldReason.TIER, now, TIER_SPENT, until=self.spent_until)

    def renew(self) -> Sequence[UUID]:
        """More may be written to: who waited."""
        freed, self.waiting = self.waiting, []
        self.left, self.spent_until = None, None
        return freed


def in_window(look: Look, citizen_id: UUID) -> bool:
    ends_at = look.members[citizen_id].window_ends_at
    return ends_at is not None and look.at < ends_at - SAFETY
