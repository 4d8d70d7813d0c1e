"""What was sent alone: how often in 24 hours, what waits for its review, and when the alarm rings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from urp.acts.acts import retry_if_moved
from urp.acts.alerts import Alerts
from urp.desk.alarms import EMERGENCY_NOT_REVIEWED, EMERGENCY_SENT_ALONE

if TYPE_CHECKING:
    from urp.notices.store.emergency import BreakGlassStore

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SentAlone:
    broadcast: UUID
    at: datetime
    review_due_at: datetime
    reviewed: bool = False
    rung_at: datetime | None = None
    """None: nobody was told that it was sent."""

    def rings(self, now: datetime) -> bool:
        """At once, and every day from when its review is overdue until somebody has done it."""
        if self.rung_at is None:
            return True
        overdue = not self.reviewed and now >= self.review_due_at
        return overdue and (self.rung_at < self.review_due_at or now >= self.rung_at + DAY)


@dataclass(frozen=True, slots=True)
class BreakGlassRegister:
    """One item, so that two sends at the same moment count one another. `version` 0: not stored."""

    sends: tuple[SentAlone, ...] = ()
    """Oldest first: those of the last 24 hours and those without a review."""
    version: int = 0

    @property
    def to_review(self) -> tuple[UUID, ...]:
        """Longest waiting first."""
        return tuple(each.broadcast for each in self.sends if not each.reviewed)

    def lately(self, now: datetime) -> int:
        return sum(each.at > now - DAY for each in self.sends)

    def with_send(self, sent: SentAlone) -> BreakGlassRegister:
        kept = (each for each in self.sends if not each.reviewed or each.at > sent.at - DAY)
        return replace(self, sends=(*kept, sent))

    def with_review(self, broadcast_id: UUID) -> BreakGlassRegister:
        return self._changed({broadcast_id}, lambda each: replace(each, reviewed=True))

    def with_ringing(self, rung: set[UUID], now: datetime) -> BreakGlassRegister:
        return self._changed(rung, lambda each: replace(each, rung_at=now))

    def _changed(self, broadcasts: set[UUID], change: Callable[[SentAlone], SentAlone]) -> BreakGlassRegister:
        return replace(
            self,
            sends=tuple(change(each) if each.broadcast in broadcasts else each for each in self.sends),
        )


@dataclass(frozen=True, slots=True)
class RingForReviews:
    """At a send, and each minute: whoever falls between the send and the alarm is made up for a minute later.
    Rung first, then written down: rather twice than never."""

    register: BreakGlassStore
    alerts: Alerts
    alarm: Callable[[int], None]

    def __call__(self, now: datetime) -> dict[UUID, bool]:
        """What rang, and whether anybody on duty was told."""
        due = [each for each in self.register.load().sends if each.rings(now)]
        if not due:
            return {}
        self.alarm(len(due))
        told = {
            each.broadcast: self.alerts.alert(
                each.broadcast, EMERGENCY_SENT_ALONE if each.rung_at is None else EMERGENCY_NOT_REVIEWED
            )
            for each in due
        }

        def written() -> None:
            before = self.register.load()
            self.register.store(before, before.with_ringing(set(told), now), now)

        retry_if_moved(written)
        return told
