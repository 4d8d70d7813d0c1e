"""Reading JSON whose shape nobody guarantees: a wrong type is the same as an absent key."""

from __future__ import annotations

import json
from collections.abc import Mapping

type JsonObject = Mapping[str, object]

EMPTY: JsonObject = {}


def as_object(value: object) -> JsonObject | None:
    return value if isinstance(value, dict) else None


def object_in(source: JsonObject, key: str) -> JsonObject:
    """The object under `key`; an empty one when there is none."""
    return as_object(source.get(key)) or EMPTY


def objects_in(source: JsonObject, key: str) -> list[JsonObject]:
    """The objects of the array under `key`, whatever else the array holds."""
    return [item for item in list_in(source, key) if isinstance(item, dict)]


def list_in(source: JsonObject, key: str) -> list[object]:
    value = source.get(key)
    return value if isinstance(value, list) else []


def text_in(source: JsonObject, key: str) -> str | None:
    """The string under `key`; an empty one is none, since relays send `""` for what is missing."""
    value = source.get(key)
    return value if isinstance(value, str) and value else None


def integer_in(source: JsonObject, key: str) -> int | None:
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


def id_in(source: JsonObject, key: str) -> str | None:
    """One of Meta's ids, which are digits written as text or as a number."""
    number = integer_in(source, key)
    return text_in(source, key) or (str(number) if number is not None else None)


def compact(value: object) -> str:
    """The shortest JSON of it, in ASCII: as many characters as bytes."""
    return json.dumps(value, separators=(",", ":"))
