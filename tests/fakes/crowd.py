"""A crowd that writes to the number and is answered, each message counted by Meta in both directions."""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.fakes.broadcasts.number_rate import MemoryNumberRate
from tests.fakes.broadcasts.town_hall import START
from urp.broadcasts.rate_ports import Wait

SECOND = timedelta(seconds=1)
HANDLED_AFTER = timedelta(milliseconds=150)
"""From Meta's webhook to the moment at which a message is counted."""


@dataclass(slots=True)
class Crowd:
    """Everybody gets one reply. `waits` are seconds from message to reply."""

    limit: int = 80
    rate: MemoryNumberRate = field(default_factory=MemoryNumberRate)
    throttled: int = 0
    waits: list[float] = field(default_factory=list)
    _counted: deque[datetime] = field(default_factory=deque)
    _events: list[tuple[datetime, int, Callable[[datetime], None]]] = field(default_factory=list)
    _order: int = 0

    def writes(self, a_second: int, seconds: int) -> None:
        for number in range(a_second * seconds):
            self._at(START + number * SECOND / a_second, self._arrives)
        while self._events:
            now, _, happens = heapq.heappop(self._events)
            while self._counted and self._counted[0] <= now - SECOND:
                self._counted.popleft()
            happens(now)

    def _arrives(self, now: datetime) -> None:
        self._counted.append(now)
        self._at(now + HANDLED_AFTER, lambda then: self._handled(now, then))

    def _handled(self, since: datetime, now: datetime) -> None:
        self.rate.count_inbound(1, now)
        self._reserves(since, now)

    def _reserves(self, since: datetime, now: datetime) -> None:
        granted = self.rate.reserve_for_desk(now)
        if isinstance(granted, Wait):
            self._at(max(granted.until, now + SECOND), lambda then: self._reserves(since, then))
        else:
            self._at(max(granted.moments[0], now), lambda then: self._sent(since, then))

    def _sent(self, since: datetime, now: datetime) -> None:
        if len(self._counted) >= self.limit:
            self.throttled += 1
            self.rate.throttled(None, now)
            self._at(now + 2 * SECOND, lambda then: self._reserves(since, then))
        else:
            self._counted.append(now)
            self.waits.append((now - since).total_seconds())

    def _at(self, moment: datetime, happens: Callable[[datetime], None]) -> None:
        self._order += 1
        heapq.heappush(self._events, (moment, self._order, happens))
