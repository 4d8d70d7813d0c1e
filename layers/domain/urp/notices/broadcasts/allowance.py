"""What one worker knows of the messaging limit while it works on a job. Lives in memory like the rest of a
run: whatever is lost with it stays counted, so that never too many are written to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID


@dataclass(slots=True)
class Allowance:
    in_hand: int = 0
    """Counted against the limit, and nobody written to for it yet."""
    taken_at: datetime | None = None
    left: int | None = None
    """As last told; None while nothing was short: then nobody's window is looked at, and everybody counts."""
    spent_until: datetime | None = None
    """Only whoever has an open window is written to before then."""
    waiting: list[UUID] = field(default_factory=list)
    """Looked at and outside their window, while it is spent."""

    @property
    def short(self) -> bool:
        return self.left is not None

    @property
    def spent(self) -> bool:
        return self.spent_until is not None

    def to_count(self, outside: int) -> int:
        """Of so many outside their window, those not counted before."""
        return max(0, outside - self.in_hand)

    def counted(self, people: int, now: datetime) -> None:
        if people:
            self.in_hand += people
            self.taken_at = now
            self.left = None if self.left is None else max(0, self.left - people)

    def spend(self, left: int, until: datetime) -> None:
        self.left = left
        self.spent_until = until if left + self.in_hand == 0 else None

    def renewed(self) -> Sequence[UUID]:
        """More may be written to: whoever waited."""
        freed, self.waiting = self.waiting, []
        self.left, self.spent_until = None, None
        return freed
