"""Conversion between plain values and DynamoDB's typed attributes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from boto3.dynamodb.types import Binary, TypeDeserializer, TypeSerializer

type Value = str | int | float | bool | bytes | list[Any] | dict[str, Any] | set[str] | None
type Item = dict[str, Any]
"""A stored item at the edge: parsed into a model in the same function that reads it."""


_SERIALIZER, _DESERIALIZER = TypeSerializer(), TypeDeserializer()


def to_attributes(item: Mapping[str, Value]) -> dict[str, Any]:
    """Absent and empty sets are not stored: DynamoDB refuses an empty set."""
    return {name: to_attribute(value) for name, value in item.items() if value is not None and value != set()}


def from_attributes(attributes: Mapping[str, Any]) -> Item:
    """A text is what it is, and most of what is stored is text: boto3 converts the rest."""
    return {
        name: value["S"] if "S" in value else _from_value(_DESERIALIZER.deserialize(value))
        for name, value in attributes.items()
    }


def to_attribute(value: Value) -> dict[str, Any]:
    """TypeError for what DynamoDB does not store, such as a float that is no number."""
    if isinstance(value, str):
        return {"S": value}
    return dict(_SERIALIZER.serialize(_to_value(value)))


def _to_value(value: Value) -> Any:  # noqa: ANN401 - as boto3 takes it
    """Floats become Decimals, which boto3 requires."""
    match value:
        case float():
            return Decimal(str(value))
        case list() | tuple():
            return [_to_value(one) for one in value]
        case dict():
            return {name: _to_value(one) for name, one in value.items()}
        case _:
            return value


def _from_value(value: Any) -> Any:  # noqa: ANN401 - whatever was stored
    match value:
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case Binary():
            return value.value  # type: ignore[attr-defined]  # boto3-stubs leave it out
        case list():
            return [_from_value(one) for one in value]
        case dict():
            return {name: _from_value(one) for name, one in value.items()}
        case _:
            return value


def to_iso(moment: datetime) -> str:
    """A text that sorts by time: `2026-11-25T12:00:00.000000Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def from_iso(text: str) -> datetime:
    return datetime.fromisoformat(text)


def to_milliseconds(moment: datetime) -> str:
    """Thirteen digits, for sort keys."""
    return f"{int(moment.timestamp() * 1000):013d}"
