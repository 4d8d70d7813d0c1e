"""Who is told: the citizen by a reply, the person on duty by an alert."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID


class Replies(Protocol):
    def enqueue(self, reply_ids: Sequence[str], delay_seconds: int = 0) -> None: ...


class DutyAlerts(Protocol):
    """The person on duty, told of a conversation, of a case where it is a threat, or of a file of evidence.
    `alert` answers whether somebody really was alerted, and never fails: the citizen must read 112 in any
    case."""

    def alert(self, subject: UUID, kind: str, further: int = 0) -> bool:
        """`further`: messages of danger in the same conversation for which nobody was told since."""
        ...
