"""Moments as staff write them: with a zone, or by the clock on the municipality's wall."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from urp.errors import InvalidError

FIRST_YEAR, LAST_YEAR = 2000, 9000
"""Far from the ends of computers' calendars, which a change of zone would pass."""


def moment(field: str, text: str, zone: ZoneInfo) -> datetime:
    """In UTC. A wall-clock time that a clock change skips or repeats is refused rather than guessed."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        raise InvalidError(field, "un momento si scrive 2026-11-25T09:30 o 2026-11-25T08:30:00Z") from None
    if len(text) <= len("2026-11-25"):
        raise InvalidError(field, "manca l'ora")
    if not FIRST_YEAR <= read.year <= LAST_YEAR:
        raise InvalidError(field, f"è fuori dagli anni da {FIRST_YEAR} a {LAST_YEAR}")
    if read.tzinfo is not None:
        return read.astimezone(UTC)
    local = read.replace(tzinfo=zone)
    utc = local.astimezone(UTC)
    if utc.astimezone(zone).replace(tzinfo=None) != read:
        raise InvalidError(field, "il cambio dell'ora salta questo orario: scegline un altro")
    if local.utcoffset() != local.replace(fold=1).utcoffset():
        raise InvalidError(field, "il cambio dell'ora ripete questo orario: aggiungi il fuso, come +02:00")
    return utc


def optional_moment(field: str, text: str | None, zone: ZoneInfo) -> datetime | None:
    return None if text is None else moment(field, text, zone)


def future(field: str, at: datetime, now: datetime, at_most: timedelta) -> datetime:
    if at <= now:
        raise InvalidError(field, "è già passato")
    if at - now > at_most:
        raise InvalidError(field, f"è fra più di {at_most.days} giorni")
    return at
