"""A block: a person of the office decided that a citizen may not write, with a reason and an end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Block:
    reason: str
    """A fixed phrase citizens may read, such as «linguaggio offensivo»; never the offending text."""
    by: str
    """The staff member's id in the user pool."""
    at: datetime
    until: datetime | None
    """None: until a person lifts it."""
    policy_version: str

    def active(self, now: datetime) -> bool:
        return self.until is None or now < self.until
