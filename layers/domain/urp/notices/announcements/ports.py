"""What recurring announcements need from outside."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

from urp.errors import ConflictError


class WentOutBeforeError(ConflictError):
    """That occurrence is a broadcast already: nothing was written."""

    code = "went_out_before"


class Nudges(Protocol):
    def announce(self, announcement_id: UUID) -> None:
        """Look at it now. What gets lost the minute finds."""
        ...
