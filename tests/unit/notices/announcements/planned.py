"""The planned days of a rule, in a town with the holidays of Italy."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from itertools import takewhile

from tests.fakes.calendars import CALENDAR
from urp.notices.announcements.days import PlannedDay, PlannedDays
from urp.notices.announcements.model import HolidayPolicy, Schedule
from urp.notices.announcements.rule_reading import parse_rule
from urp.town.opening_hours import ExceptionalDay

PLANNED = PlannedDays(CALENDAR)


def planned(
    rule: str,
    start: date,
    until: date,
    holidays: HolidayPolicy = HolidayPolicy.SEND,
    *,
    at: time = time(9),
    closed: Mapping[date, str] | None = None,
) -> list[PlannedDay]:
    schedule = Schedule(parse_rule(rule), start, at, holidays)
    exceptions = {day: ExceptionalDay.parse((), reason) for day, reason in (closed or {}).items()}
    return list(takewhile(lambda each: each.day <= until, PLANNED(schedule, exceptions, None)))
