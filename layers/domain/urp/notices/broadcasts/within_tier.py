"""Who of a slice may be tried while Meta's messaging limit is short, and what is done when it is spent."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from urp.errors import UnavailableError
from urp.notices.broadcasts.hold import TIER_SPENT, Holds, waits_for_tier
from urp.notices.broadcasts.job_run import JobRun
from urp.notices.broadcasts.learn_limit import LearnLimit
from urp.notices.broadcasts.model import BroadcastStatus, Hold, HoldReason
from urp.notices.broadcasts.sending_ports import Look
from urp.whatsapp.rate_ports import ReachLedger

SAFETY = timedelta(minutes=1)
"""A window about to end is taken for ended (Meta counts by its own clock)."""
WINDOWS_AT_ONCE = 48
"""People looked at in one reading of at most 100 items, while hardly anybody of them is written to."""
REACHED_CODE = 131048
"""Meta has no documented code for the limit; this one it also uses for quality."""


@dataclass(frozen=True, slots=True)
class WithinTier:
    """In the ordinary case nothing is read and nothing is asked: everybody counts."""

    ledger: ReachLedger
    holds: Holds
    learn: LearnLimit

    def heed(self, run: JobRun, look: Look) -> bool:
        """What the header says of the limit. False: look at the slice again, windows included."""
        allowance = run.allowance
        if waits_for_tier(look.broadcast) and not allowance.spent:
            until = look.broadcast.hold.until if look.broadcast.hold is not None else None
            allowance.left, allowance.spent_until = 0, until or look.at
            run.put_back()
            return False
        if look.broadcast.status is BroadcastStatus.SENDING and allowance.spent:
            run.pending.extend(allowance.renewed())
        return True

    def choose(self, run: JobRun, look: Look, most: int) -> None:
        """Leaves in the slice whom the limit does not count, and of the others as many as may be left."""
        allowance = run.allowance
        if not allowance.short:
            return
        within = [each for each in run.current if in_window(look, each)]
        outside = [each for each in run.current if each not in within]
        if allowance.spent:
            allowance.waiting.extend(outside)
            chosen, later = within[:most], within[most:]
        else:
            room = max(1, (allowance.left or 0) + allowance.in_hand)
            chosen = (within + outside[:room])[:most]
            later = [each for each in run.current if each not in chosen]
        run.current = later
        run.put_back()
        run.current = chosen

    def wait(self, run: JobRun, now: datetime) -> None:
        """The whole broadcast waits; this worker goes on to whoever has an open window."""
        if run.allowance.spent_until is not None:
            self.holds.hold(run.broadcast_id, _spent(run.allowance.spent_until, now))

    def wait_instead(self, run: JobRun, now: datetime) -> None:
        """Of a probe: nobody could be one. The next hour's look at the windows finds out."""
        if run.allowance.spent_until is not None:
            self.holds.wait_instead(run.broadcast_id, _spent(run.allowance.spent_until, now))

    def reached(self, run: JobRun, emergency: bool, now: datetime) -> bool:
        """Meta refuses with a code that may mean the limit: by its own word and our count, it does. Our count
        is never below Meta's unless another number of the portfolio uses it too."""
        if run.allowance.spent:
            return True
        self.learn(now)
        reach = self.ledger.reach()
        if reach.limit is None or reach.used(now) < reach.limit:
            return False
        run.allowance.in_hand = 0
        run.allowance.spend(0, reach.back_at(emergency, now))
        self.wait(run, now)
        return True

    def give_back(self, run: JobRun, now: datetime) -> None:
        """If the store does not take it, it stays counted."""
        allowance = run.allowance
        if allowance.in_hand and allowance.taken_at is not None:
            with suppress(UnavailableError):
                self.ledger.give_back(allowance.in_hand, allowance.taken_at, now)
            allowance.in_hand = 0


def _spent(until: datetime, now: datetime) -> Hold:
    return Hold(HoldReason.TIER, now, TIER_SPENT, until=until)


def in_window(look: Look, citizen_id: UUID) -> bool:
    ends_at = look.members[citizen_id].window_ends_at
    return ends_at is not None and look.at < ends_at - SAFETY


def slice_within_tier(run: JobRun, usual: int) -> int:
    """How many to look at together."""
    if run.allowance.spent:
        return WINDOWS_AT_ONCE
    return min(usual, WINDOWS_AT_ONCE) if run.allowance.short else usual
