"""The record of exclusions in memory; one that does not answer, too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from urp.citizens.exclusions import Exclusion
from urp.errors import UnavailableError


@dataclass(slots=True)
class MemoryExclusions:
    recorded: list[Exclusion] = field(default_factory=list)
    away: bool = False

    def record(self, exclusions: Sequence[Exclusion], now: datetime) -> None:
        if exclusions and self.away:
            raise UnavailableError("the record of exclusions does not answer")
        self.recorded.extend(exclusions)
