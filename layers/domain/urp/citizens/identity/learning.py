"""Learning an alias from a status: a message sent to a phone comes back with the user id behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from urp.citizens.consent.merges import merge_entries
from urp.citizens.consent.model import LedgerEntry
from urp.citizens.identity.model import Citizen, CitizenChange, SenderIds
from urp.citizens.identity.resolution import learn
from urp.errors import ConflictError

MOST_ATTEMPTS = 5


class KnownAliases(Protocol):
    def find(self, citizen_id: UUID, ids: SenderIds) -> tuple[Citizen | None, Citizen | None, Citizen | None]:
        """The citizen, whoever bears the user id, whoever bears the phone; read consistently."""
        ...

    def store(self, changes: Sequence[CitizenChange], entries: Sequence[LedgerEntry], now: datetime) -> None:
        """All or nothing; ConflictError when one of them moved since it was read."""
        ...


@dataclass(frozen=True, slots=True)
class LearnAliases:
    known: KnownAliases
    policy_version: str
    privacy_version: str

    def __call__(
        self, citizen_id: UUID, ids: SenderIds, at: datetime, message_id: str, now: datetime
    ) -> bool:
        """Whether something was learned; an opt-out wins a merge. ConflictError after five attempts."""
        at = min(at, now)  # a status of the future would be the newest for ever
        for _ in range(MOST_ATTEMPTS):
            try:
                return self._learn(citizen_id, ids, at, message_id, now)
            except ConflictError:
                continue
        raise ConflictError("the citizen kept changing")

    def _learn(self, citizen_id: UUID, ids: SenderIds, at: datetime, message_id: str, now: datetime) -> bool:
        citizen, by_user_id, by_phone = self.known.find(citizen_id, ids)
        if citizen is None:
            return False
        resolution = learn(citizen, ids, at, by_user_id=by_user_id, by_phone=by_phone)
        if resolution is None:
            return False
        entries = merge_entries(
            resolution,
            at=at,
            recorded_at=now,
            message_id=message_id,
            policy_version=self.policy_version,
            privacy_version=self.privacy_version,
        )
        self.known.store(resolution.changes, tuple(entries), now)
        return True
