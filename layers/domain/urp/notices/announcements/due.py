"""What the clock finds when it looks at an announcement. Pure: the days in, one step out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from urp.notices.announcements.days import FARTHEST_MOVE, PlannedDay, PlannedDays
from urp.notices.announcements.model import Announcement, AnnouncementStatus
from urp.town.opening_hours import Exceptions


@dataclass(frozen=True, slots=True)
class Step:
    """At most one occurrence: of several that were missed the last, the others only counted."""

    handled: date | None
    look_at: datetime | None
    """None: no further day."""
    sent_on: date | None = None
    at: datetime | None = None
    missed_before: int = 0

    def taken(self, before: Announcement) -> Announcement:
        ended = before.status is AnnouncementStatus.ACTIVE and self.look_at is None
        return replace(
            before,
            handled=self.handled,
            look_at=self.look_at,
            status=AnnouncementStatus.ENDED if ended else before.status,
        )


def upcoming(announcement: Announcement, days: PlannedDays, exceptions: Exceptions) -> Iterator[PlannedDay]:
    """The days not yet seen to. What was due before the office last wrote or resumed it is nobody's."""
    planned = days(announcement.draft.schedule, exceptions, seen_to(announcement, days.zone))
    for each in planned:
        if (each.at or each.comes_at) > announcement.counts_from:
            yield each


def seen_to(announcement: Announcement, zone: ZoneInfo) -> date:
    """No day up to this one can still matter: what was moved was moved by less."""
    counts_from = announcement.counts_from.astimezone(zone).date()
    floor = counts_from - FARTHEST_MOVE - timedelta(days=1)
    return floor if announcement.handled is None else max(floor, announcement.handled)


def step(before: Announcement, planned: Iterable[PlannedDay], now: datetime, horizon: datetime) -> Step:
    """The days whose time has come up to the horizon, until one goes out. A day that was moved waits for its
    new moment; those that were moved to the same go out once."""
    handled, sent_on, at, missed = before.handled, None, None, 0
    for each in planned:
        if each.comes_at > horizon:
            return Step(handled, each.comes_at, sent_on, at, missed)
        if each.at is None:
            handled = each.day
            continue
        if each.at != at:
            if each.at > horizon or (at is not None and each.at > now):
                return Step(handled, each.at, sent_on, at, missed)
            missed += at is not None
            sent_on, at = each.sent_on, each.at
        handled = each.day
    return Step(handled, None, sent_on, at, missed)
