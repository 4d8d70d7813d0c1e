"""Learning an alias from a status: a message sent to a phone comes back with the user id behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from urp.consent.model import LedgerEntry
from urp.errors import ConflictError
from urp.identity.model import Citizen, CitizenChange, SenderIds

MOST_ATTEMPTS = 5


class KnownAliases(Protocol):
    def find(
        self, citizen_id: UUID, ids: SenderIds
    ) -> tuple[Citizen | None, Citizen | None, Citizen | None]: ...

    def store(
        self, changes: Sequence[CitizenChange], entries: Sequence[LedgerEntry], now: datetime
    ) -> None: ...


@dataclass(frozen=True, slots=True)
class LearnAliases:
    known: KnownAliases

    def __call__(
        self, citizen_id: UUID, ids: SenderIds, at: datetime, message_id: str, now: datetime
    ) -> bool:
        raise ConflictError
