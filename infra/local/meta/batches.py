"""How Meta's statuses share a POST. Time and chance are arguments."""

from collections import deque
from random import Random

MOST = 50
USUAL = 9
"""Peak of the triangle between 1 and 50 whose mean is 20."""
LINGER = 0.25
"""Seconds the oldest status waits for company at most."""


class Batches[Item]:
    """1 to 50 together, 20 on average while plenty are waiting; a lone one goes after the linger."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._waiting: deque[tuple[float, Item]] = deque()
        self._size = self._next_size()

    def add(self, item: Item, now: float) -> None:
        self._waiting.append((now, item))

    def ready(self, now: float) -> list[list[Item]]:
        """The batches that are full, or whose oldest item has waited long enough."""
        batches: list[list[Item]] = []
        while self._waiting and (len(self._waiting) >= self._size or now - self._waiting[0][0] >= LINGER):
            together = min(self._size, len(self._waiting))
            batches.append([self._waiting.popleft()[1] for _ in range(together)])
            self._size = self._next_size()
        return batches

    def clear(self) -> None:
        self._waiting.clear()

    def _next_size(self) -> int:
        return min(MOST, max(1, round(self._chance.triangular(1, MOST, USUAL))))
