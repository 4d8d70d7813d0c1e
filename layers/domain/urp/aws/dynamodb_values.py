"""Values between the house and DynamoDB: plain ones inside, typed attributes on the wire."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from math import isfinite
from typing import Any

type Value = str | int | float | bool | bytes | list[Any] | dict[str, Any] | set[str] | None
type Item = dict[str, Any]
"""A stored item at the edge: parsed into a model in the same function that reads it."""


def to_attributes(item: Mapping[str, Value]) -> dict[str, Any]:
    """Absent and empty sets are not stored: DynamoDB refuses an empty set."""
    return {name: to_attribute(value) for name, value in item.items() if value is not None and value != set()}


def from_attributes(attributes: Mapping[str, Any]) -> Item:
    return {name: _plain(value) for name, value in attributes.items()}


def to_attribute(value: Value) -> dict[str, Any]:
    """Ours rather than boto3's: importing that doubles the first start of a function."""
    match value:
        case None:
            return {"NULL": True}
        case bool():
            return {"BOOL": value}
        case str():
            return {"S": value}
        case int():
            return {"N": str(value)}
        case float():
            return {"N": _number(value)}
        case bytes():
            return {"B": value}
        case list() | tuple():
            return {"L": [to_attribute(each) for each in value]}
        case dict():
            return {"M": {name: to_attribute(each) for name, each in value.items()}}
        case set() | frozenset():
            return {"SS": sorted(value)}
    raise TypeError(f"DynamoDB stores no {type(value).__name__}")


def _number(value: float) -> str:
    if not isfinite(value):
        raise TypeError("DynamoDB stores no such number")
    return str(value)


def _plain(attribute: Mapping[str, Any]) -> Any:  # noqa: ANN401 - whatever was stored
    ((kind, value),) = attribute.items()
    match kind:
        case "N":
            number = Decimal(value)
            return int(number) if number == number.to_integral_value() else float(number)
        case "L":
            return [_plain(each) for each in value]
        case "M":
            return {name: _plain(each) for name, each in value.items()}
        case "SS":
            return set(value)
        case "NULL":
            return None
        case _:
            return value


def iso(moment: datetime) -> str:
    """Sorts like time: `2026-11-25T12:00:00.000000Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def from_iso(text: str) -> datetime:
    return datetime.fromisoformat(text)


def milliseconds(moment: datetime) -> str:
    """Thirteen digits, for sort keys."""
    return f"{int(moment.timestamp() * 1000):013d}"
