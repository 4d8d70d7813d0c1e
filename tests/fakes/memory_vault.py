"""The buckets of evidence in memory: what was received, what is kept, what is held."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from urp.errors import NotFoundError
from urp.moderation.evidence.holding import EvidenceVault
from urp.moderation.evidence.model import KeptBody, ReceivedBody


@dataclass(slots=True)
class MemoryVault:
    received_bodies: dict[str, ReceivedBody] = field(default_factory=dict)
    kept: dict[tuple[UUID, str], bytes] = field(default_factory=dict)
    held: set[tuple[UUID, str]] = field(default_factory=set)

    def received(self, key: str) -> ReceivedBody | None:
        return self.received_bodies.get(key)

    def keep(self, file_id: UUID, body: ReceivedBody) -> None:
        place = (file_id, body.key.rpartition("/")[2])
        if place not in self.kept:
            self.kept[place] = body.content
            self.held.add(place)

    def read(self, file_id: UUID, body: KeptBody) -> bytes:
        place = (file_id, body.received_key.rpartition("/")[2])
        if place not in self.kept:
            raise NotFoundError("the evidence is not there")
        return self.kept[place]

    def let_go(self, file_id: UUID, bodies: Iterable[KeptBody]) -> None:
        self.held -= {(file_id, body.received_key.rpartition("/")[2]) for body in bodies}


@dataclass(frozen=True, slots=True)
class DyingVault:
    """Its process dies before the first copy."""

    vault: EvidenceVault

    def received(self, key: str) -> ReceivedBody | None:
        return self.vault.received(key)

    def keep(self, file_id: UUID, body: ReceivedBody) -> None:
        raise ConnectionError("the process died")

    def read(self, file_id: UUID, body: KeptBody) -> bytes:
        return self.vault.read(file_id, body)

    def let_go(self, file_id: UUID, bodies: Iterable[KeptBody]) -> None:
        self.vault.let_go(file_id, bodies)
