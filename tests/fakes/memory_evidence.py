"""Files of evidence in memory: versions, used keys and holds as in the real ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from tests.fakes.memory_office import MemoryActs
from tests.fakes.memory_proposals import MemoryProposals
from urp.acts.model import Act
from urp.acts.page import Page
from urp.errors import ConflictError, NotFoundError
from urp.moderation.evidence.custody import CustodyEntry
from urp.moderation.evidence.model import EvidenceFile, KeptBody, KeptMessage
from urp.moderation.evidence.ports import EvidenceStep, EvidenceVault, ReceivedBody


@dataclass(slots=True)
class MemoryEvidence:
    acts: MemoryActs = field(default_factory=MemoryActs)
    files: dict[UUID, EvidenceFile] = field(default_factory=dict)
    chosen: dict[UUID, tuple[KeptMessage, ...]] = field(default_factory=dict)
    log: dict[UUID, list[CustodyEntry]] = field(default_factory=dict)
    proposals: MemoryProposals = field(init=False)

    def __post_init__(self) -> None:
        self.proposals = MemoryProposals(self.acts)

    def page(self, cursor: str | None, limit: int) -> Page[EvidenceFile]:
        found = sorted(self.files.values(), key=lambda file: file.proposed_at, reverse=True)
        start = int(cursor or 0)
        following = start + limit
        return Page(tuple(found[start:following]), str(following) if following < len(found) else None)

    def find(self, file_id: UUID) -> EvidenceFile | None:
        return self.files.get(file_id)

    def messages(self, file_id: UUID) -> tuple[KeptMessage, ...]:
        return self.chosen.get(file_id, ())

    def custody(self, file_id: UUID) -> tuple[CustodyEntry, ...]:
        return tuple(self.log.get(file_id, ()))

    def record(self, step: EvidenceStep, act: Act) -> None:
        self.acts.check(act)
        stored = self.files.get(step.before.id)
        if (stored.version if stored else 0) != step.before.version:
            raise ConflictError("somebody else acted on the file meanwhile")
        if step.confirmed:
            self.proposals.check(step.confirmed)
            self.proposals.apply(step.confirmed)
        self.files[step.after.id] = replace(step.after, version=step.before.version + 1)
        self.log.setdefault(step.after.id, []).append(step.entry)
        self.chosen.setdefault(step.after.id, step.messages)
        self.acts.entries.append(act)

    def let_expire(self, file: EvidenceFile, at: datetime) -> None:
        self.files[file.id] = replace(self.files[file.id], deleted_from=at)


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
