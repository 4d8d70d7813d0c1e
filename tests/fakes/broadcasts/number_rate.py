"""The number's rate, in memory: tests of its pace set its lanes, let it lend, and slide a second over what it
grants. The rate on tables keeps the same rules (`tests/integration/broadcasts/test_rate.py`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from urp.errors import UnavailableError
from urp.whatsapp.pacing import (
    DESK_LEAD,
    HORIZON,
    SLICING,
    WINDOW,
    Loan,
    Slowdown,
    choose_horizon,
    choose_pace,
    compute_desk_spacing,
    compute_loan,
    compute_spacing,
    count_unbooked,
    find_lent_slot,
    find_pause_end,
    list_slots,
    may_lend,
    slow_down,
)
from urp.whatsapp.rate_ports import AT_ONCE, Lane, Pace, Slots, Spent, Wait
from urp.whatsapp.reach import (
    KnownLimit,
    LimitSource,
    Reach,
    find_superseded,
    to_hour,
    to_mark,
    to_seconds_of_hour,
)

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
    lends: bool = False
    lent_at: datetime | None = None
    excess_at: datetime = _EPOCH
    sliced_at: datetime = _EPOCH
    inbound: int = 0
    inbound_at: datetime = _EPOCH
    booked: int = 0

    def reserve(
        self, lane: Lane, count: int, now: datetime, outside: int = 0, ahead: timedelta = AT_ONCE
    ) -> Slots | Wait | Spent:
        urgent = lane is Lane.EMERGENCY
        if not urgent and self.reaching:
            return Wait(now + HORIZON)
        reach = self.reach()
        left = reach.count_left(urgent, now)
        if outside and left is not None and left < outside:
            return Spent(left, reach.find_return_time(urgent, now))
        lent = self._lendable(now) if lane is Lane.ORDINARY and count > 1 else None
        granted = self._from_main(count - (lent is not None), now, self._horizon(now), ahead)
        if not isinstance(granted, Slots):
            return granted
        self._count(outside, now)
        self.sliced_at = now
        if lent is None:
            return granted
        self.lent_at = lent
        self.sequence += 1
        return Slots(tuple(sorted([*granted.moments, lent])), self.sequence - count + 1)

    def give_back(self, people: int, taken_at: datetime, now: datetime) -> None:
        self._available()
        hour = to_hour(now)
        if hour == to_hour(taken_at) and hour in self.hours:
            self.total -= people
            second, total = self.hours[hour]
            self.hours[hour] = (second, total - people)

    def reach(self) -> Reach:
        self._available()
        marks = tuple(to_mark(hour, *mark) for hour, mark in self.hours.items())
        return Reach(self.limit, self.total, marks, frozenset(self.waiting))

    def learn_limit(self, people: int | None, at: datetime, source: LimitSource) -> None:
        self._available()
        if self.limit is None or self.limit.at <= at:
            self.limit = KnownLimit(people, at, source)

    def _count(self, outside: int, now: datetime) -> None:
        if not outside:
            return
        old = find_superseded([to_mark(hour, *mark) for hour, mark in self.hours.items()], now)
        self.hours = {hour: mark for hour, mark in self.hours.items() if to_mark(hour, *mark) not in old}
        self.total += outside
        self.hours[to_hour(now)] = (to_seconds_of_hour(now), self.total)

    def reserve_for_desk(self, now: datetime, outside: int = 0) -> Slots | Wait:
        granted = self._slot_for_desk(now)
        if isinstance(granted, Slots):
            self._count(outside, now)
        return granted

    def _slot_for_desk(self, now: datetime) -> Slots | Wait:
        apart, lent = compute_desk_spacing(self.rate), self._was_lent(now)
        if apart is not None and self.desk_at <= now:
            self._available()
            self.desk_at = now + (apart if lent is None else lent.desk_apart)
            self.sequence += 1
            return Slots((now,), self.sequence)
        slicing = self.sliced_at > now - SLICING
        granted = self._from_main(1, now, self._horizon(now) + DESK_LEAD if slicing else DESK_LEAD)
        if isinstance(granted, Slots):
            self.excess_at = now
        return granted

    def _horizon(self, now: datetime) -> timedelta:
        return choose_horizon(self.excess_at, now)

    def _lendable(self, now: datetime) -> datetime | None:
        lends = compute_loan(self.rate)
        if not self.lends or lends is None or self.reaching or self.waiting:
            return None
        slowed_at = _EPOCH if self.slowdown is None else self.slowdown.at
        if not may_lend(max(self.desk_at, self.inbound_at), slowed_at, self.excess_at, now):
            return None
        return find_lent_slot(lends.apart, self.lent_at, now)

    def _was_lent(self, now: datetime) -> Loan | None:
        """Within a second."""
        return compute_loan(self.rate) if self.lent_at is not None and self.lent_at > now - WINDOW else None

    def count(self, messages: int, now: datetime) -> bool:
        """What citizens wrote, as the webhook counts it."""
        if self.down:
            return False
        self.inbound += messages
        self.inbound_at = now
        return True

    def slow_down(self, until: datetime) -> None:
        self._available()
        self.main_at = max(self.main_at, until)

    def report_throttle(self, wish: timedelta | None, now: datetime) -> None:
        after = slow_down(self.slowdown, now)
        if after == self.slowdown:
            return
        self.slow_down(find_pause_end(self.slowdown, wish, now))
        self.slowdown = after

    def per_second(self) -> int:
        return self.rate

    def pace(self, now: datetime) -> float:
        return choose_pace(self.rate, self.slowdown, now)

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

    def _from_main(
        self, count: int, now: datetime, furthest: timedelta, first_after: timedelta = AT_ONCE
    ) -> Slots | Wait:
        self._available()
        self._book_inbound(now)
        apart = compute_spacing(self.pace(now))
        first, cost = self.main_at if self.main_at > now else now + first_after, apart * count
        if self.main_at > now and first + cost > now + furthest:
            return Wait(first + min(cost - furthest, timedelta(0)))
        self.main_at = first + cost
        self.sequence += count
        return Slots(tuple(list_slots(first, count, apart)), self.sequence - count + 1)

    def _book_inbound(self, now: datetime) -> None:
        owed = count_unbooked(self.inbound, self.booked, self.inbound_at, now)
        self.booked = self.inbound
        lent = self._was_lent(now)
        if owed:
            owed += 0 if lent is None else lent.given_back
            after = max(self.main_at, now) + compute_spacing(self.pace(now)) * owed
            self.main_at = max(self.main_at, min(after, now + HORIZON))

    def _available(self) -> None:
        if self.down:
            raise UnavailableError("the rate's store does not answer")
