"""A block: a person of the office decided that a citizen may not write, with a reason and an end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from urp.meaning.breaches import Breach


@dataclass(frozen=True, slots=True)
class Block:
    reason: str
    """For the office, in its own words: told to nobody."""
    by: str
    """The staff member's id in the user pool."""
    at: datetime
    until: datetime | None
    """None: until a person lifts it."""
    policy_version: str
    breach: Breach | None = None
    """Of the policy: its fixed phrase is all the citizen is told. None: that the rules were broken."""

    def active(self, now: datetime) -> bool:
        return self.until is None or now < self.until
