"""How fast a citizen writes, and which of their texts were counted, as the desk remembers it."""

from __future__ import annotations

from urp.aws.dynamodb import Item, Value, from_iso, to_iso
from urp.desk.flood import Pace


def pace_item(pace: Pace | None) -> dict[str, Value] | None:
    if pace is None:
        return None
    return {
        "since": to_iso(pace.since),
        "messages": pace.messages,
        "last": to_iso(pace.last),
        "counted": list(pace.counted),
    }


def pace_from(item: Item | None) -> Pace | None:
    if item is None:
        return None
    return Pace(from_iso(item["since"]), item["messages"], from_iso(item["last"]), tuple(item["counted"]))
