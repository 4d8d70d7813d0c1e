"""Read untrusted JSON, and times in it. A wrong type is treated as an absent key."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime

type JsonObject = Mapping[str, object]

EMPTY: JsonObject = {}


def as_object(value: object) -> JsonObject | None:
    return value if isinstance(value, dict) else None


def read_object(source: JsonObject, key: str) -> JsonObject:
    """The object under `key`; an empty one when there is none."""
    return as_object(source.get(key)) or EMPTY


def read_objects(source: JsonObject, key: str) -> list[JsonObject]:
    """The objects of the array under `key`; other elements are skipped."""
    return [item for item in read_list(source, key) if isinstance(item, dict)]


def read_list(source: JsonObject, key: str) -> list[object]:
    value = source.get(key)
    return value if isinstance(value, list) else []


def read_text(source: JsonObject, key: str) -> str | None:
    """The string under `key`; an empty one is none, since relays send `""` for what is missing."""
    value = source.get(key)
    return value if isinstance(value, str) and value else None


def read_integer(source: JsonObject, key: str) -> int | None:
    """A whole number, also when it is written as a string; true and false are not numbers."""
    value = source.get(key)
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, str) and len(value) <= 20 and value.lstrip("-").isascii():
        try:
            return int(value)
        except ValueError:
            return None
    return None


def read_id(source: JsonObject, key: str) -> str | None:
    """One of Meta's ids, which are digits written as text or as a number."""
    number = read_integer(source, key)
    return read_text(source, key) or (str(number) if number is not None else None)


def to_compact_json(value: object) -> str:
    """The shortest JSON of it, in ASCII: as many characters as bytes."""
    return json.dumps(value, separators=(",", ":"))


_FIRST_MILLISECONDS = 10**12  # as seconds this would be the year 33658; seen in the wild as milliseconds
_LAST_MILLISECONDS = 10**14


def read_moment(source: JsonObject, key: str = "timestamp") -> datetime | None:
    number = read_integer(source, key)
    if number is None or not 0 < number < _LAST_MILLISECONDS:
        return None
    seconds = number // 1000 if number >= _FIRST_MILLISECONDS else number
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError):
        return None
