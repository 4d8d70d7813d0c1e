"""What counts on replies, in memory: versions as in the real stores, all of a consequence or nothing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from uuid import UUID

from urp.desk.model import Conversation, DeskState
from urp.desk.ports import Consequence
from urp.errors import ConflictError
from urp.moderation.casebook.model import StoredCase
from urp.privacy.rights.model import RightsRequest


@dataclass(slots=True)
class MemoryCountedOn:
    conversations: dict[UUID, Conversation] = field(default_factory=dict)
    requests: dict[UUID, RightsRequest] = field(default_factory=dict)
    cases: dict[UUID, StoredCase] = field(default_factory=dict)
    states: dict[UUID, DeskState] = field(default_factory=dict)

    def conversation(self, conversation_id: UUID) -> Conversation | None:
        return self.conversations.get(conversation_id)

    def request(self, request_id: UUID) -> RightsRequest | None:
        return self.requests.get(request_id)

    def case(self, case_id: UUID) -> StoredCase | None:
        return self.cases.get(case_id)

    def state(self, citizen_id: UUID) -> DeskState:
        return self.states.get(citizen_id, DeskState(citizen_id))

    def apply(self, beside: Consequence) -> None:
        talk, asked, case, state = beside.conversation, beside.request, beside.case, beside.state
        read = [
            (talk.before.version, self.conversations[talk.before.id].version) if talk else (0, 0),
            (asked.version, self.requests[asked.id].version) if asked else (0, 0),
            (case.before.version, self.cases[case.before.id].case.version) if case else (0, 0),
            (state.before.version, self.state(state.before.citizen_id).version) if state else (0, 0),
        ]
        if any(one != other for one, other in read):
            raise ConflictError("changed by somebody else in the meantime")
        if talk:
            self.conversations[talk.after.id] = replace(talk.after, version=talk.before.version + 1)
        if asked:
            self.requests[asked.id] = replace(asked, version=asked.version + 1)
        if case:
            steps = (*self.cases[case.after.id].steps, case.step)
            moved = replace(case.after, version=case.before.version + 1)
            self.cases[case.after.id] = StoredCase(moved, steps)
        if state:
            after = replace(state.after, version=state.before.version + 1)
            self.states[after.citizen_id] = after
