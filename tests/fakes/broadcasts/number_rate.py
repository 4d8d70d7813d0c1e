"""The number's rate, in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

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
from urp.broadcasts.reach import KnownLimit, LimitSource, Reach, hour_of, mark_of, seconds_into, superseded
from urp.errors import UnavailableError

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class MemoryNumberRate:
    rate: int = 80
    main_at: datetime = _EPOCH
    desk_at: datetime = _EPOCH
    sequence: int = 0
    reaching: set[UUID] = field(default_factory=set)
    waiting: set[UUID] = field(default_factory=set)
    limit: KnownLimit | None = None
    total: int = 0
    hours: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Of the messaging limit's count: second of the hour, and total."""
    down: bool = False
    slowdown: Slowdown | None = None

    def reserve(self, lane: Lane, count: int, now: datetime, outside: int = 0) -> Slots | Wait | Spent:
        urgent = lane is Lane.EMERGENCY
        if not urgent and self.reaching:
            return Wait(now + HORIZON)
        reach = self.reach()
        left = reach.left(urgent, now)
        if outside and left is not None and left < outside:
            return Spent(left, reach.back_at(urgent, now))
        granted = self._from_main(count, now, HORIZON.total_seconds())
        if isinstance(granted, Slots):
            self._count(outside, now)
        return granted

    def give_back(self, people: int, taken_at: datetime, now: datetime) -> None:
        self._available()
        hour = hour_of(now)
        if hour == hour_of(taken_at) and hour in self.hours:
            self.total -= people
            second, total = self.hours[hour]
            self.hours[hour] = (second, total - people)

    def reach(self) -> Reach:
        self._available()
        marks = tuple(mark_of(hour, *mark) for hour, mark in self.hours.items())
        return Reach(self.limit, self.total, marks, frozenset(self.waiting))

    def learn_limit(self, people: int | None, at: datetime, source: LimitSource) -> None:
        self._available()
        if self.limit is None or self.limit.at <= at:
            self.limit = KnownLimit(people, at, source)

    def _count(self, outside: int, now: datetime) -> None:
        if not outside:
            return
        old = superseded([mark_of(hour, *mark) for hour, mark in self.hours.items()], now)
        self.hours = {hour: mark for hour, mark in self.hours.items() if mark_of(hour, *mark) not in old}
        self.total += outside
        self.hours[hour_of(now)] = (seconds_into(now), self.total)

    def reserve_for_desk(self, now: datetime, outside: int = 0) -> Slots | Wait:
        granted = self._slot_for_desk(now)
        if isinstance(granted, Slots):
            self._count(outside, now)
        return granted

    def _slot_for_desk(self, now: datetime) -> Slots | Wait:
        apart = desk_spacing(self.rate)
        if apart is not None and self.desk_at <= now:
            self._available()
            self.desk_at = now + apart
            self.sequence += 1
            return Slots((now,), self.sequence)
        return self._from_main(1, now, DESK_HORIZON.total_seconds())

    def count_inbound(self, messages: int, now: datetime) -> None:
        if isinstance(self._from_main(messages, now, HORIZON.total_seconds()), Wait):
            self.slow_down(now + HORIZON)

    def slow_down(self, until: datetime) -> None:
        self._available()
        self.main_at = max(self.main_at, until)

    def throttled(self, wish: timedelta | None, now: datetime) -> None:
        after = slowed(self.slowdown, now)
        if after == self.slowdown:
            return
        self.slow_down(pause_until(self.slowdown, wish, now))
        self.slowdown = after

    def per_second(self) -> int:
        return self.rate

    def pace(self, now: datetime) -> float:
        return pace(self.rate, self.slowdown, now)

    def look(self, now: datetime) -> Pace:
        return Pace(self.rate, self.pace(now))

    def learn(self, per_second: int) -> None:
        self.rate = per_second

    def emergency_begins(self, broadcast_id: UUID) -> None:
        self.reaching.add(broadcast_id)
        self.waiting.discard(broadcast_id)

    def emergency_waits(self, broadcast_id: UUID) -> None:
        self.reaching.discard(broadcast_id)
        self.waiting.add(broadcast_id)

    def emergency_ends(self, broadcast_id: UUID) -> None:
        self.reaching.discard(broadcast_id)
        self.waiting.discard(broadcast_id)

    def emergencies(self) -> Sequence[UUID]:
        return sorted(self.reaching | self.waiting, key=str)

    def _from_main(self, count: int, now: datetime, horizon: float) -> Slots | Wait:
        self._available()
        apart = spacing(self.pace(now))
        first, cost = max(self.main_at, now), apart * count
        if self.main_at > now and (first + cost - now).total_seconds() > horizon:
            return Wait(first + cost - HORIZON * horizon)
        self.main_at = first + cost
        self.sequence += count
        return Slots(tuple(slots(first, count, apart)), self.sequence - count + 1)

    def _available(self) -> None:
        if self.down:
            raise UnavailableError("the rate's store does not answer")
