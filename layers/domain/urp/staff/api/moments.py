"""Moments as staff write them: with a zone, or by the clock on the municipality's wall."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from urp.errors import InvalidError


def moment(field: str, text: str, zone: ZoneInfo) -> datetime:
    """In UTC. A wall-clock time that a clock change skips or repeats is refused rather than guessed."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        raise InvalidError(field, "a moment is written 2026-11-25T09:30 or 2026-11-25T08:30:00Z") from None
    if len(text) <= len("2026-11-25"):
        raise InvalidError(field, "the time of day is missing")
    if read.tzinfo is not None:
        return read.astimezone(UTC)
    local = read.replace(tzinfo=zone)
    utc = local.astimezone(UTC)
    if utc.astimezone(zone).replace(tzinfo=None) != read:
        raise InvalidError(field, "the clock change skips this time: choose another")
    if local.utcoffset() != local.replace(fold=1).utcoffset():
        raise InvalidError(field, "the clock change repeats this time: add the zone, such as +02:00")
    return utc


def optional_moment(field: str, text: str | None, zone: ZoneInfo) -> datetime | None:
    return None if text is None else moment(field, text, zone)


def future(field: str, at: datetime, now: datetime, at_most: timedelta) -> datetime:
    if at <= now:
        raise InvalidError(field, "is already past")
    if at - now > at_most:
        raise InvalidError(field, f"is more than {at_most.days} days away")
    return at
