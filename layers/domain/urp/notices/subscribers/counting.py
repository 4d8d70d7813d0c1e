"""How many joined and left on each day, counted at night from who is subscribed then.

Nothing is written beside a consent: joined are those of the list who began on that day; left are those whom
the count of the day before had and this one has not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from urp.desk.small_cells import ShownCells, hide_small_cells, round_people, show_total

if TYPE_CHECKING:
    from urp.notices.broadcasts.audience import Member
    from urp.notices.store.subscribers import SubscriberDays


@dataclass(frozen=True, slots=True)
class DayOfSubscribers:
    """Exact: never shown as it is."""

    day: date
    people: int
    """At its end."""
    joined: int
    left: int | None
    """None: the day before was not counted."""
    topics: Mapping[str, int] = field(default_factory=dict)
    """Who chose each, by id; who chose none is in no one of them and hears of all."""
    all_topics: int = 0


@dataclass(slots=True)
class SubscriberTally:
    """One pass over the list. Who was taken over from elsewhere counts from their own word on."""

    day: date
    zone: ZoneInfo
    people: int = 0
    joined: int = 0
    all_topics: int = 0
    topics: Counter[str] = field(default_factory=Counter)

    def add(self, member: Member) -> None:
        begins, ends = _midnight(self.day, self.zone), _midnight(self.day + timedelta(days=1), self.zone)
        since = member.joined_at
        if member.unconfirmed is not None or (since is not None and since >= ends):
            return
        self.people += 1
        self.joined += since is not None and since >= begins
        if member.topics is None:
            self.all_topics += 1
        else:
            self.topics.update(member.topics)

    def close(self, before: DayOfSubscribers | None) -> DayOfSubscribers:
        """Whoever joined and left within the day is in neither number; two who prove to be one count as one
        that left."""
        left = None if before is None else max(0, before.people + self.joined - self.people)
        return DayOfSubscribers(self.day, self.people, self.joined, left, self.topics, self.all_topics)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)


@dataclass(frozen=True, slots=True)
class PeriodOfSubscribers:
    months: tuple[str, ...]
    joined: int | None
    left: int | None
    joined_days: ShownCells[date]
    left_days: ShownCells[date]
    """Only days that were counted."""
    people: int | None
    """At the end of its last counted day, rounded as topics are: exact ones would give small days away."""
    topics: Mapping[str, int | None]
    all_topics: int | None


@dataclass(frozen=True, slots=True)
class CountSubscribers:
    days: SubscriberDays
    topics: Sequence[str]
    """Ids of the profile's."""

    def __call__(self, months: tuple[str, ...]) -> PeriodOfSubscribers:
        """The months as one: summed first, then hidden."""
        found = [day for month in months for day in self.days.of_month(month)]
        joined = {each.day: each.joined for each in found}
        left = {each.day: each.left for each in found if each.left is not None}
        last = found[-1] if found else None
        return PeriodOfSubscribers(
            months,
            joined=show_total(joined.values()),
            left=show_total(left.values()),
            joined_days=hide_small_cells(joined),
            left_days=hide_small_cells(left),
            people=round_people(last.people) if last else None,
            topics={each: round_people(last.topics.get(each, 0)) if last else None for each in self.topics},
            all_topics=round_people(last.all_topics) if last else None,
        )
