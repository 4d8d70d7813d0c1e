"""Slots that touch the hour that does not exist in March, and the one that comes twice in October."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.cases import every
from tests.fakes.calendars import DESK, rome
from urp.town.opening_hours import ExceptionalDay

MARCH, OCTOBER = date(2026, 3, 29), date(2026, 10, 25)
SECOND = timedelta(seconds=1)


def utc(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


@every(
    ("day", "slot", "opens", "closes"),
    [
        (MARCH, "02:30-04:00", utc(MARCH, 1), utc(MARCH, 2)),  # opens when the clocks change
        (MARCH, "01:00-02:30", utc(MARCH, 0), utc(MARCH, 1)),  # and closes then
        (MARCH, "01:30-03:30", utc(MARCH, 0, 30), utc(MARCH, 1, 30)),
        (OCTOBER, "02:00-03:00", utc(OCTOBER, 0), utc(OCTOBER, 2)),  # both of its hours
        (OCTOBER, "02:30-04:00", utc(OCTOBER, 0, 30), utc(OCTOBER, 3)),
    ],
)
def test_a_slot_is_one_time_without_a_break_also_in_the_night_of_a_change(
    day: date, slot: str, opens: datetime, closes: datetime
) -> None:
    night = {day: ExceptionalDay.parse([slot], "notte bianca")}

    assert DESK.is_open(opens, night)
    assert not DESK.is_open(opens - SECOND, night)
    assert DESK.is_open(closes - SECOND, night)
    assert not DESK.is_open(closes, night)


@pytest.mark.parametrize("slot", ["02:15-02:45", "02:00-03:00"])
def test_a_slot_inside_the_hour_that_does_not_exist_opens_nothing(slot: str) -> None:
    night = {MARCH: ExceptionalDay.parse([slot], "notte bianca")}

    assert DESK.find_next_opening(rome(2026, 3, 28, 12), night) == rome(2026, 3, 30, 9)


@pytest.mark.parametrize("day", [MARCH + timedelta(days=1), OCTOBER + timedelta(days=1)])
def test_the_monday_after_a_change_opens_at_nine_by_the_clock_on_the_wall(day: date) -> None:
    friday = rome(day.year, day.month, day.day, 0) - timedelta(days=3)

    words = DESK.write_next_opening(friday + timedelta(hours=14), {})

    assert words.endswith("alle 9")
    assert DESK.find_next_opening(friday + timedelta(hours=14), {}) == rome(day.year, day.month, day.day, 9)
