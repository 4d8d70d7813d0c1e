"""Conversion between plain values and DynamoDB's typed attributes.

boto3 converts what is rare, and is imported for it: most processes never meet any. It asks each value for
each type in turn, which cost three tenths of a simulated broadcast's computing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from boto3.dynamodb.types import TypeDeserializer, TypeSerializer

type Value = str | int | float | bool | bytes | list[Any] | dict[str, Any] | set[str] | None
type Item = dict[str, Any]
"""A stored item at the edge: parsed into a model in the same function that reads it."""


@cache
def _serializer() -> TypeSerializer:
    from boto3.dynamodb.types import TypeSerializer

    return TypeSerializer()


@cache
def _deserializer() -> TypeDeserializer:
    from boto3.dynamodb.types import TypeDeserializer

    return TypeDeserializer()


_TOO_LONG = 10**38
"""DynamoDB keeps 38 digits."""


def to_attributes(item: Mapping[str, Value]) -> dict[str, Any]:
    """Absent and empty sets are not stored: DynamoDB refuses an empty set."""
    return {name: to_attribute(value) for name, value in item.items() if value is not None and value != set()}


def from_attributes(attributes: Mapping[str, Any]) -> Item:
    return {name: _from_attribute(attribute) for name, attribute in attributes.items()}


def to_attribute(value: Value) -> dict[str, Any]:
    """TypeError for what DynamoDB does not store, such as a float that is no number."""
    match value:
        case str():
            return {"S": value}
        case bool():
            return {"BOOL": value}
        case int() if abs(value) < _TOO_LONG:
            return {"N": str(value)}
        case list() | tuple():
            return {"L": [to_attribute(one) for one in value]}
        case dict():
            return {"M": {name: to_attribute(one) for name, one in value.items()}}
        case float():
            return dict(_serializer().serialize(Decimal(str(value))))
        case None:
            return {"NULL": True}
        case set() if value and all(isinstance(one, str) for one in value):
            return {"SS": list(value)}
        case _:
            return dict(_serializer().serialize(value))


def _from_attribute(attribute: Mapping[str, Any]) -> Any:  # noqa: ANN401 - whatever was stored
    ((kind, held),) = attribute.items()
    match kind:
        case "S" | "BOOL" | "B":
            return held
        case "N":
            return _from_number(held)
        case "L":
            return [_from_attribute(one) for one in held]
        case "M":
            return {name: _from_attribute(one) for name, one in held.items()}
        case "SS":
            return set(held)
        case "NULL":
            return None
        case _:
            return _deserializer().deserialize(cast("Any", attribute))


def _from_number(text: str) -> int | float:
    """Whole where it is whole, also where an exponent is written."""
    try:
        return int(text)
    except ValueError:
        value = Decimal(text)
        return int(value) if value == value.to_integral_value() else float(value)


def to_iso(moment: datetime) -> str:
    """A text that sorts by time: `2026-11-25T12:00:00.000000Z`."""
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def from_iso(text: str) -> datetime:
    return datetime.fromisoformat(text)


def to_milliseconds(moment: datetime) -> str:
    """Thirteen digits, for sort keys."""
    return f"{int(moment.timestamp() * 1000):013d}"
