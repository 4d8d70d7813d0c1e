"""Days, hours and spans in English, with the 24-hour clock of Italian doors."""

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


def opening_in_english(opening: datetime, now: datetime, zone: ZoneInfo) -> str:
    """`today at 15:00`, `tomorrow, Tuesday, at 9:00`, `Monday 4 May at 9:00`; another year is named."""
    local, today = opening.astimezone(zone), now.astimezone(zone).date()
    at = _at(local.hour, local.minute)
    distance = (local.date() - today).days
    if distance == 0:
        return f"today {at}"
    weekday = WEEKDAY_NAMES[local.weekday()]
    if distance == 1:
        return f"tomorrow, {weekday}, {at}"
    day = f"{weekday} {_day_and_month(local.date())}"
    return f"{day} {at}" if local.year == today.year else f"{day} {local.year} {at}"


def closing_in_english(closing: datetime, now: datetime, zone: ZoneInfo) -> str:
    """` until 13:00`, ` until midnight`; nothing when the desk stays open into another day."""
    last_open, local = (closing - timedelta(seconds=1)).astimezone(zone), closing.astimezone(zone)
    if last_open.date() != now.astimezone(zone).date():
        return ""
    return f" until {_at(local.hour, local.minute).removeprefix('at ')}"


def since_in_english(moment: datetime, zone: ZoneInfo) -> str:
    day = moment.astimezone(zone).date()
    return f"since {_day_and_month(day)} {day.year}"


def until_in_english(moment: datetime | None, zone: ZoneInfo) -> str:
    if moment is None:
        return UNTIL_SOMEBODY_DECIDES
    day = moment.astimezone(zone).date()
    return f"until {_day_and_month(day)} {day.year}"


def day_in_english(day: date) -> str:
    """`Monday 4 January 2027`."""
    return f"{WEEKDAY_NAMES[day.weekday()]} {_day_and_month(day)} {day.year}"


def week_in_english(week: Week) -> str:
    """`Monday and Friday from 9:00 to 13:00; Tuesday from 9:00 to 13:00 and from 15:00 to 17:00`."""
    groups: dict[tuple[Slot, ...], list[int]] = {}
    for weekday, slots in enumerate(week.days):
        if slots:
            groups.setdefault(slots, []).append(weekday)
    return "; ".join(f"{_weekdays(days)} {slots_in_english(slots)}" for slots, days in groups.items())


def slots_in_english(slots: Sequence[Slot]) -> str:
    return listed_in_english([_span(slot) for slot in slots])


def _span(slot: Slot) -> str:
    start, end = (_at(*divmod(minute % MINUTES_OF_A_DAY, 60)).removeprefix("at ") for minute in slot)
    return f"from {start} to {end}"


def special_day_in_english(
    day: date, today: date, slots: Sequence[Slot], usually_open: bool, reason: str | None
) -> str:
    """`tomorrow, Thursday, only from 9:00 to 11:00`, `Saturday 13 June open from …`, `today closed`."""
    opening = "closed"
    if slots:
        opening = f"{'only' if usually_open else 'open'} {slots_in_english(slots)}"
    return f"{_when(day, today)} {opening}{f' ({reason})' if reason else ''}"


def _when(day: date, today: date) -> str:
    if day == today:
        return "today"
    weekday = WEEKDAY_NAMES[day.weekday()]
    return f"tomorrow, {weekday}," if (day - today).days == 1 else f"{weekday} {_day_and_month(day)}"


def listed_in_english(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _weekdays(weekdays: Sequence[int]) -> str:
    first, last = weekdays[0], weekdays[-1]
    if len(weekdays) >= _SHORTEST_RANGE and last - first == len(weekdays) - 1:
        return f"{WEEKDAY_NAMES[first]} to {WEEKDAY_NAMES[last]}"
    return listed_in_english([WEEKDAY_NAMES[weekday] for weekday in weekdays])


def _at(hour: int, minute: int) -> str:
    return "at midnight" if (hour, minute) == (0, 0) else f"at {_clock(hour * 60 + minute)}"


def _clock(minute_of_day: int) -> str:
    hour, minute = divmod(minute_of_day, 60)
    return f"{hour}:{minute:02}"


def _day_and_month(day: date) -> str:
    return f"{day.day} {MONTH_NAMES[day.month - 1]}"
