"""A conversation ends."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from urp.desk.model import Conversation, ConversationStatus
from urp.desk.office_ports import DeskRegister, DeskStep, found
from urp.inbound.model import ConversationChange, DeskStateChange
from urp.staff.acts import naming, retried
from urp.staff.model import Act


@dataclass(frozen=True, slots=True)
class CloseConversation:
    register: DeskRegister

    def __call__(self, conversation_id: UUID, act: Act) -> Conversation:
        """Closing twice is closing once. The citizen's next question opens a new conversation."""
        return retried(lambda: self._close(conversation_id, act))

    def _close(self, conversation_id: UUID, act: Act) -> Conversation:
        before = found(self.register, conversation_id)
        if before.status is ConversationStatus.CLOSED:
            return before
        after = replace(before, status=ConversationStatus.CLOSED)
        state = self.register.state(before.citizen_id)
        its_own = state.conversation_id == before.id
        without = replace(state, conversation_id=None) if its_own else state
        step = DeskStep(ConversationChange(before, after), DeskStateChange(state, without))
        self.register.record(step, naming(act, str(before.id)))
        return replace(after, version=before.version + 1)
