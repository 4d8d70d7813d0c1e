"""The number's rate: one item whose arrival times every reservation moves with one conditional write."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from urp.adapters.dynamodb import Item, Value, get
from urp.adapters.dynamodb_updates import Changed, Unchanged, update_if
from urp.adapters.rate_item import microseconds, moment, moving, rate_key, slowdown_from, slowing
from urp.adapters.reach_items import NOTHING, Counting, counting, reach_from, within_limit
from urp.broadcasts.pacing import (
    DESK_HORIZON,
    HORIZON,
    Slowdown,
    desk_spacing,
    pace,
    pause_until,
    slots,
    slowed,
    spacing,
)
from urp.broadcasts.rate_ports import Lane, Pace, Slots, Spent, Wait

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_NO_EMERGENCY = " AND attribute_not_exists(emergencies)"
_SAME_RATE = "(attribute_not_exists(per_second) OR per_second = :rate)"
_CONTENTION = timedelta(milliseconds=20)
_EMERGENCY_WAIT = timedelta(seconds=1)
_TRIES = 4


class DynamoNumberRate:
    def __init__(
        self, client: DynamoDBClient, control_table: str, phone_number_id: str, default_per_second: int
    ) -> None:
        self._client = client
        self._table = control_table
        self._key = rate_key(phone_number_id)
        self._default = default_per_second
        self._per_second = default_per_second
        self._slowdown: Slowdown | None = None
        self._main_ahead = False  # as last seen: only decides which of two writes is tried first
        self._seen: Item = {}

    def reserve(self, lane: Lane, count: int, now: datetime, outside: int = 0) -> Slots | Wait | Spent:
        """What was last seen may be old: after a refusal it is not, and the limit is looked at again."""
        ordinary = lane is Lane.ORDINARY
        also = _NO_EMERGENCY if ordinary else ""
        for _ in range(_TRIES):
            limit = within_limit(self._seen, outside, now, emergency=not ordinary) if outside else NOTHING
            granted = self._from_main(count, now, HORIZON, also, limit)
            if granted is not None:
                return granted
            reach = reach_from(self._seen)
            left = reach.left(not ordinary, now)
            if left is not None and left < outside:
                return Spent(left, reach.back_at(not ordinary, now))
        return Wait(now + _CONTENTION)

    def reserve_for_desk(self, now: datetime, outside: int = 0) -> Slots | Wait:
        apart = desk_spacing(self._per_second)
        count = counting(self._seen, outside, now) if outside else NOTHING
        if apart is not None:
            taken = self._update(
                f"SET desk_at = :next{count.update} ADD #sequence :one{count.cleaning}",
                {":now": microseconds(now), ":next": microseconds(now + apart), ":one": 1, **count.values},
                "attribute_not_exists(desk_at) OR desk_at <= :now",
            )
            if isinstance(taken, Changed):
                return Slots((now,), taken.item["sequence"])
        return self._from_main(1, now, DESK_HORIZON, "", count) or Wait(now + _CONTENTION)

    def count_inbound(self, messages: int, now: datetime) -> None:
        """Never further ahead than a second: what Meta let through before does not weigh on later ones."""
        if isinstance(self._from_main(messages, now, HORIZON, ""), Wait):
            self.slow_down(now + HORIZON)

    def slow_down(self, until: datetime) -> None:
        self._update(
            "SET main_at = :until",
            {":until": microseconds(until)},
            "attribute_not_exists(main_at) OR main_at < :until",
        )

    def throttled(self, wish: timedelta | None, now: datetime) -> None:
        for _ in range(_TRIES):
            after = slowed(self._slowdown, now)
            if after == self._slowdown:
                return
            before = self._slowdown
            until = pause_until(before, wish, now)
            for update, values, condition in slowing(before, after, until):
                if isinstance(self._update(update, values, condition), Changed):
                    return
                if self._slowdown != before:
                    break

    def per_second(self) -> int:
        return self._per_second

    def pace(self, now: datetime) -> float:
        return pace(self._per_second, self._slowdown, now)

    def look(self, now: datetime) -> Pace:
        self._learn_from(get(self._client, self._table, *self._key) or {}, {})
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
        item = get(self._client, self._table, *self._key) or {}
        named = set(item.get("emergencies", ())) | set(item.get("waiting", ()))
        return tuple(UUID(each) for each in sorted(named))

    def _from_main(
        self, count: int, now: datetime, horizon: timedelta, also: str, counted: Counting = NOTHING
    ) -> Slots | Wait | None:
        """Of two forms: the next slot lies ahead, or in the past and then now is as good. None when only the
        messaging limit, as it stands now, can have been what refused."""
        ahead = self._main_ahead
        for _ in range(_TRIES):
            apart = spacing(self.pace(now))
            cost = apart * count
            rate = self._per_second
            move = moving(count, cost, now, horizon if ahead else None, counted)
            values = {**move.values, ":rate": self._per_second}
            taken = self._update(move.update, values, f"{move.condition} AND {_SAME_RATE}{also}")
            if isinstance(taken, Changed):
                first = moment(taken.item["main_at"]) - cost
                return Slots(tuple(slots(first, count, apart)), taken.item["sequence"] - count + 1)
            stored = taken.item or {}
            if also and stored.get("emergencies"):
                return Wait(now + _EMERGENCY_WAIT)
            main_at = moment(stored.get("main_at", 0))
            same = self._per_second == rate
            if same and main_at > now + horizon - cost:
                return Wait(main_at + cost - horizon)
            if same and counted.conditions and ahead is (main_at > now):
                return None
            ahead = main_at > now
        return Wait(now + _CONTENTION)

    def _update(
        self, update: str, values: Mapping[str, Value], condition: str | None = None
    ) -> Changed | Unchanged:
        names = {"#sequence": "sequence"} if "#sequence" in update else None
        result = update_if(self._client, self._table, self._key, update, values, condition, names)
        if result.item is not None:
            self._learn_from(result.item, values)
        return result

    def _learn_from(self, item: Item, values: Mapping[str, Value]) -> None:
        self._per_second = item.get("per_second", self._default)
        self._slowdown = slowdown_from(item)
        self._seen = item
        now = values.get(":now")
        if isinstance(now, int):
            self._main_ahead = item.get("main_at", 0) > now
