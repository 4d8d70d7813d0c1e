"""The messaging limit and its count, attributes of the number's rate item: no write of their own.

`reached` (people counted, ever growing), `n<hour>` and `t<hour>` (what it was after the last of that hour,
hours since 1970, and that moment in seconds of the hour), `messaging_limit` (-1: none), `limit_at`,
`limit_by`, `waiting` (emergencies that wait for the limit). A day's marks keep the item below a kilobyte.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from urp.aws.dynamodb import Item, Value, from_iso, iso
from urp.whatsapp.reach import (
    HourMark,
    KnownLimit,
    LimitSource,
    Reach,
    hour_of,
    mark_of,
    seconds_into,
    superseded,
)

NO_LIMIT = -1
_MARK = re.compile(r"n(\d+)")


@dataclass(frozen=True, slots=True)
class Counting:
    """What a reservation also writes and checks."""

    sets: tuple[str, ...] = ()
    removes: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    values: Mapping[str, Value] = field(default_factory=dict)

    @property
    def update(self) -> str:
        return "".join(f", {each}" for each in self.sets)

    @property
    def cleaning(self) -> str:
        return " REMOVE " + ", ".join(self.removes) if self.removes else ""

    @property
    def condition(self) -> str:
        return "".join(f" AND {each}" for each in self.conditions)

    def and_(self, other: Counting) -> Counting:
        return Counting(
            self.sets + other.sets,
            self.removes + other.removes,
            self.conditions + other.conditions,
            {**self.values, **other.values},
        )


NOTHING = Counting()


def reach_from(item: Item) -> Reach:
    limit = None
    if "messaging_limit" in item:
        people = item["messaging_limit"]
        known = None if people == NO_LIMIT else people
        limit = KnownLimit(known, from_iso(item["limit_at"]), LimitSource(item["limit_by"]))
    return Reach(
        known=limit,
        total=item.get("reached", 0),
        marks=tuple(_marks(item).values()),
        waiting=frozenset(UUID(each) for each in item.get("waiting", ())),
    )


def counting(item: Item, people: int, now: datetime) -> Counting:
    """Whatever the limit says; `item` as last seen, however old."""
    hour = hour_of(now)
    old = superseded(_marks(item).values(), now)
    gone = [at for at, mark in _marks(item).items() if mark in old and at != hour]
    sum_ = "if_not_exists(reached, :none) + :people"
    return Counting(
        sets=(f"reached = {sum_}", f"n{hour} = {sum_}", f"t{hour} = :second"),
        removes=tuple(f"{name}{at}" for at in gone for name in "nt"),
        values={":none": 0, ":people": people, ":second": seconds_into(now)},
    )


def within_limit(item: Item, people: int, now: datetime, *, emergency: bool) -> Counting:
    """Only if the limit leaves room for all of them. What was seen before may be old: then too little counts
    as gone by, and the write fails rather than passing too many."""
    reach, counted = reach_from(item), counting(item, people, now)
    seen: dict[str, Value] = {}
    conditions = ["attribute_not_exists(messaging_limit)"]
    if "messaging_limit" in item:
        conditions, seen = ["messaging_limit = :limit"], {":limit": item["messaging_limit"]}
    if not emergency:
        conditions.append("attribute_not_exists(waiting)")
    share = reach.share(emergency)
    if share is not None:
        room = "reached <= :most"
        conditions.append(f"(attribute_not_exists(reached) OR {room})" if people <= share else room)
        seen[":most"] = reach.gone_by(now) + share - people
    return Counting(counted.sets, counted.removes, tuple(conditions), {**counted.values, **seen})


def learnt(people: int | None, at: datetime, source: LimitSource) -> tuple[str, dict[str, Value], str]:
    """Update, values, condition: an older word never replaces a newer one."""
    values: dict[str, Value] = {
        ":people": NO_LIMIT if people is None else people,
        ":at": iso(at),
        ":by": source.value,
    }
    update = "SET messaging_limit = :people, limit_at = :at, limit_by = :by"
    return update, values, "attribute_not_exists(limit_at) OR limit_at <= :at"


def _marks(item: Item) -> dict[int, HourMark]:
    found = (_MARK.fullmatch(name) for name in item)
    hours = [int(match[1]) for match in found if match]
    return {hour: mark_of(hour, item[f"t{hour}"], item[f"n{hour}"]) for hour in hours}
