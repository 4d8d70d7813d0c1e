"""Opening hours of the desk: weekly hours, holidays, staff's exceptions, and their wording."""

from urp.town.opening_hours.calendar import (
    WEEKDAYS,
    DeskCalendar,
    ExceptionalDay,
    HolidayRules,
    LocalHoliday,
    Slot,
    Week,
    parse_slots,
)
from urp.town.opening_hours.hours import ClosedPeriod, Exceptions, OpeningHours
from urp.town.opening_hours.wording import WORDING, Wording
from urp.town.opening_hours.words import write_day, write_since, write_until, write_week

__all__ = [
    "WEEKDAYS",
    "WORDING",
    "ClosedPeriod",
    "DeskCalendar",
    "ExceptionalDay",
    "Exceptions",
    "HolidayRules",
    "LocalHoliday",
    "OpeningHours",
    "Slot",
    "Week",
    "Wording",
    "parse_slots",
    "write_day",
    "write_since",
    "write_until",
    "write_week",
]
