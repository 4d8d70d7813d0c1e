"""What counts on replies, in memory: versions as in the real stores, all of a consequence or nothing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from uuid import UUID

from urp.desk.changes import ConversationChange, DeskStateChange
from urp.desk.model import Conversation, DeskState
from urp.desk.ports import Consequence
from urp.errors import ConflictError
from urp.moderation.casebook.model import CaseStep, StoredCase
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
        if not all(self._still_as_read(change) for change in beside.changes):
            raise ConflictError("changed by somebody else in the meantime")
        for change in beside.changes:
            match change:
                case ConversationChange() as talk:
                    self.conversations[talk.after.id] = replace(talk.after, version=talk.before.version + 1)
                case RightsRequest() as request:
                    self.requests[request.id] = replace(request, version=request.version + 1)
                case CaseStep() as step:
                    moved = replace(step.after, version=step.before.version + 1)
                    self.cases[moved.id] = StoredCase(moved, (*self.cases[moved.id].steps, step.step))
                case DeskStateChange() as state:
                    after = replace(state.after, version=state.before.version + 1)
                    self.states[after.citizen_id] = after

    def _still_as_read(self, change: object) -> bool:
        match change:
            case ConversationChange() as talk:
                return talk.before.version == self.conversations[talk.before.id].version
            case RightsRequest() as request:
                return request.version == self.requests[request.id].version
            case CaseStep() as step:
                return step.before.version == self.cases[step.before.id].case.version
            case DeskStateChange() as state:
                return state.before.version == self.state(state.before.citizen_id).version
        raise TypeError(f"nobody stores a {type(change).__name__}")
