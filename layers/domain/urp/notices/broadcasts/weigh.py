"""Reports of trouble counted on the broadcast they are about, which is held when there are too many."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from urp.notices.broadcasts.automatic_stop import Refusals, TooMany, Troubles, refused_afterwards
from urp.notices.broadcasts.hold import Holds, probing, waits_for_tier
from urp.notices.broadcasts.model import Broadcast, BroadcastStatus, Hold, HoldReason
from urp.notices.broadcasts.ports import Broadcasts
from urp.notices.broadcasts.trouble import Trouble

SEEN_TO = frozenset({HoldReason.REFUSALS, HoldReason.COMPLAINTS, HoldReason.ACCOUNT, HoldReason.REQUEST})
"""Whoever resumes out of one of these holds has looked: the same old numbers do not hold it again."""


class TroubleCounts(Protocol):
    """One item a broadcast, written only when there is trouble."""

    def refused(self, broadcast_id: UUID, sequence: int, now: datetime) -> Refusals:
        """Adds one and returns those of the last 500 sends, this one included."""
        ...

    def add(self, broadcast_id: UUID, trouble: Trouble, now: datetime) -> Troubles:
        """As counted now."""
        ...

    def accept(self, broadcast_id: UUID, now: datetime) -> None:
        """A person lets it go on: what was counted so far holds it no more."""
        ...


@dataclass(frozen=True, slots=True)
class WeighTrouble:
    broadcasts: Broadcasts
    counts: TroubleCounts
    holds: Holds
    too_many: TooMany

    def __call__(self, broadcast_id: UUID | None, trouble: Trouble, now: datetime) -> tuple[UUID, ...]:
        """Those held. What is over, or waits for a person, needs no count."""
        about = self.broadcasts.active(now) if broadcast_id is None else (broadcast_id,)
        return tuple(each for each in about if self._weigh(each, trouble, now))

    def _weigh(self, broadcast_id: UUID, trouble: Trouble, now: datetime) -> bool:
        broadcast = self.broadcasts.load(broadcast_id)
        if broadcast is None or not _goes_on(broadcast):
            return False
        counted = self.counts.add(broadcast_id, trouble, now)
        hold = self._hold(broadcast, trouble, counted, now)
        if hold is None:
            return False
        self.holds.hold(broadcast_id, hold)
        return True

    def _hold(self, broadcast: Broadcast, news: Trouble, counted: Troubles, now: datetime) -> Hold | None:
        if news.code is not None and not counted.accepted_by_staff:
            reason, explanation = refused_afterwards(news.code)
            return Hold(reason, now, explanation, news.code)
        if broadcast.emergency:
            return None
        found = self.too_many.troubles(counted, broadcast.progress.counts.accepted)
        return None if found is None else Hold(found[0], now, found[1])


def _goes_on(broadcast: Broadcast) -> bool:
    """Now, or later by itself: news of what was sent comes while it waits."""
    return broadcast.status is BroadcastStatus.SENDING or waits_for_tier(broadcast) or probing(broadcast)
