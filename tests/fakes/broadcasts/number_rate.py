"""The number's rate, in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from urp.broadcasts.pacing import (
    DESK_HORIZON,
    HORIZON,
    Slowdown,
    desk_spacing,
    pace,
    slots,
    slowed,
    spacing,
)
from urp.broadcasts.rate_ports import Lane, Pace, Slots, Wait
from urp.errors import UnavailableError

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class MemoryNumberRate:
    rate: int = 80
    main_at: datetime = _EPOCH
    desk_at: datetime = _EPOCH
    sequence: int = 0
    reaching: set[UUID] = field(default_factory=set)
    down: bool = False
    slowdown: Slowdown | None = None

    def reserve(self, lane: Lane, count: int, now: datetime) -> Slots | Wait:
        if lane is Lane.ORDINARY and self.reaching:
            return Wait(now + HORIZON)
        return self._from_main(count, now, HORIZON.total_seconds())

    def reserve_for_desk(self, now: datetime) -> Slots | Wait:
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

    def throttled(self, until: datetime, now: datetime) -> None:
        after = slowed(self.slowdown, now)
        if after == self.slowdown:
            return
        self.slow_down(until)
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

    def emergency_ends(self, broadcast_id: UUID) -> None:
        self.reaching.discard(broadcast_id)

    def emergencies(self) -> Sequence[UUID]:
        return sorted(self.reaching, key=str)

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
