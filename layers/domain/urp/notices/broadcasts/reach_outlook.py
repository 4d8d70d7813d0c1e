"""What the messaging limit means for one notice, before its first message and while it waits."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from urp.notices.broadcasts.lifecycle import LONGEST_RUN
from urp.notices.broadcasts.model import ACTIVE, BeyondTier, Broadcast, BroadcastDraft, HoldReason, Urgency
from urp.notices.broadcasts.tier import fits
from urp.town.opening_hours.words import write_opening
from urp.whatsapp.rate_ports import ReachLedger
from urp.whatsapp.reach import DAY, KnownLimit, Reach

if TYPE_CHECKING:
    from urp.notices.store.broadcasts import Broadcasts


_TOLD_ONE_BY_ONE = 4  # days; a longer plan is told by its first ones and its end
_MINUTE = timedelta(minutes=1)
_WINDOWS = "Chi ha scritto al Comune nelle ultime 24 ore non conta e riceve in ogni caso subito."
_UNKNOWN = "WhatsApp non ha ancora detto qual è il limite: si conta con il più basso."


@dataclass(frozen=True, slots=True)
class PlanStep:
    at: datetime
    people: int


@dataclass(frozen=True, slots=True)
class ReachPlan:
    """Open windows are left out of account: who has one goes in addition, so it is over sooner."""

    steps: tuple[PlanStep, ...]
    later: int = 0
    """People whose turn does not come before the notice is over."""

    @property
    def at_once(self) -> bool:
        return len(self.steps) <= 1 and not self.later


def planned(reach: Reach, people: int, *, emergency: bool, now: datetime, ahead: int = 0) -> ReachPlan:
    """`ahead`: people of other notices that come first. As fast as the limit allows, from `now` on."""
    share = reach.compute_share(emergency)
    if share is None or not people:
        return ReachPlan((PlanStep(now, people),) if people else ())
    free = share - reach.count_used(now)
    coming = [(back.at, back.people) for back in reach.list_returning(now)]
    heapq.heapify(coming)
    steps, at = list[PlanStep](), now
    while people and at < now + LONGEST_RUN:
        taken = min(max(0, free), ahead + people)
        own = max(0, taken - ahead)
        ahead -= taken - own
        if taken:
            heapq.heappush(coming, (at + DAY, taken))
        if own:
            steps.append(PlanStep(at, own))
        people, free = people - own, free - taken
        if not coming:
            break
        at, back = heapq.heappop(coming)
        free += back
    return ReachPlan(tuple(steps), people)


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
            if other is not None
            and not other.training
            and other.status in ACTIVE
            and _first(other, draft, own)
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
        used=reach.count_used(now),
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


@dataclass(frozen=True, slots=True)
class PlannedDay:
    day: date
    """By the municipality's clock."""
    at: datetime
    """When the first of them can be written to."""
    people: int


def days_of(plan: ReachPlan, zone: ZoneInfo) -> tuple[PlannedDay, ...]:
    days: dict[date, PlannedDay] = {}
    for step in plan.steps:
        day = step.at.astimezone(zone).date()
        known = days.get(day, PlannedDay(day, step.at, 0))
        days[day] = PlannedDay(day, known.at, known.people + step.people)
    return tuple(days.values())


def outlook_in_words(outlook: ReachOutlook, now: datetime, zone: ZoneInfo) -> str:
    return " ".join(_sentences(outlook, now, zone))


def _sentences(outlook: ReachOutlook, now: datetime, zone: ZoneInfo) -> Iterator[str]:
    if outlook.limit is None:
        yield "Nessun limite di persone al giorno."
        return
    if outlook.known is None:
        yield _UNKNOWN
    if outlook.plan.at_once and not outlook.refused:
        yield _at_once(outlook, now, zone)
        return
    yield (
        f"Supera il limite di WhatsApp: {outlook.limit} persone in 24 ore,"
        f" {outlook.used} già raggiunte, {outlook.people} da raggiungere."
    )
    yield _planned(outlook, now, zone)
    yield _WINDOWS


def _at_once(outlook: ReachOutlook, now: datetime, zone: ZoneInfo) -> str:
    first = next(iter(outlook.plan.steps), None)
    if first is None or first.at <= now:
        return f"Rientra nel limite di WhatsApp di {outlook.limit} persone in 24 ore."
    return f"In attesa del limite di WhatsApp: {first.people} persone {_when(first.at, now, zone)}."


def _planned(outlook: ReachOutlook, now: datetime, zone: ZoneInfo) -> str:
    days = days_of(outlook.plan, zone)
    if not days:
        return "Con questo limite non si può dire quando."
    told = [f"{day.people} {_when(day.at, now, zone)}" for day in days[:_TOLD_ONE_BY_ONE]]
    end = f"; e così via, in {len(days)} giorni" if len(days) > _TOLD_ONE_BY_ONE else ""
    if outlook.plan.later:
        end += f"; {outlook.plan.later} non entro {LONGEST_RUN.days} giorni, e allora l'invio finisce"
    start = "Così com'è non parte. Distribuito su più giorni" if outlook.refused else "Persone per giorno"
    return f"{start}: {'; '.join(told)}{end}."


def _when(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """To the minute, never earlier than it is."""
    if at <= now:
        return "subito"
    minute = at.replace(second=0, microsecond=0)
    return write_opening(minute if minute == at else minute + _MINUTE, now, zone)
