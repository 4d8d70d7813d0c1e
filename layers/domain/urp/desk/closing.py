"""A conversation ends, and the office may open it again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from urp.acts.acts import name_resource, retry_if_moved
from urp.acts.model import Act
from urp.desk.holding import (
    refuse_if_a_colleague_holds,
    refuse_if_a_colleague_writes,
    refuse_if_it_moved_on,
)
from urp.desk.model import Conversation, ConversationChange, ConversationStatus, DeskStateChange, DeskStep
from urp.desk.refusals import AnotherOpenError
from urp.errors import NotFoundError

if TYPE_CHECKING:
    from urp.desk.store.desk_register import DeskRegister


@dataclass(frozen=True, slots=True)
class CloseConversation:
    register: DeskRegister

    def __call__(
        self, conversation_id: UUID, seen: int, act: Act, *, take_over: bool = False
    ) -> Conversation:
        """Closing twice is closing once. The citizen's next question opens a new conversation; one that came
        after what the caller has read is not closed away."""
        return retry_if_moved(lambda: self._close(conversation_id, seen, act, take_over=take_over))

    def _close(self, conversation_id: UUID, seen: int, act: Act, *, take_over: bool) -> Conversation:
        before = self.register.get(conversation_id)
        if before.status is ConversationStatus.CLOSED:
            return before
        refuse_if_it_moved_on(before, seen, act.by)
        if not take_over:
            refuse_if_a_colleague_holds(before, act.by)
            refuse_if_a_colleague_writes(before, act.by, act.at)
        closed, facts = ConversationStatus.CLOSED, before.facts.close(act.at)
        after = replace(
            before,
            status=closed,
            danger=False,
            hold=None,
            writing=None,
            facts=facts,
            undelivered=None,
            preview=None,
        )
        state = self.register.state(before.citizen_id)
        its_own = state.conversation_id == before.id
        without = replace(state, conversation_id=None) if its_own else state
        step = DeskStep(ConversationChange(before, after), DeskStateChange(state, without))
        self.register.record(step, name_resource(act, str(before.id)))
        return replace(after, version=before.version + 1)


@dataclass(frozen=True, slots=True)
class ReopenConversation:
    register: DeskRegister
    kept_for: timedelta
    """From the last message: what is past it is as good as deleted."""

    def __call__(self, conversation_id: UUID, act: Act) -> Conversation:
        """Opening what is open changes nothing."""
        return retry_if_moved(lambda: self._reopen(conversation_id, act))

    def _reopen(self, conversation_id: UUID, act: Act) -> Conversation:
        before = self.register.get(conversation_id)
        if act.at >= before.last_message_at + self.kept_for:
            raise NotFoundError("Questa conversazione non c'è.")
        if before.status is not ConversationStatus.CLOSED:
            return before
        state = self.register.state(before.citizen_id)
        if state.conversation_id not in (None, before.id):
            raise AnotherOpenError(f"La persona ha un'altra conversazione aperta: {state.conversation_id}.")
        after = replace(before, status=ConversationStatus.OPEN, facts=before.facts.reopen())
        step = DeskStep(
            ConversationChange(before, after),
            DeskStateChange(state, replace(state, conversation_id=before.id)),
        )
        self.register.record(step, name_resource(act, str(before.id)))
        return replace(after, version=before.version + 1)
