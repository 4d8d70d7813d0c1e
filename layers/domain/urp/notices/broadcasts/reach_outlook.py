"""What the messaging limit means for one notice, before its first message and while it waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from urp.notices.broadcasts.model import ACTIVE, BeyondTier, Broadcast, BroadcastDraft, HoldReason, Urgency
from urp.notices.broadcasts.ports import Broadcasts
from urp.notices.broadcasts.reach_plan import ReachPlan, planned
from urp.notices.broadcasts.tier import fits
from urp.whatsapp.rate_ports import ReachLedger
from urp.whatsapp.reach import KnownLimit, Reach


@dataclass(frozen=True, slots=True)
class ReachOutlook:
    known: KnownLimit | None
    """None: neither Meta nor staff said it yet; the lowest counts."""
    limit: int | None
    used: int
    people: int
    """Of the notice, still to be reached."""
    plan: ReachPlan
    refused: bool
    """Nobody would be written to: the author wants all at once."""


@dataclass(frozen=True, slots=True)
class ReachOffice:
    ledger: ReachLedger
    broadcasts: Broadcasts

    def reach(self) -> Reach:
        return self.ledger.reach()

    def before(self, draft: BroadcastDraft, people: int, now: datetime) -> ReachOutlook:
        reach = self.ledger.reach()
        all_or_nobody = draft.urgency is Urgency.ORDINARY and draft.beyond_tier is BeyondTier.REFUSE
        refused = all_or_nobody and not fits(reach, people, now)
        return _outlook(reach, draft, people, self._ahead(draft, None, now), now, refused=refused)

    def of(self, broadcast: Broadcast, people: int | None, now: datetime) -> ReachOutlook | None:
        """None when it has nobody to reach any more, or not yet."""
        if broadcast.status not in ACTIVE or not people:
            return None
        refused = broadcast.hold is not None and broadcast.hold.reason is HoldReason.BEYOND_TIER
        ahead = self._ahead(broadcast.draft, broadcast, now)
        return _outlook(self.ledger.reach(), broadcast.draft, people, ahead, now, refused=refused)

    def _ahead(self, draft: BroadcastDraft, own: Broadcast | None, now: datetime) -> int:
        """People of running notices that come first: emergencies, and those of the same urgency before it."""
        others = (self.broadcasts.load(each) for each in self._others(own, now))
        return sum(
            other.open_people or 0
            for other in others
            if other is not None and other.status in ACTIVE and _first(other, draft, own)
        )

    def _others(self, own: Broadcast | None, now: datetime) -> list[UUID]:
        return [each for each in self.broadcasts.active(now) if own is None or each != own.id]


def _outlook(
    reach: Reach, draft: BroadcastDraft, people: int, ahead: int, now: datetime, *, refused: bool
) -> ReachOutlook:
    emergency = draft.urgency is Urgency.EMERGENCY
    return ReachOutlook(
        known=reach.known,
        limit=reach.limit,
        used=reach.used(now),
        people=people,
        plan=planned(reach, people, emergency=emergency, now=now, ahead=ahead),
        refused=refused,
    )


def _first(other: Broadcast, draft: BroadcastDraft, own: Broadcast | None) -> bool:
    if other.draft.urgency is not draft.urgency:
        return other.emergency
    before = own is None or (other.sending_at or other.created_at) < (own.sending_at or own.created_at)
    waits_for_a_person = other.hold is not None and other.hold.until is None
    return before and not waits_for_a_person
