"""WhatsApp's clock: unix seconds, mostly as a string, in the wild also milliseconds."""

from __future__ import annotations

from datetime import UTC, datetime

from urp.whatsapp.json_shape import JsonObject, integer_in

_FIRST_MILLISECONDS = 10**12  # as seconds this would be the year 33658; seen in the wild as milliseconds
_LAST_MILLISECONDS = 10**14


def moment_in(source: JsonObject, key: str = "timestamp") -> datetime | None:
    number = integer_in(source, key)
    if number is None or not 0 < number < _LAST_MILLISECONDS:
        return None
    seconds = number // 1000 if number >= _FIRST_MILLISECONDS else number
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError):
        return None
