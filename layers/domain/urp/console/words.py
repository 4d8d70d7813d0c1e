"""Moments, numbers and money as the office reads them: filters of the templates."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from urp.acts.alerts import ALERTED
from urp.acts.permissions import write_roles
from urp.public.words import write_number, write_percent, write_span
from urp.town.opening_hours.calendar import parse_slots
from urp.town.opening_hours.words import WEEKDAY_NAMES, write_day, write_moment, write_slots

_MASK = "•"


def write_euro(cents: int) -> str:
    """`1.234,50 €`."""
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{write_number(whole)},{rest:02d} €"


def write_short(moment: datetime, now: datetime, zone: ZoneInfo) -> str:
    """`oggi 9:05`, `ieri 16:40`, `lunedì 30/11 9:05`; another year is named."""
    local, today = moment.astimezone(zone), now.astimezone(zone).date()
    at = f"{local.hour}:{local.minute:02d}"
    named = {0: "oggi", 1: "ieri", -1: "domani"}.get((today - local.date()).days)
    if named:
        return f"{named} {at}"
    day = f"{WEEKDAY_NAMES[local.weekday()]} {local.day}/{local.month}"
    return f"{day} {at}" if local.year == today.year else f"{day}/{local.year} {at}"


def write_left(until: datetime, now: datetime) -> str:
    """`3 ore e 20 minuti`, `5 minuti`, `scaduto`."""
    return write_remaining(until - now)


_HOURS_TELL = 4
"""Days: a proposal made now for 72 hours is not one of two days."""


def write_remaining(left: timedelta) -> str:
    if left <= timedelta():
        return "scaduto"
    days, minutes = divmod(int(left.total_seconds()) // 60, 24 * 60)
    hours, minutes = divmod(minutes, 60)
    some_hours = "un'ora" if hours == 1 else f"{hours} ore" if hours else ""
    if days:
        whole = "un giorno" if days == 1 else f"{days} giorni"
        return f"{whole} e {some_hours}" if hours and days < _HOURS_TELL else whole
    spans = [
        some_hours,
        "un minuto" if minutes == 1 else f"{minutes} minuti" if minutes else "",
    ]
    return " e ".join(span for span in spans if span) or "meno di un minuto"


def count(number: int, one: str, many: str) -> str:
    """`1 persona`, `13.204 persone`."""
    return f"{write_number(number)} {one if number == 1 else many}"


def say_alerted(alerted: bool | None, whom: str) -> str:
    """Of what waits for a person. `alerted`: None where the same form was sent again, and the first answer
    said it. `whom` to tell by voice: `a un amministratore`."""
    if alerted:
        return ALERTED
    known = "Nessuno è stato avvisato" if alerted is False else "Non si sa se qualcuno è stato avvisato"
    return f"{known}: va detto subito {whom}, di persona o per telefono."


def name_contact(phone: str | None) -> str:
    """`numero che finisce con 801` of a masked one, which a screen reader would read dot by dot."""
    if phone is None:
        return "contatto senza numero"
    return f"numero che finisce con {phone[-3:]}" if phone.startswith(_MASK) else phone


def write_hours(slots: Sequence[str]) -> str:
    """`chiuso`, `dalle 9 alle 13 e dalle 15 alle 17`."""
    return write_slots(parse_slots("slots", slots)) if slots else "chiuso"


MOVING: Mapping[str, Callable[[datetime, datetime, ZoneInfo], str]] = {
    "moment": lambda at, _, zone: write_moment(at, zone),
    "short": write_short,
    "left": lambda until, now, _: write_left(until, now),
    "clock": lambda at, _, zone: f"{at.astimezone(zone):%-H:%M}",
    "input_moment": lambda at, _, zone: f"{at.astimezone(zone):%Y-%m-%dT%H:%M}",
}
"""Given the moment of the visit."""
STEADY: Mapping[str, Callable[..., str]] = {
    "number": write_number,
    "percent": write_percent,
    "euro": write_euro,
    "seconds_left": lambda seconds: write_remaining(timedelta(seconds=seconds)),
    "span": write_span,
    "day": lambda day: write_day(day if isinstance(day, date) else date.fromisoformat(day)),
    "count": count,
    "roles": write_roles,
    "hours": write_hours,
    "contact": name_contact,
}
