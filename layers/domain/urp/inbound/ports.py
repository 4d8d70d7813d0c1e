"""What receiving a message needs from outside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from urp.citizens.identity.model import SenderIds
from urp.errors import ConflictError
from urp.inbound.model import Effect, Snapshot


class AlreadySeenError(ConflictError):
    """This message already had its effect; `reply_ids` are the outbox rows it wrote."""

    code = "already_seen"

    def __init__(self, reply_ids: Sequence[str]) -> None:
        super().__init__("the message already had its effect")
        self.reply_ids = tuple(reply_ids)


class InboundLedger(Protocol):
    """Citizens, consent, desk and dedup marks as one consistent store."""

    def reply_ids_of(self, message_id: str) -> tuple[str, ...] | None:
        """The outbox rows a seen message wrote (perhaps none), or None when it was never seen."""
        ...

    def load(self, ids: SenderIds, others: Sequence[SenderIds | UUID] = ()) -> Snapshot: ...

    def rights_requests_of(self, year: int) -> int:
        """How many were numbered."""
        ...

    def commit(self, effect: Effect, now: datetime) -> None:
        """All or nothing. Raises AlreadySeenError, or ConflictError when a version moved: load again."""
        ...
