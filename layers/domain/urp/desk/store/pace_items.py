"""How fast a citizen writes, and which of their texts were counted, as the desk remembers it."""

from __future__ import annotations

from urp.aws.dynamodb import Item, Value, from_iso, iso
from urp.desk.flood import Pace


def pace_item(pace: Pace | None) -> dict[str, Value] | None:
    if pace is None:
        return None
    return {
        "since": iso(pace.since),
        "messages": pace.messages,
        "last": iso(pace.last),
        "counted": list(pace.counted),
    }


def pace_from(item: Item | None) -> Pace | None:
    if item is None:
        return None
    return Pace(from_iso(item["since"]), item["messages"], from_iso(item["last"]), tuple(item["counted"]))
