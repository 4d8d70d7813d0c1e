"""How many joined and left on each day, counted at night from who is subscribed then.

Nothing is written beside a consent: joined are those of the list who began on that day; left are those whom
the count of the day before had and this one has not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from urp.desk.small_cells import (
    CHANGES_ROUNDED_TO,
    ShownCells,
    hide_small_cells,
    round_people,
    show_total,
)

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
    began: Mapping[str, int] | None = None
    """To hear of a topic of the profile, by joining or taking it back. None: an earlier version counted."""
    ceased: Mapping[str, int] | None = None
    """By leaving or by giving it up. None: also where the day before was not counted."""

    def count_hearing(self, topic: str) -> int:
        """At its end."""
        return self.all_topics + self.topics.get(topic, 0)


@dataclass(slots=True)
class SubscriberTally:
    """One pass over the list. Who was taken over from elsewhere counts from their own word on."""

    day: date
    zone: ZoneInfo
    offered: Sequence[str]
    """Topics of the profile."""
    people: int = 0
    joined: int = 0
    all_topics: int = 0
    topics: Counter[str] = field(default_factory=Counter)
    began: Counter[str] = field(default_factory=Counter)

    def add(self, member: Member) -> None:
        begins, ends = _midnight(self.day, self.zone), _midnight(self.day + timedelta(days=1), self.zone)
        since = member.joined_at
        if member.unconfirmed is not None or (since is not None and since >= ends):
            return
        self.people += 1
        joined = since is not None and since >= begins
        self.joined += joined
        if member.topics is None:
            self.all_topics += 1
        else:
            self.topics.update(member.topics)
        heard = self.offered if member.topics is None else member.topics
        self.began.update(each for each in heard if joined or member.topics_since.get(each) == self.day)

    def close(self, before: DayOfSubscribers | None) -> DayOfSubscribers:
        """Whoever joined and left within the day is in neither number; two who prove to be one count as one
        that left."""
        left = None if before is None else max(0, before.people + self.joined - self.people)
        began = {each: self.began[each] for each in self.offered}
        closed = DayOfSubscribers(
            self.day, self.people, self.joined, left, self.topics, self.all_topics, began
        )
        if before is None:
            return closed
        ceased = {
            each: max(0, before.count_hearing(each) + began[each] - closed.count_hearing(each))
            for each in self.offered
        }
        return replace(closed, ceased=ceased)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)


@dataclass(frozen=True, slots=True)
class TopicChanges:
    """Rounded; None where they are fewer, or not counted."""

    began: int | None
    ceased: int | None


@dataclass(frozen=True, slots=True)
class PeriodOfTopic:
    people: int | None
    """Who chose it, at the end of the last counted day."""
    changes: TopicChanges
    days: Mapping[date, TopicChanges]
    """Those of which something is known."""


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
    topics: Mapping[str, PeriodOfTopic]
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
            topics={each: _count_topic(each, found) for each in self.topics},
            all_topics=round_people(last.all_topics) if last else None,
        )


def _count_topic(topic: str, days: Sequence[DayOfSubscribers]) -> PeriodOfTopic:
    began = {each.day: each.began.get(topic, 0) for each in days if each.began is not None}
    ceased = {each.day: each.ceased.get(topic, 0) for each in days if each.ceased is not None}
    by_day = {day: TopicChanges(_round(began[day]), _round(ceased.get(day, 0))) for day in began}
    return PeriodOfTopic(
        people=round_people(days[-1].topics.get(topic, 0)) if days else None,
        changes=TopicChanges(_round(sum(began.values())), _round(sum(ceased.values()))),
        days={day: each for day, each in by_day.items() if each != TopicChanges(None, None)},
    )


def _round(people: int) -> int | None:
    return round_people(people, CHANGES_ROUNDED_TO)
