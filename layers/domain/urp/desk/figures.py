"""How fast the desk answers, as a desk: nothing is counted by person, and no text is read.

Counted from the facts that each conversation keeps of its own course. A question belongs to the period in
which it was asked, also where it was answered later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from math import ceil
from statistics import median
from typing import TYPE_CHECKING

from urp.desk.model import Conversation, Waiting
from urp.desk.small_cells import FEWEST_SHOWN
from urp.town.opening_hours import Exceptions, OpeningHours

if TYPE_CHECKING:
    from urp.desk.store.desk_register import DeskRegister
    from urp.town.store.calendar_exceptions import CalendarExceptions


class PeriodKind(StrEnum):
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


@dataclass(frozen=True, slots=True)
class Period:
    name: str
    """`2026-11`, `2026-Q4`, or `2026-W48` by ISO's weeks."""
    first: date
    last: date

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


def list_periods(kind: PeriodKind, today: date, number: int) -> tuple[Period, ...]:
    """The newest is the one that still runs; oldest first."""
    return tuple(reversed([period for _, period in zip(range(number), _back(kind, today), strict=False)]))


def _back(kind: PeriodKind, today: date) -> Iterator[Period]:
    day = today
    while True:
        period = _OF_DAY[kind](day)
        yield period
        day = period.first - timedelta(days=1)


def _week(day: date) -> Period:
    first = day - timedelta(days=day.weekday())
    year, week, _ = first.isocalendar()
    return Period(f"{year}-W{week:02d}", first, first + timedelta(days=6))


def _month(day: date) -> Period:
    first = day.replace(day=1)
    following = (first + timedelta(days=32)).replace(day=1)
    return Period(f"{first:%Y-%m}", first, following - timedelta(days=1))


def _quarter(day: date) -> Period:
    """Counted anew from its questions: what is hidden in its months is in it."""
    number = (day.month - 1) // 3
    first, last = day.replace(month=3 * number + 1, day=1), day.replace(month=3 * number + 3, day=1)
    return Period(f"{day.year}-Q{number + 1}", first, _month(last).last)


_OF_DAY = {PeriodKind.WEEK: _week, PeriodKind.MONTH: _month, PeriodKind.QUARTER: _quarter}
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Pace:
    """Whole minutes, by the nearest rank. All None where fewer people than may be shown are behind it."""

    median: int | None = None
    slowest_tenth: int | None = None
    """Nine of ten were not slower."""


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """A count under the smallest that may be shown is None; 0 tells of nobody and is shown."""

    period: Period
    complete: bool
    """False while it runs, and where older conversations are deleted already."""
    asked: int | None
    turns: int | None
    answered: int | None
    closed: int | None
    reopened: int | None
    first_reply_open: Pace
    """In opening hours."""
    first_reply: Pace
    """By the clock."""
    resolution_open: Pace
    resolution: Pace


@dataclass(frozen=True, slots=True)
class DeskFigures:
    waiting: Waiting
    periods: tuple[PeriodFigures, ...]


@dataclass(frozen=True, slots=True)
class CountDesk:
    register: DeskRegister
    since: Callable[[datetime], Iterable[Conversation]]
    """Every kept conversation in which the citizen wrote after that moment, and perhaps others."""
    calendar: CalendarExceptions
    hours: OpeningHours
    kept_for: timedelta

    def __call__(self, kind: PeriodKind, number: int, now: datetime) -> DeskFigures:
        zone = self.hours.calendar.zone
        today = now.astimezone(zone).date()
        periods = list_periods(kind, today, number)
        begins = datetime.combine(periods[0].first, time(), zone)
        asked = [talk for talk in self.since(begins) if talk.facts.asked_at and talk.facts.asked_at >= begins]
        exceptions = self.calendar.read_between(periods[0].first - timedelta(days=1), today)
        oldest_kept = (now - self.kept_for).astimezone(zone).date()
        return DeskFigures(
            self.register.waiting(now),
            tuple(
                self._of_period(
                    period, asked, exceptions, complete=oldest_kept < period.first and period.last < today
                )
                for period in periods
            ),
        )

    def _of_period(
        self, period: Period, everything: Sequence[Conversation], exceptions: Exceptions, *, complete: bool
    ) -> PeriodFigures:
        mine = [talk for talk in everything if period.holds(self._day(talk.facts.asked_at))]
        replies = [(talk.facts.asked_at, talk.facts.first_answered_at) for talk in mine]
        ends = [(talk.facts.asked_at, talk.facts.closed_at) for talk in mine]
        return PeriodFigures(
            period,
            complete,
            asked=_shown(len(mine)),
            turns=sum(talk.facts.turns for talk in mine) if _shown(len(mine)) is not None else None,
            answered=_shown(len([done for _, done in replies if done])),
            closed=_shown(len([done for _, done in ends if done])),
            reopened=_shown(len([talk for talk in mine if talk.facts.reopened])),
            first_reply_open=_pace([self._open(*reply, exceptions) for reply in replies]),
            first_reply=_pace([_clock(*reply) for reply in replies]),
            resolution_open=_pace([self._open(*end, exceptions) for end in ends]),
            resolution=_pace([_clock(*end) for end in ends]),
        )

    def _open(self, start: datetime | None, end: datetime | None, exceptions: Exceptions) -> timedelta | None:
        if start is None or end is None:
            return None
        return self.hours.open_time(start, end, exceptions)

    def _day(self, moment: datetime | None) -> date:
        return moment.astimezone(self.hours.calendar.zone).date() if moment else date.min


def _clock(start: datetime | None, end: datetime | None) -> timedelta | None:
    return None if start is None or end is None else max(end - start, timedelta(0))


def _shown(count: int) -> int | None:
    return None if 0 < count < FEWEST_SHOWN else count


def _pace(found: Iterable[timedelta | None]) -> Pace:
    times = sorted(time_taken / _MINUTE for time_taken in found if time_taken is not None)
    if len(times) < FEWEST_SHOWN:
        return Pace()
    slow = times[ceil(len(times) * 0.9) - 1]
    return Pace(round(median(times)), round(slow))
