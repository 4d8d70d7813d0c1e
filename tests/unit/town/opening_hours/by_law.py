"""Opening hours computed another way, for the engine to be compared with.

Holidays as the laws name them, Easter by Gauss's rule, summer time by the European directive, hours read
straight from profile.toml: nothing here comes from the service, nor from the packages it uses.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib.resources import files

FIRST_YEAR, LAST_YEAR = 2024, 2040
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

FIXED = {  # law 260/1949 as changed since; 6 January again by decree 792/1985, 2 June by law 336/2000
    (1, 1), (1, 6), (4, 25), (5, 1), (6, 2), (8, 15), (11, 1), (12, 8), (12, 25), (12, 26),
}  # fmt: skip
SINCE_2026 = {(10, 4)}  # law 151/2025

type Spans = tuple[tuple[int, int], ...]
"""Minutes of the wall clock since midnight."""


@cache
def easter(year: int) -> date:
    """Gauss, with the constants of 1900-2099."""
    a, b, c = year % 19, year % 4, year % 7
    d = (19 * a + 24) % 30
    e = (2 * b + 4 * c + 6 * d + 5) % 7
    days = 22 + d + e
    if days <= 31:
        return date(year, 3, days)
    if (d, e) == (29, 6):
        return date(year, 4, 19)
    if (d, e) == (28, 6) and a > 10:
        return date(year, 4, 18)
    return date(year, 4, days - 31)


def is_public_holiday(day: date) -> bool:
    fixed = FIXED | (SINCE_2026 if day.year >= 2026 else set())
    moving = {easter(day.year), easter(day.year) + DAY}
    unity = day.month == 11 and day.weekday() == 6 and day.day <= 7  # first Sunday of November
    return (day.month, day.day) in fixed or day in moving or unity


@cache
def _last_sunday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta(days=(last.weekday() + 1) % 7)


def offset(instant: datetime) -> timedelta:
    """Of Italian clocks, by directive 2000/84/EC: they change at 01:00 UTC."""
    summer, winter = (
        datetime.combine(_last_sunday(instant.year, month), datetime.min.time(), UTC) + timedelta(hours=1)
        for month in (3, 10)
    )
    return timedelta(hours=2 if summer <= instant < winter else 1)


def wall(instant: datetime) -> tuple[date, int]:
    """Date and minute on the clock of the town hall."""
    local = instant + offset(instant)
    return local.date(), local.hour * 60 + local.minute


def clock_change_days() -> list[date]:
    return [_last_sunday(year, month) for year in range(FIRST_YEAR, LAST_YEAR + 1) for month in (3, 10)]


@dataclass(frozen=True)
class TownByLaw:
    """One municipality's desk. `decided`: what its office made of single days, instead of all else."""

    week: Mapping[int, Spans]
    patron: tuple[int, int]
    decided: Mapping[date, Spans]

    @classmethod
    def of(cls, package: str, decided: Mapping[date, Spans] | None = None) -> TownByLaw:
        profile = tomllib.loads(files(package).joinpath("profile.toml").read_text(encoding="utf-8"))
        hours: dict[str, list[str]] = profile["opening_hours"]
        week = {WEEKDAYS.index(day): tuple(_minutes(slot) for slot in slots) for day, slots in hours.items()}
        (patron,) = profile["holidays"]["local"]
        return cls(week, (patron["month"], patron["day"]), decided or {})

    def spans(self, day: date) -> Spans:
        if day in self.decided:
            return self.decided[day]
        closed = is_public_holiday(day) or (day.month, day.day) == self.patron
        return () if closed else self.week.get(day.weekday(), ())

    def is_open(self, instant: datetime) -> bool:
        """Minute by minute, by the clock on the wall alone."""
        day, minute = wall(instant)
        return any(start <= minute < end for start, end in self.spans(day))

    def openings_and_closings(self) -> tuple[list[datetime], list[datetime]]:
        """Of all the years, from a walk over the edges of every day."""
        opens, closes = [], []
        day, last = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
        while day <= last:
            for start, end in self.spans(day):
                opens.append(_instant(day, start))
                closes.append(_instant(day, end))
            day += DAY
        touching = set(opens) & set(closes)
        return (
            [each for each in opens if each not in touching],
            [close for close in closes if close not in touching],
        )


def following(moments: list[datetime], instant: datetime) -> datetime:
    return moments[bisect_right(moments, instant)]


def _minutes(slot: str) -> tuple[int, int]:
    start, end = slot.split("-")
    return tuple(int(each[:2]) * 60 + int(each[3:]) for each in (start, end))  # type: ignore[return-value]


def _instant(day: date, minute: int) -> datetime:
    """Hours of offices never fall into the night of a change of clocks: one offset fits the whole day."""
    midnight = datetime.combine(day, datetime.min.time(), UTC)
    instant = midnight + timedelta(minutes=minute)
    return instant - offset(instant - timedelta(hours=1))
