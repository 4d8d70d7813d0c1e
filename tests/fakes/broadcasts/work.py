"""The jobs in hand, in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from tests.fakes.broadcasts.stored import Stored
from urp.errors import NotFoundError
from urp.notices.broadcasts.model import Broadcast
from urp.notices.broadcasts.recipients import RecipientRow


@dataclass(frozen=True, slots=True)
class MemoryWorkInHand:
    stored: Stored

    def look(self, broadcast_id: UUID) -> tuple[Broadcast, Sequence[RecipientRow]]:
        if broadcast_id not in self.stored.headers:
            raise NotFoundError("no such broadcast")
        rows = [
            self.stored.rows[broadcast_id, found.job.id.shard][citizen]
            for found in self.stored.jobs[broadcast_id].values()
            if found.open and found.started
            for citizen in found.job.citizens
        ]
        return self.stored.headers[broadcast_id], rows
