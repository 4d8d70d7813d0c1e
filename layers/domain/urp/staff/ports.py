"""What the staff's side needs from outside."""

from __future__ import annotations

from typing import Protocol

from urp.staff.model import IdempotencyMark


class Marks(Protocol):
    def find(self, key: str) -> IdempotencyMark | None:
        """Read consistently; a mark past its time is none."""
        ...
