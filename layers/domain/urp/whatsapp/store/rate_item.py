"""The item of the number's rate, with the messaging limit and its count, and the parts of writes to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from urp.aws.dynamodb import Item, Value, from_iso, to_iso
from urp.whatsapp.pacing import (
    HORIZON,
    IDLE,
    UNLENT,
    WINDOW,
    Slowdown,
    compute_loan,
    count_unbooked,
    estimate_unseen,
    find_lent_slot,
    may_lend,
)
from urp.whatsapp.reach import (
    HourMark,
    KnownLimit,
    LimitSource,
    Reach,
    find_superseded,
    to_hour,
    to_mark,
    to_seconds_of_hour,
)

MICROSECOND = timedelta(microseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def rate_key(phone_number_id: str) -> tuple[str, str]:
    return f"RATE#{phone_number_id}", "RATE"


def to_microseconds(moment: datetime) -> int:
    return (moment - _EPOCH) // MICROSECOND


def from_microseconds(since_epoch: int) -> datetime:
    return _EPOCH + MICROSECOND * since_epoch


def read_slowdown(item: Item) -> Slowdown | None:
    return Slowdown(from_microseconds(item["slowed_at"]), item["slowed_to"]) if "slowed_at" in item else None


@dataclass(frozen=True, slots=True)
class Move:
    update: str
    values: Mapping[str, Value]
    condition: str


def move_lane(
    count: int,
    cost: timedelta,
    now: datetime,
    horizon: timedelta | None,
    counted: UpdateParts,
    first_after: timedelta,
) -> Move:
    """Move the lane. Its next free slot is ahead, within the horizon, or in the past (None): then the first
    comes so long after now. The counts are part of the same write."""
    values: dict[str, Value] = {":count": count, ":now": to_microseconds(now), **counted.values}
    also = f"{counted.update} ADD #sequence :count{counted.cleaning}"
    if horizon is None:
        values[":next"] = to_microseconds(now + first_after + cost)
        past = "(attribute_not_exists(main_at) OR main_at <= :now)"
        return Move(f"SET main_at = :next{also}", values, past + counted.condition)
    values |= {":cost": cost // MICROSECOND, ":latest": to_microseconds(now + horizon - cost)}
    ahead = "main_at > :now AND main_at <= :latest"
    return Move(f"SET main_at = main_at + :cost{also}", values, ahead + counted.condition)


def book_inbound(item: Item, per_second: int, apart: timedelta, now: datetime, *, ahead: bool) -> Move | None:
    """Book slots for inbound messages, by `item` as last seen; None if all have theirs. Lent slots are
    given back in the same write. Never further than a second ahead: earlier messages do not count at Meta
    any more."""
    booking = find_booking(item, per_second, apart, now)
    if booking is None:
        return None
    cost, values, before = booking.cost, dict(booking.parts.values), booking.parts.conditions[0]
    furthest = now + HORIZON
    if not cost or from_microseconds(item.get("main_at", 0)) >= furthest:
        return Move("SET booked = :inbound", values, before)
    values[":now"] = to_microseconds(now)
    if not ahead:
        values[":next"] = to_microseconds(min(now + cost, furthest))
        past = "(attribute_not_exists(main_at) OR main_at <= :now)"
        return Move("SET main_at = :next, booked = :inbound", values, f"{before} AND {past}")
    if from_microseconds(item.get("main_at", 0)) + cost > furthest:
        values[":next"] = to_microseconds(furthest)
        there = "main_at > :now AND main_at < :next"
        return Move("SET main_at = :next, booked = :inbound", values, f"{before} AND {there}")
    values |= {":cost": cost // MICROSECOND, ":latest": to_microseconds(furthest - cost)}
    there = "main_at > :now AND main_at <= :latest"
    return Move("SET main_at = main_at + :cost, booked = :inbound", values, f"{before} AND {there}")


@dataclass(frozen=True, slots=True)
class Booking:
    """Inbound messages without a slot, by the item as seen."""

    cost: timedelta
    """Of their slots, in the main lane."""
    parts: UpdateParts
    """What a reservation that books them on its way adds to its own write."""


def find_booking(item: Item, per_second: int, apart: timedelta, now: datetime) -> Booking | None:
    """None if all have theirs."""
    inbound, booked = item.get("inbound", 0), item.get("booked", 0)
    if inbound == booked:
        return None
    owed, lends = (
        count_unbooked(inbound, booked, from_microseconds(item.get("inbound_at", 0)), now),
        compute_loan(per_second),
    )
    if owed and lends is not None and was_lent(item, now):
        owed += lends.given_back
    before = "(attribute_not_exists(booked) OR booked = :before)" if booked == 0 else "booked = :before"
    values: dict[str, Value] = {":inbound": inbound, ":before": booked}
    return Booking(apart * owed, UpdateParts(("booked = :inbound",), conditions=(before,), values=values))


def require_booked(item: Item, per_second: int) -> UpdateParts:
    """Require that few messages came since `item` was seen, and that those seen are booked."""
    known = "(attribute_not_exists(inbound) OR inbound <= :known)"
    return UpdateParts(conditions=(known,), values={":known": find_most_inbound(item, per_second)})


def find_most_inbound(item: Item, per_second: int) -> int:
    booked: int = item.get("booked", 0)
    return booked + estimate_unseen(per_second)


def find_lendable(item: Item, per_second: int, now: datetime) -> datetime | None:
    """The slot of the desk's reserve that could be lent now, as `item` was last seen."""
    lends = compute_loan(per_second)
    if lends is None or item.get("emergencies") or item.get("waiting"):
        return None
    slowed_at, excess_at = (
        from_microseconds(item.get("slowed_at", 0)),
        from_microseconds(item.get("excess_at", 0)),
    )
    quiet_since = from_microseconds(max(item.get("desk_at", 0), item.get("inbound_at", 0)))
    if not may_lend(quiet_since, slowed_at, excess_at, now):
        return None
    return find_lent_slot(lends.apart, from_microseconds(item["lent_at"]) if "lent_at" in item else None, now)


def lend_slot(item: Item, slot: datetime, now: datetime) -> UpdateParts:
    """Lend the slot in the same write, only if it is still free and the desk is still idle."""
    idle = to_microseconds(now - IDLE)
    same = "lent_at = :last_lent" if "lent_at" in item else "attribute_not_exists(lent_at)"
    last: dict[str, Value] = {":last_lent": item["lent_at"]} if "lent_at" in item else {}
    conditions = (
        same,
        "attribute_not_exists(waiting)",
        "(attribute_not_exists(desk_at) OR desk_at <= :idle)",
        "(attribute_not_exists(inbound_at) OR inbound_at <= :idle)",
        "(attribute_not_exists(slowed_at) OR slowed_at <= :minute)",
        "(attribute_not_exists(excess_at) OR excess_at <= :minute)",
    )
    return UpdateParts(
        sets=("lent_at = :lent",),
        conditions=conditions,
        values={
            ":lent": to_microseconds(slot),
            ":idle": idle,
            ":minute": to_microseconds(now - UNLENT),
            **last,
        },
    )


def was_lent(item: Item, now: datetime) -> bool:
    return bool(item.get("lent_at", 0) > to_microseconds(now - WINDOW))


def require_unlent(now: datetime) -> UpdateParts:
    return UpdateParts(
        conditions=("(attribute_not_exists(lent_at) OR lent_at <= :window)",),
        values={":window": to_microseconds(now - WINDOW)},
    )


def write_slowdown(
    before: Slowdown | None, after: Slowdown, until: datetime
) -> Iterator[tuple[str, dict[str, Value], str]]:
    """Update, values and condition: with the pause, or without if the lane is further ahead. No condition
    holds if another throttle was reported since `before` was seen."""
    known = "attribute_not_exists(slowed_at)" if before is None else "slowed_at = :before"
    values: dict[str, Value] = {
        ":at": to_microseconds(after.at),
        ":to": after.share,
        ":until": to_microseconds(until),
        ":before": None if before is None else to_microseconds(before.at),
    }
    slow = "slowed_at = :at, slowed_to = :to"
    pause = "(attribute_not_exists(main_at) OR main_at < :until)"
    yield f"SET main_at = :until, {slow}", values, f"{pause} AND {known}"
    yield f"SET {slow}", values, f"main_at >= :until AND {known}"


NO_LIMIT = -1
_MARK = re.compile(r"n(\d+)")


@dataclass(frozen=True, slots=True)
class UpdateParts:
    """Parts of an update that a reservation adds to its own."""

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
        return "".join(f" AND {condition}" for condition in self.conditions)

    def combine(self, other: UpdateParts) -> UpdateParts:
        return UpdateParts(
            self.sets + other.sets,
            self.removes + other.removes,
            self.conditions + other.conditions,
            {**self.values, **other.values},
        )


NOTHING = UpdateParts()


def read_reach(item: Item) -> Reach:
    limit = None
    if "messaging_limit" in item:
        people = item["messaging_limit"]
        known = None if people == NO_LIMIT else people
        limit = KnownLimit(known, from_iso(item["limit_at"]), LimitSource(item["limit_by"]))
    return Reach(
        known=limit,
        total=item.get("reached", 0),
        marks=tuple(_read_marks(item).values()),
        waiting=frozenset(UUID(each) for each in item.get("waiting", ())),
    )


def count_people(item: Item, people: int, now: datetime) -> UpdateParts:
    """Count people regardless of the limit; `item` as last seen, however old."""
    hour = to_hour(now)
    old = find_superseded(_read_marks(item).values(), now)
    gone = [at for at, mark in _read_marks(item).items() if mark in old and at != hour]
    sum_ = "if_not_exists(reached, :none) + :people"
    return UpdateParts(
        sets=(f"reached = {sum_}", f"n{hour} = {sum_}", f"t{hour} = :second"),
        removes=tuple(f"{name}{at}" for at in gone for name in "nt"),
        values={":none": 0, ":people": people, ":second": to_seconds_of_hour(now)},
    )


def require_within_limit(item: Item, people: int, now: datetime, *, emergency: bool) -> UpdateParts:
    """Require that the limit allows all of them. `item` may be old: then fewer people have left the count,
    and the write fails rather than allowing too many."""
    reach, counted = read_reach(item), count_people(item, people, now)
    seen: dict[str, Value] = {}
    conditions = ["attribute_not_exists(messaging_limit)"]
    if "messaging_limit" in item:
        conditions, seen = ["messaging_limit = :limit"], {":limit": item["messaging_limit"]}
    if not emergency:
        conditions.append("attribute_not_exists(waiting)")
    share = reach.compute_share(emergency)
    if share is not None:
        room = "reached <= :most"
        conditions.append(f"(attribute_not_exists(reached) OR {room})" if people <= share else room)
        seen[":most"] = reach.count_gone(now) + share - people
    return UpdateParts(counted.sets, counted.removes, tuple(conditions), {**counted.values, **seen})


def learn_limit(people: int | None, at: datetime, source: LimitSource) -> tuple[str, dict[str, Value], str]:
    """Update, values, condition: an older word never replaces a newer one."""
    values: dict[str, Value] = {
        ":people": NO_LIMIT if people is None else people,
        ":at": to_iso(at),
        ":by": source.value,
    }
    update = "SET messaging_limit = :people, limit_at = :at, limit_by = :by"
    return update, values, "attribute_not_exists(limit_at) OR limit_at <= :at"


def _read_marks(item: Item) -> dict[int, HourMark]:
    found = (_MARK.fullmatch(name) for name in item)
    hours = [int(match[1]) for match in found if match]
    return {hour: to_mark(hour, item[f"t{hour}"], item[f"n{hour}"]) for hour in hours}
