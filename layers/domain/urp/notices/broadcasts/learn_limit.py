"""What the messaging limit is now, asked of Meta itself: its events tell of changes only, and may be lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from urp.whatsapp.rate_ports import ReachLedger
from urp.whatsapp.reach import LimitSource, MessagingLimit

ASKED_EVERY = timedelta(hours=6)
"""Meta raises a limit within six hours (Meta, "Messaging limits")."""


class MessagingLimits(Protocol):
    def ask(self) -> MessagingLimit | None:
        """None when Meta does not answer, or in words unknown to us."""
        ...


@dataclass(frozen=True, slots=True)
class LearnLimit:
    ledger: ReachLedger
    limits: MessagingLimits

    def __call__(self, now: datetime) -> bool:
        """Whether Meta said it."""
        told = self.limits.ask()
        if told is not None:
            self.ledger.learn_limit(told.people, now, LimitSource.META)
        return told is not None

    def if_old(self, now: datetime) -> bool:
        known = self.ledger.reach().known
        return (known is None or known.at + ASKED_EVERY <= now) and self(now)
