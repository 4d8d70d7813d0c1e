"""How soon somebody says "Ci penso io", month by month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from urp.desk.small_cells import FEWEST_SHOWN


@dataclass(frozen=True, slots=True)
class HeardMonth:
    """None: fewer than five alerts stand behind it, and who was on duty would be known by them."""

    month: str
    alerts: int | None
    median: timedelta | None = None
    slowest: timedelta | None = None


def sum_up(month: str, waits: Sequence[timedelta]) -> HeardMonth:
    """`waits`: of each alert acknowledged in the month, from when it was raised. That there was none is
    shown."""
    if not waits:
        return HeardMonth(month, 0)
    if len(waits) < FEWEST_SHOWN:
        return HeardMonth(month, None)
    middle = timedelta(seconds=median(each.total_seconds() for each in waits))
    return HeardMonth(month, len(waits), middle, max(waits))
