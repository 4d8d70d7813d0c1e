"""Meta's limits. Time is an argument, in seconds; nothing here sleeps or reads a clock."""

from collections import deque
from dataclasses import dataclass, field

SECONDS_PER_MESSAGE = 6.0
"""Pair rate: one message to the same person every six seconds."""
PAIR_BURST = 45
"""Messages that may be borrowed from the future before the pair rate refuses."""
WINDOW_SECONDS = 24 * 60 * 60


def window_is_open(last_wrote_at: float | None, now: float) -> bool:
    """Whether free text may reach a person: 24 hours from their last message."""
    return last_wrote_at is not None and now - last_wrote_at < WINDOW_SECONDS


@dataclass(slots=True)
class SlidingSecond:
    """What passed in the last second; the second is open at its far end."""

    _moments: deque[float] = field(default_factory=deque)
    most: int = 0

    def count(self, now: float) -> int:
        while self._moments and now - self._moments[0] >= 1.0:
            self._moments.popleft()
        return len(self._moments)

    def add(self, now: float) -> None:
        self._moments.append(now)
        self.most = max(self.most, self.count(now))


@dataclass(slots=True)
class PairRate:
    """For each person, until when the messages already sent have used up the pace."""

    _used_until: dict[str, float] = field(default_factory=dict)

    def allows(self, person: str, now: float) -> bool:
        used_until = max(self._used_until.get(person, now), now)
        return used_until + SECONDS_PER_MESSAGE - now <= PAIR_BURST * SECONDS_PER_MESSAGE

    def add(self, person: str, now: float) -> None:
        self._used_until[person] = max(self._used_until.get(person, now), now) + SECONDS_PER_MESSAGE


@dataclass(slots=True)
class Reach:
    """Distinct people written to outside their window in a rolling day: the messaging limit (tier)."""

    _last: dict[str, float] = field(default_factory=dict)

    def allows(self, person: str, now: float, tier: int | None) -> bool:
        if tier is None or person in self._people(now):
            return True
        return len(self._last) < tier

    def add(self, person: str, now: float) -> None:
        # Put again at the end: the dictionary stays ordered by time, and forgetting looks at its front only.
        self._last.pop(person, None)
        self._last[person] = now

    def _people(self, now: float) -> dict[str, float]:
        while self._last:
            oldest = next(iter(self._last))
            if now - self._last[oldest] < WINDOW_SECONDS:
                break
            del self._last[oldest]
        return self._last
