"""Days, hours and spans as an Italian citizen reads them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from urp.town.opening_hours.calendar import MINUTES_OF_A_DAY, Slot, Week

NO_OPENING_KNOWN = "in una data ancora da stabilire"
"""Used when nothing opens within the horizon: no date is promised without a decision."""

UNTIL_SOMEBODY_DECIDES = "finché una persona dell'ufficio non lo toglie"

WEEKDAY_NAMES = ("lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica")
MONTH_NAMES = (
    "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno",
    "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre",
)  # fmt: skip
_SHORTEST_RANGE = 3  # two neighbouring days read better as "martedì e mercoledì"


def write_opening(opening: datetime, now: datetime, zone: ZoneInfo) -> str:
    """`oggi alle 15`, `domani, martedì, alle 9`, `lunedì 4 maggio alle 9`; another year is named."""
    local, today = opening.astimezone(zone), now.astimezone(zone).date()
    at = write_hour(local.hour, local.minute)
    distance = (local.date() - today).days
    if distance == 0:
        return f"oggi {at}"
    if distance == 1:
        return f"domani, {WEEKDAY_NAMES[local.weekday()]}, {at}"
    day = f"{WEEKDAY_NAMES[local.weekday()]} {write_day_and_month(local.date())}"
    return f"{day} {at}" if local.year == today.year else f"{day} {local.year} {at}"


def write_since(moment: datetime, zone: ZoneInfo) -> str:
    """`dal 3 maggio 2026`, `dall'8 maggio 2026`, `dal 1º maggio 2026`."""
    return write_from(moment.astimezone(zone).date())


def write_from(day: date) -> str:
    return f"{_add_article('dal', day)} {day.year}"


def write_day(day: date) -> str:
    """`lunedì 4 gennaio 2027`."""
    return f"{WEEKDAY_NAMES[day.weekday()]} {write_day_and_month(day)} {day.year}"


def write_moment(at: datetime, zone: ZoneInfo) -> str:
    """`martedì 1º dicembre 2026 alle 9`, by the wall clock."""
    local = at.astimezone(zone)
    return f"{write_day(local.date())} {write_hour(local.hour, local.minute)}"


def write_until(moment: datetime | None, zone: ZoneInfo) -> str:
    """`fino al 3 maggio 2026`; without an end, until somebody of the office decides."""
    if moment is None:
        return UNTIL_SOMEBODY_DECIDES
    day = moment.astimezone(zone).date()
    return f"fino {_add_article('al', day)} {day.year}"


def write_week(week: Week) -> str:
    """`lunedì e venerdì dalle 9 alle 13; martedì dalle 9 alle 13 e dalle 15 alle 17`: equal days together."""
    groups: dict[tuple[Slot, ...], list[int]] = {}
    for weekday, slots in enumerate(week.days):
        if slots:
            groups.setdefault(slots, []).append(weekday)
    return "; ".join(f"{write_weekdays(days)} {write_slots(slots)}" for slots, days in groups.items())


def write_special_day(
    day: date, today: date, slots: Sequence[Slot], usually_open: bool, reason: str | None
) -> str:
    """`domani, giovedì, solo dalle 9 alle 11 (assemblea)`, `sabato 13 giugno aperto …`, `oggi chiuso`."""
    opening = "chiuso" if not slots else f"{'solo' if usually_open else 'aperto'} {write_slots(slots)}"
    return f"{_write_near_day(day, today)} {opening}{f' ({reason})' if reason else ''}"


def _write_near_day(day: date, today: date) -> str:
    if day == today:
        return "oggi"
    weekday = WEEKDAY_NAMES[day.weekday()]
    return f"domani, {weekday}," if (day - today).days == 1 else f"{weekday} {write_day_and_month(day)}"


def write_closing(closing: datetime, now: datetime, zone: ZoneInfo) -> str:
    """` fino alle 13`, ` fino a mezzanotte`; nothing when the desk stays open into another day."""
    last_open = (closing - timedelta(seconds=1)).astimezone(zone)
    local = closing.astimezone(zone)
    return (
        f" fino {write_hour(local.hour, local.minute)}"
        if last_open.date() == now.astimezone(zone).date()
        else ""
    )


def write_hour(hour: int, minute: int) -> str:
    if (hour, minute) == (0, 0):
        return "a mezzanotte"
    if (hour, minute) == (12, 0):
        return "a mezzogiorno"
    if hour == 1:
        return "all'una" if minute == 0 else f"all'1:{minute:02}"
    return f"alle {_write_clock(hour * 60 + minute)}"


def _write_clock(minute_of_day: int) -> str:
    hour, minute = divmod(minute_of_day, 60)
    return f"{hour}:{minute:02}" if minute else str(hour)


def write_slots(slots: Sequence[Slot]) -> str:
    """`dalle 9 alle 13 e dalle 15 alle 17`."""
    return write_list([_write_span(slot) for slot in slots])


def _write_span(slot: Slot) -> str:
    """`dalle 9 alle 13`, `dalle 8 a mezzogiorno`: a screen reader makes nothing of `9-13`."""
    start, end = (write_hour(*divmod(minute % MINUTES_OF_A_DAY, 60)) for minute in slot)
    return f"d{start} {end}"


def write_weekdays(weekdays: Sequence[int]) -> str:
    first, last = weekdays[0], weekdays[-1]
    if len(weekdays) >= _SHORTEST_RANGE and last - first == len(weekdays) - 1:
        end = "alla domenica" if last == len(WEEKDAY_NAMES) - 1 else f"al {WEEKDAY_NAMES[last]}"
        return f"dal {WEEKDAY_NAMES[first]} {end}"
    return write_list([WEEKDAY_NAMES[weekday] for weekday in weekdays])


def write_list(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} e {words[-1]}"


def write_day_and_month(day: date) -> str:
    number = "1º" if day.day == 1 else str(day.day)
    return f"{number} {MONTH_NAMES[day.month - 1]}"


def _add_article(preposition: str, day: date) -> str:
    """`dal`/`al`, but `dall'`/`all'` before 8 and 11."""
    joint = f"{preposition}l'" if is_elided(day.day) else f"{preposition} "
    return joint + write_day_and_month(day)


def is_elided(number: int) -> bool:
    """The article before a number up to a hundred is cut, since its name starts with a vowel: `l'8`, `l'85`.
    Not said of 1, which is the first of a month (`il 1º`) or one of a hundred (`l'1 %`)."""
    return number in (8, 11) or number in range(80, 90)
