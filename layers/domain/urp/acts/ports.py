"""What the staff's side needs from outside."""

from __future__ import annotations

from typing import Protocol

from urp.acts.access import Denial
from urp.acts.model import IdempotencyMark


class Marks(Protocol):
    def find(self, key: str) -> IdempotencyMark | None:
        """Read consistently; a mark past its time is none."""
        ...


class Denials(Protocol):
    def of(self, staff_id: str) -> Denial | None:
        """Read consistently, with each call. UnavailableError where it cannot be read: nobody is let in."""
        ...
