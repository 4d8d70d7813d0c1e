"""What one partition of a table takes: 1,000 write units a second (AWS, "Partition throughput limits")."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.fakes.aws.usage import Call

WRITES_A_SECOND = 1_000


@dataclass(slots=True)
class Partitions:
    """Each key is taken for a partition of its own that lends one unused second. AWS lends more, and
    splits a partition that stays hot, but promises neither."""

    peaks: dict[str, float] = field(default_factory=dict)
    """The most write units that were asked of a partition in one second."""
    delayed: int = 0
    """Calls that had to wait."""
    _free_at: dict[str, datetime] = field(default_factory=dict)
    _now: dict[str, tuple[int, float]] = field(default_factory=dict)

    def wait(self, call: Call, now: datetime) -> timedelta:
        """How much longer a call takes because its partitions are busy."""
        longest = timedelta(0)
        for partition, units in call.writes:
            self._note(partition, units, now)
            free_at = max(self._free_at.get(partition, now), now)
            longest = max(longest, free_at - now)
            self._free_at[partition] = free_at + timedelta(seconds=units / WRITES_A_SECOND)
        self.delayed += longest > timedelta(seconds=1)
        return max(longest - timedelta(seconds=1), timedelta(0))

    def _note(self, partition: str, units: float, now: datetime) -> None:
        second = int(now.timestamp())
        known, sum_ = self._now.get(partition, (second, 0.0))
        total = sum_ + units if known == second else units
        self._now[partition] = (second, total)
        self.peaks[partition] = max(self.peaks.get(partition, 0.0), total)
