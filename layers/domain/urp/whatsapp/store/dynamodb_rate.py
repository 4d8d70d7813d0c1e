"""Store the number's rate in one item, whose arrival times a reservation moves with one conditional write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from urp.aws.dynamodb import Item, Value, get
from urp.aws.dynamodb_updates import Changed, Unchanged, update_if
from urp.aws.tables import Store, Tables
from urp.whatsapp.pacing import (
    DESK_LEAD,
    HORIZON,
    SLICING,
    Slowdown,
    choose_horizon,
    choose_pace,
    compute_desk_spacing,
    compute_loan,
    compute_spacing,
    find_pause_end,
    list_slots,
    slow_down,
)
from urp.whatsapp.rate_ports import AT_ONCE, Lane, Pace, Slots, Spent, Wait
from urp.whatsapp.reach import LimitSource, Reach, to_hour
from urp.whatsapp.store.rate_item import (
    NOTHING,
    Booking,
    Move,
    UpdateParts,
    book_inbound,
    count_people,
    find_booking,
    find_lendable,
    find_most_inbound,
    from_microseconds,
    learn_limit,
    lend_slot,
    move_lane,
    rate_key,
    read_reach,
    read_slowdown,
    require_booked,
    require_unlent,
    require_within_limit,
    to_microseconds,
    was_lent,
    write_slowdown,
)

_NO_EMERGENCY = UpdateParts(conditions=("attribute_not_exists(emergencies)",))
_SLICED = UpdateParts(sets=("sliced_at = :now",))
_EXCESS = UpdateParts(sets=("excess_at = :now",))
_SAME_RATE = "(attribute_not_exists(per_second) OR per_second = :rate)"
_CONTENTION = timedelta(milliseconds=20)
_EMERGENCY_WAIT = timedelta(seconds=1)
_TRIES = 4


@dataclass(frozen=True, slots=True)
class _Asked:
    """A reservation of the main lane, with its counts in the same write."""

    count: int
    also: UpdateParts
    limit: UpdateParts = NOTHING
    """Of Meta's messaging limit."""
    first_after: timedelta = AT_ONCE
    """Where the lane is idle."""
    desk: bool = False
    ordinary: bool = False
    lends: bool = False
    """One of them may be of the desk's reserve."""

    def find_furthest(self, item: Item, now: datetime) -> timedelta:
        """How far ahead the slots may be, by `item` as last seen; the desk comes after what broadcasts may
        reserve."""
        broadcasts = choose_horizon(from_microseconds(item.get("excess_at", 0)), now)
        if not self.desk:
            return broadcasts
        slicing = from_microseconds(item.get("sliced_at", 0)) > now - SLICING
        return broadcasts + DESK_LEAD if slicing else DESK_LEAD


class DynamoNumberRate(Store):
    def __init__(
        self, tables: Tables, phone_number_id: str, default_per_second: int, *, lends: bool = False
    ) -> None:
        """`lends`: broadcasts take slots of the desk's reserve while it is idle."""
        super().__init__(tables)
        self._key = rate_key(phone_number_id)
        self._default = default_per_second
        self._per_second = default_per_second
        self._lends = lends
        self._slowdown: Slowdown | None = None
        self._main_ahead = False  # as last seen: only decides which of two writes is tried first
        self._seen: Item = {}

    def reserve(
        self, lane: Lane, count: int, now: datetime, outside: int = 0, ahead: timedelta = AT_ONCE
    ) -> Slots | Wait | Spent:
        """Reserve by the item as last seen, which may be old; after a refused write it is current, and the
        limit is checked again."""
        ordinary = lane is Lane.ORDINARY
        also = _SLICED.combine(_NO_EMERGENCY) if ordinary else _SLICED
        for _ in range(_TRIES):
            limit = (
                require_within_limit(self._seen, outside, now, emergency=not ordinary) if outside else NOTHING
            )
            lends = self._lends and ordinary and count > 1
            granted = self._reserve_from_main(
                _Asked(count, also, limit, ahead, ordinary=ordinary, lends=lends), now
            )
            if granted is not None:
                return granted
            reach = read_reach(self._seen)
            left = reach.count_left(not ordinary, now)
            if left is not None and left < outside:
                return Spent(left, reach.find_return_time(not ordinary, now))
        return Wait(now + _CONTENTION)

    def reserve_for_desk(self, now: datetime, outside: int = 0) -> Slots | Wait:
        """A slot of the main lane, after inbound messages and what broadcasts have reserved."""
        count = count_people(self._seen, outside, now) if outside else NOTHING
        own = self._reserve_own_slot(now, count)
        if own is not None:
            return own
        asked = _Asked(1, count.combine(_EXCESS), desk=True)
        return self._reserve_from_main(asked, now) or Wait(now + _CONTENTION)

    def slow_down(self, until: datetime) -> None:
        self._update(
            "SET main_at = :until",
            {":until": to_microseconds(until)},
            "attribute_not_exists(main_at) OR main_at < :until",
        )

    def report_throttle(self, wish: timedelta | None, now: datetime) -> None:
        for _ in range(_TRIES):
            after = slow_down(self._slowdown, now)
            if after == self._slowdown:
                return
            before = self._slowdown
            until = find_pause_end(before, wish, now)
            for update, values, condition in write_slowdown(before, after, until):
                if isinstance(self._update(update, values, condition), Changed):
                    return
                if self._slowdown != before:
                    break

    def per_second(self) -> int:
        return self._per_second

    def pace(self, now: datetime) -> float:
        return choose_pace(self._per_second, self._slowdown, now)

    def look(self, now: datetime) -> Pace:
        self._learn_from(get(self._client, self._tables.control, *self._key) or {}, {})
        return Pace(self._per_second, self.pace(now))

    def learn(self, per_second: int) -> None:
        self._update("SET per_second = :rate", {":rate": per_second})

    def emergency_begins(self, broadcast_id: UUID) -> None:
        self._update("ADD emergencies :it DELETE waiting :it", {":it": {str(broadcast_id)}})

    def emergency_waits(self, broadcast_id: UUID) -> None:
        self._update("ADD waiting :it DELETE emergencies :it", {":it": {str(broadcast_id)}})

    def emergency_ends(self, broadcast_id: UUID) -> None:
        self._update("DELETE emergencies :it, waiting :it", {":it": {str(broadcast_id)}})

    def emergencies(self) -> tuple[UUID, ...]:
        item = get(self._client, self._tables.control, *self._key) or {}
        named = set(item.get("emergencies", ())) | set(item.get("waiting", ()))
        return tuple(UUID(each) for each in sorted(named))

    def _reserve_own_slot(self, now: datetime, count: UpdateParts) -> Slots | None:
        """Further apart where a broadcast was lent some within a second."""
        apart, lends = compute_desk_spacing(self._per_second), compute_loan(self._per_second)
        if apart is None:
            return None
        for _ in range(2):
            if from_microseconds(self._seen.get("desk_at", 0)) > now:
                return None
            lent = lends is not None and was_lent(self._seen, now)
            if lends is not None and lent:
                apart = lends.desk_apart
            also = count if lent else count.combine(require_unlent(now))
            taken = self._update(
                f"SET desk_at = :next{also.update} ADD #sequence :one{also.cleaning}",
                {
                    ":now": to_microseconds(now),
                    ":next": to_microseconds(now + apart),
                    ":one": 1,
                    **also.values,
                },
                f"(attribute_not_exists(desk_at) OR desk_at <= :now){also.condition}",
            )
            if isinstance(taken, Changed):
                return Slots((now,), taken.item["sequence"])
            if lent or not was_lent(self._seen, now):
                break
        return None

    def _reserve_from_main(self, asked: _Asked, now: datetime) -> Slots | Wait | None:
        """Move the lane, whose next slot is ahead, or in the past and then now. None if only the current
        messaging limit can have refused the write."""
        for _ in range(_TRIES):
            self._main_ahead = from_microseconds(self._seen.get("main_at", 0)) > now
            booking = self._find_booking(asked, now)
            if booking is None:
                self._book_inbound(now)
            ahead, rate, apart = self._main_ahead, self._per_second, compute_spacing(self.pace(now))
            lent = find_lendable(self._seen, rate, now) if asked.lends else None
            cost, most = apart * (asked.count - (lent is not None)), asked.find_furthest(self._seen, now)
            wait = self._wait(cost, most, now)
            if wait is not None:
                return wait
            seen = self._seen if booking is None else {**self._seen, "booked": self._seen["inbound"]}
            also = asked.also.combine(asked.limit).combine(require_booked(seen, rate))
            if lent is not None:
                also = also.combine(lend_slot(seen, lent, now))
            known = find_most_inbound(seen, rate)
            move = self._move_main(asked, cost, now, most, also, booking)
            values = {**move.values, ":rate": rate}
            taken = self._update(move.update, values, f"{move.condition} AND {_SAME_RATE}")
            if isinstance(taken, Changed):
                main = list(list_slots(from_microseconds(taken.item["main_at"]) - cost, cost // apart, apart))
                moments = main if lent is None else sorted([*main, lent])
                return Slots(tuple(moments), taken.item["sequence"] - asked.count + 1)
            stored = taken.item or {}
            if asked.ordinary and stored.get("emergencies"):
                return Wait(now + _EMERGENCY_WAIT)
            self._main_ahead = from_microseconds(stored.get("main_at", 0)) > now
            seen_it = self._per_second == rate and stored.get("inbound", 0) <= known
            seen_it = seen_it and (
                booking is None or stored.get("booked", 0) == booking.parts.values[":before"]
            )
            still_lent = lent is None or find_lendable(stored, rate, now) == lent
            if seen_it and still_lent and ahead is self._main_ahead and asked.limit.conditions:
                return self._wait(cost, most, now)
        return Wait(now + _CONTENTION)

    def _find_booking(self, asked: _Asked, now: datetime) -> Booking | None:
        """What is to be booked in the write of the reservation itself. None if nothing is, or if the lane has
        not room for both: then it is booked alone, and the reservation waits."""
        apart = compute_spacing(self.pace(now))
        booking = find_booking(self._seen, self._per_second, apart, now)
        if booking is None:
            return None
        most = min(asked.find_furthest(self._seen, now), HORIZON)
        start = max(from_microseconds(self._seen.get("main_at", 0)), now)
        fits = start + booking.cost + apart * asked.count <= now + most
        return booking if fits else None

    def _move_main(
        self,
        asked: _Asked,
        cost: timedelta,
        now: datetime,
        most: timedelta,
        also: UpdateParts,
        booking: Booking | None,
    ) -> Move:
        """The slots of what is booked come first: with some, the lane is not idle."""
        if booking is None:
            horizon = most if self._main_ahead else None
            return move_lane(asked.count, cost, now, horizon, also, asked.first_after)
        horizon = min(most, HORIZON) if self._main_ahead else None
        first_after = AT_ONCE if booking.cost else asked.first_after
        also = also.combine(booking.parts)
        return move_lane(asked.count, booking.cost + cost, now, horizon, also, first_after)

    def _wait(self, cost: timedelta, most: timedelta, now: datetime) -> Wait | None:
        """As last seen: the lane only ever moves further ahead."""
        main_at = from_microseconds(self._seen.get("main_at", 0))
        if main_at <= max(now, now + most - cost):
            return None
        return Wait(main_at + min(cost - most, timedelta(0)))

    def _book_inbound(self, now: datetime) -> None:
        """Book inbound messages, tried once: a reservation requires that it is done."""
        move = book_inbound(
            self._seen, self._per_second, compute_spacing(self.pace(now)), now, ahead=self._main_ahead
        )
        if move is not None:
            self._update(move.update, move.values, move.condition)

    def _update(
        self, update: str, values: Mapping[str, Value], condition: str | None = None
    ) -> Changed | Unchanged:
        names = {"#sequence": "sequence"} if "#sequence" in update else None
        result = update_if(self._client, self._tables.control, self._key, update, values, condition, names)
        if result.item is not None:
            self._learn_from(result.item, values)
        return result

    def _learn_from(self, item: Item, values: Mapping[str, Value]) -> None:
        self._per_second = item.get("per_second", self._default)
        self._slowdown = read_slowdown(item)
        self._seen = item
        now = values.get(":now")
        if isinstance(now, int):
            self._main_ahead = item.get("main_at", 0) > now


class DynamoReach(Store):
    def __init__(self, tables: Tables, phone_number_id: str) -> None:
        super().__init__(tables)
        self._key = rate_key(phone_number_id)

    def reach(self) -> Reach:
        return read_reach(get(self._client, self._tables.control, *self._key) or {})

    def learn_limit(self, people: int | None, at: datetime, source: LimitSource) -> None:
        update_if(self._client, self._tables.control, self._key, *learn_limit(people, at, source))

    def give_back(self, people: int, taken_at: datetime, now: datetime) -> None:
        hour = to_hour(now)
        if hour == to_hour(taken_at):
            update = f"ADD reached :back, n{hour} :back"
            there = f"attribute_exists(n{hour})"
            update_if(self._client, self._tables.control, self._key, update, {":back": -people}, there)
