"""Proposals in memory: versions and audit as in the real ones."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from uuid import UUID

from tests.fakes.memory_office import MemoryActs
from urp.acts.model import Act
from urp.acts.second_person import Proposal, ProposalChange, ProposalState
from urp.errors import ConflictError


@dataclass(slots=True)
class MemoryProposals:
    acts: MemoryActs = field(default_factory=MemoryActs)
    stored: dict[tuple[str, UUID], Proposal] = field(default_factory=dict)

    def find(self, act: str, subject: UUID) -> Proposal | None:
        return self.stored.get((act, subject))

    def stored_open(self) -> tuple[Proposal, ...]:
        found = [each for each in self.stored.values() if each.state is ProposalState.OPEN]
        return tuple(sorted(found, key=lambda each: each.lapses_at))

    def record(self, change: ProposalChange, act: Act) -> None:
        self.acts.check(act)
        self.check(change)
        self.apply(change)
        self.acts.entries.append(act)

    def check(self, change: ProposalChange) -> None:
        stored = self.find(change.after.act, change.after.subject)
        if (stored.version if stored else 0) != (change.before.version if change.before else 0):
            raise ConflictError("changed by somebody else in the meantime")

    def apply(self, change: ProposalChange) -> None:
        before = change.before.version if change.before else 0
        self.stored[change.after.act, change.after.subject] = replace(change.after, version=before + 1)
