"""A town's calendar: a week, the holidays of Italy, a patron saint on 4 May."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from urp.town.opening_hours import DeskCalendar, HolidayRules, LocalHoliday, OpeningHours, Week

ROME = ZoneInfo("Europe/Rome")
WEEK = Week.parse(
    {
        "monday": ["09:00-13:00"],
        "tuesday": ["09:00-13:00", "15:00-17:00"],
        "wednesday": ["09:00-13:00"],
        "thursday": ["09:00-13:00", "15:00-17:00"],
        "friday": ["09:00-13:00"],
    }
)
HOLIDAYS = HolidayRules(
    "IT",
    "AN",
    (LocalHoliday(5, 4, "San Ciriaco, festa del patrono", "San Ciriaco, the patron saint's day"),),
)
CALENDAR = DeskCalendar(ROME, WEEK, HOLIDAYS)
DESK = OpeningHours(CALENDAR)


def rome(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """An instant by the clock on the wall of the town hall."""
    return datetime(year, month, day, hour, minute, tzinfo=ROME).astimezone(UTC)
