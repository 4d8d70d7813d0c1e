"""Weeks and months of the municipality's calendar, for figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class PeriodKind(StrEnum):
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Period:
    name: str
    """`2026-11`, or `2026-W48` by ISO's weeks."""
    first: date
    last: date

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


def last_periods(kind: PeriodKind, today: date, number: int) -> tuple[Period, ...]:
    """The newest is the one that still runs; oldest first."""
    return tuple(reversed([period for _, period in zip(range(number), _back(kind, today), strict=False)]))


def _back(kind: PeriodKind, today: date) -> Iterator[Period]:
    day = today
    while True:
        period = _week(day) if kind is PeriodKind.WEEK else _month(day)
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
