"""Days, hours and spans in English, with the 24-hour clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from urp.town.opening_hours.calendar import MINUTES_OF_A_DAY, Slot, Week

NO_OPENING_KNOWN = "on a date still to be decided"
UNTIL_SOMEBODY_DECIDES = "until somebody at the office lifts it"

WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SHORTEST_RANGE = 3


def write_opening(opening: datetime, now: datetime, zone: ZoneInfo) -> str:
    """`today at 15:00`, `tomorrow, Tuesday, at 9:00`, `Monday 4 May at 9:00`; another year is named."""
    local, today = opening.astimezone(zone), now.astimezone(zone).date()
    at = _write_hour(local.hour, local.minute)
    distance = (local.date() - today).days
    if distance == 0:
        return f"today {at}"
    weekday = WEEKDAY_NAMES[local.weekday()]
    if distance == 1:
        return f"tomorrow, {weekday}, {at}"
    day = f"{weekday} {_write_day_and_month(local.date())}"
    return f"{day} {at}" if local.year == today.year else f"{day} {local.year} {at}"


def write_closing(closing: datetime, now: datetime, zone: ZoneInfo) -> str:
    """` until 13:00`, ` until midnight`; nothing when the desk stays open into another day."""
    last_open, local = (closing - timedelta(seconds=1)).astimezone(zone), closing.astimezone(zone)
    if last_open.date() != now.astimezone(zone).date():
        return ""
    return f" until {_write_hour(local.hour, local.minute).removeprefix('at ')}"


def write_since(moment: datetime, zone: ZoneInfo) -> str:
    day = moment.astimezone(zone).date()
    return f"since {_write_day_and_month(day)} {day.year}"


def write_until(moment: datetime | None, zone: ZoneInfo) -> str:
    if moment is None:
        return UNTIL_SOMEBODY_DECIDES
    day = moment.astimezone(zone).date()
    return f"until {_write_day_and_month(day)} {day.year}"


def write_day(day: date) -> str:
    """`Monday 4 January 2027`."""
    return f"{WEEKDAY_NAMES[day.weekday()]} {_write_day_and_month(day)} {day.year}"


def write_week(week: Week) -> str:
    """`Monday and Friday from 9:00 to 13:00; Tuesday from 9:00 to 13:00 and from 15:00 to 17:00`."""
    groups: dict[tuple[Slot, ...], list[int]] = {}
    for weekday, slots in enumerate(week.days):
        if slots:
            groups.setdefault(slots, []).append(weekday)
    return "; ".join(f"{_write_weekdays(days)} {write_slots(slots)}" for slots, days in groups.items())


def write_slots(slots: Sequence[Slot]) -> str:
    return write_list([_write_span(slot) for slot in slots])


def _write_span(slot: Slot) -> str:
    start, end = (_write_hour(*divmod(minute % MINUTES_OF_A_DAY, 60)).removeprefix("at ") for minute in slot)
    return f"from {start} to {end}"


def write_special_day(
    day: date, today: date, slots: Sequence[Slot], usually_open: bool, reason: str | None
) -> str:
    """`tomorrow, Thursday, only from 9:00 to 11:00`, `Saturday 13 June open from …`, `today closed`."""
    opening = "closed"
    if slots:
        opening = f"{'only' if usually_open else 'open'} {write_slots(slots)}"
    return f"{_write_near_day(day, today)} {opening}{f' ({reason})' if reason else ''}"


def _write_near_day(day: date, today: date) -> str:
    if day == today:
        return "today"
    weekday = WEEKDAY_NAMES[day.weekday()]
    return f"tomorrow, {weekday}," if (day - today).days == 1 else f"{weekday} {_write_day_and_month(day)}"


def write_list(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _write_weekdays(weekdays: Sequence[int]) -> str:
    first, last = weekdays[0], weekdays[-1]
    if len(weekdays) >= _SHORTEST_RANGE and last - first == len(weekdays) - 1:
        return f"{WEEKDAY_NAMES[first]} to {WEEKDAY_NAMES[last]}"
    return write_list([WEEKDAY_NAMES[weekday] for weekday in weekdays])


def _write_hour(hour: int, minute: int) -> str:
    return "at midnight" if (hour, minute) == (0, 0) else f"at {_write_clock(hour * 60 + minute)}"


def _write_clock(minute_of_day: int) -> str:
    hour, minute = divmod(minute_of_day, 60)
    return f"{hour}:{minute:02}"


def _write_day_and_month(day: date) -> str:
    return f"{day.day} {MONTH_NAMES[day.month - 1]}"
