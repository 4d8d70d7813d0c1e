"""Who did what at the desk, day by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


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
