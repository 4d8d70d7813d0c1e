"""How often: a checked part of RFC 5545's recurrence rules, as a value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

WEEKDAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Frequency(StrEnum):
    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"


class RuleDay(NamedTuple):
    """A weekday, Monday 0; `nth` of its month or year, counted from the end if negative; 0: every one."""

    nth: int
    weekday: int

    def __str__(self) -> str:
        return f"{self.nth or ''}{WEEKDAY_CODES[self.weekday]}"


@dataclass(frozen=True, slots=True)
class Rule:
    frequency: Frequency
    interval: int = 1
    days: tuple[RuleDay, ...] = ()
    month_days: tuple[int, ...] = ()
    """Negative ones count from the month's end."""
    months: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()
    count: int | None = None
    """Days of the rule, those that a holiday leaves out included."""
    until: date | datetime | None = None
    """The last day, or the last moment (UTC)."""

    def anchored(self, start: date) -> Rule:
        """With what it leaves to its first day written out, as RFC 5545 has it."""
        if self.days or self.month_days or self.frequency is Frequency.DAILY:
            return self
        if self.frequency is Frequency.WEEKLY:
            return replace(self, days=(RuleDay(0, start.weekday()),))
        months = self.months if self.months or self.frequency is Frequency.MONTHLY else (start.month,)
        return replace(self, month_days=(start.day,), months=months)

    def __str__(self) -> str:
        """The same rule always reads the same."""
        parts = [f"FREQ={self.frequency}"]
        parts += [f"INTERVAL={self.interval}"] if self.interval > 1 else []
        for name, values in (
            ("BYMONTH", self.months),
            ("BYMONTHDAY", self.month_days),
            ("BYDAY", self.days),
            ("BYSETPOS", self.positions),
        ):
            parts += [f"{name}={','.join(map(str, values))}"] if values else []
        parts += [f"COUNT={self.count}"] if self.count is not None else []
        if isinstance(self.until, datetime):
            parts.append(f"UNTIL={self.until:%Y%m%dT%H%M%SZ}")
        elif self.until is not None:
            parts.append(f"UNTIL={self.until:%Y%m%d}")
        return ";".join(parts)
