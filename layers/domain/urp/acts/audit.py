"""Who did what at the desk, day by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from urp.acts.page import Page


@dataclass(frozen=True, slots=True)
class AuditEntry:
    id: str
    at: datetime
    by: str
    by_name: str | None
    """None: the service itself, or somebody whom `make staff-member` has not seen yet."""
    name: str
    resource: str
    reason: str | None
    details: str


class AuditTrail(Protocol):
    def of_day(self, day: date, cursor: str | None, limit: int) -> Page[AuditEntry]:
        """Oldest first; the day is UTC's."""
        ...
