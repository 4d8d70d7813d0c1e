"""The register of rights requests in memory, with the refusals of the real one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from uuid import UUID

from tests.fakes.memory_office import MemoryActs
from tests.fakes.memory_proposals import MemoryProposals
from urp.acts.model import Act
from urp.acts.page import Page
from urp.desk.model import Conversation, DeskMessage, DeskState
from urp.desk.outbox import OutboxRow
from urp.errors import ConflictError
from urp.privacy.rights.model import RightsRequest
from urp.privacy.rights.ports import RightsStep


@dataclass(slots=True)
class MemoryRightsRegister:
    acts: MemoryActs = field(default_factory=MemoryActs)
    stored: dict[UUID, RightsRequest] = field(default_factory=dict)
    states: dict[UUID, DeskState] = field(default_factory=dict)
    talks: dict[UUID, Conversation] = field(default_factory=dict)
    replies: list[OutboxRow] = field(default_factory=list)
    messages: list[DeskMessage] = field(default_factory=list)
    proposals: MemoryProposals = field(init=False)

    def __post_init__(self) -> None:
        self.proposals = MemoryProposals(self.acts)

    def page(self, *, closed: bool, cursor: str | None, limit: int) -> Page[RightsRequest]:
        found = [each for each in self.stored.values() if (each.closing is not None) is closed]
        by_day = sorted(found, key=lambda each: each.closing.at.date() if each.closing else each.due)
        return Page(tuple(by_day[::-1] if closed else by_day)[:limit], None)

    def find(self, request_id: UUID) -> RightsRequest | None:
        return self.stored.get(request_id)

    def state(self, citizen_id: UUID) -> DeskState:
        return self.states.get(citizen_id, DeskState(citizen_id))

    def conversation(self, conversation_id: UUID) -> Conversation | None:
        return self.talks.get(conversation_id)

    def record(self, step: RightsStep, act: Act) -> None:
        self.acts.check(act)
        stored = self.stored[step.request.id]
        if stored.version != step.request.version:
            raise ConflictError("changed by somebody else in the meantime")
        if step.confirmed:
            self.proposals.check(step.confirmed)
        if step.conversation:
            before = step.conversation.before
            if self.talks[before.id].version != before.version:
                raise ConflictError("changed by somebody else in the meantime")
            self.talks[before.id] = replace(step.conversation.after, version=before.version + 1)
        if step.confirmed:
            self.proposals.apply(step.confirmed)
        self.stored[stored.id] = replace(step.request, version=stored.version + 1)
        if step.state:
            after = step.state.after
            self.states[after.citizen_id] = replace(after, version=step.state.before.version + 1)
        self.replies += [step.reply] if step.reply else []
        self.messages += [step.message] if step.message else []
        self.acts.entries.append(act)

    def note(self, act: Act) -> None:
        self.acts.check(act)
        self.acts.entries.append(act)
