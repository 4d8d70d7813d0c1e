"""Taking a conversation, giving it to a colleague, leaving a note, saying that one is writing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from urp.acts.acts import naming, retried
from urp.acts.model import Act
from urp.desk.alarm import seen_at
from urp.desk.changes import ConversationChange, DeskStep
from urp.desk.holding import (
    LEASE,
    Hold,
    Writing,
    refuse_if_a_colleague_holds,
    refuse_if_a_colleague_writes,
    writing_now,
)
from urp.desk.model import Conversation, ConversationStatus, DeskMessage, MessageKind
from urp.desk.refusals import ConversationClosedError
from urp.errors import InvalidError

if TYPE_CHECKING:
    from urp.desk.store.desk_register import DeskRegister

LONGEST_NOTE = 2000


@dataclass(frozen=True, slots=True)
class AssignConversation:
    register: DeskRegister

    def take(self, conversation_id: UUID, act: Act, *, take_over: bool = False) -> Conversation:
        """Taking what one holds changes nothing."""
        return retried(lambda: self._hand(conversation_id, act.by, None, act, take_over=take_over))

    def give(
        self, conversation_id: UUID, to: str, note: str | None, act: Act, *, take_over: bool = False
    ) -> Conversation:
        """To a colleague, with what they should know. Whose id it is, only the user pool knows."""
        written = None if note is None else _note_text(note)
        return retried(lambda: self._hand(conversation_id, to, written, act, take_over=take_over))

    def release(self, conversation_id: UUID, act: Act, *, take_over: bool = False) -> Conversation:
        return retried(lambda: self._hand(conversation_id, None, None, act, take_over=take_over))

    def note(self, conversation_id: UUID, text: str, act: Act) -> DeskMessage:
        """For colleagues; the citizen never reads it."""
        written = _note_text(text)
        return retried(lambda: self._note(conversation_id, written, act))

    def write(self, conversation_id: UUID, staff: str, now: datetime) -> Conversation:
        """Said again while one goes on writing. Answering ends it, and so does time."""
        return retried(lambda: self._claim(conversation_id, staff, now))

    def stop_writing(self, conversation_id: UUID, staff: str, now: datetime) -> Conversation:
        return retried(lambda: self._drop_claim(conversation_id, staff, now))

    def _hand(
        self, conversation_id: UUID, to: str | None, note: str | None, act: Act, *, take_over: bool
    ) -> Conversation:
        before = self._open(conversation_id)
        if not take_over:
            refuse_if_a_colleague_holds(before, act.by)
        if to == (before.hold.by if before.hold else None) and note is None:
            return before
        after = replace(before, hold=Hold(to, act.at) if to else None)
        message = None
        if note is not None:
            message = _note_message(before, note, act)
            after = replace(after, said=before.said + 1, said_by=act.by, last_message_at=act.at)
        after = seen_at(before, after)
        details = f"from {before.hold.by if before.hold else 'nobody'} to {to or 'nobody'}"
        step = DeskStep(ConversationChange(before, after), message=message)
        self.register.record(step, naming(replace(act, details=details), str(before.id)))
        return replace(after, version=before.version + 1)

    def _note(self, conversation_id: UUID, text: str, act: Act) -> DeskMessage:
        before = self._open(conversation_id)
        message = _note_message(before, text, act)
        after = replace(before, said=before.said + 1, said_by=act.by, last_message_at=act.at)
        after = seen_at(before, after)
        step = DeskStep(ConversationChange(before, after), message=message)
        self.register.record(step, naming(act, message.message_id))
        return message

    def _claim(self, conversation_id: UUID, staff: str, now: datetime) -> Conversation:
        before = self._open(conversation_id)
        refuse_if_a_colleague_holds(before, staff)
        refuse_if_a_colleague_writes(before, staff, now)
        return self._claimed(before, Writing(staff, now + LEASE))

    def _drop_claim(self, conversation_id: UUID, staff: str, now: datetime) -> Conversation:
        before = self.register.found(conversation_id)
        writing = writing_now(before, now)
        return self._claimed(before, None) if writing and writing.by == staff else before

    def _claimed(self, before: Conversation, writing: Writing | None) -> Conversation:
        after = replace(before, writing=writing)
        self.register.claim(ConversationChange(before, after))
        return replace(after, version=before.version + 1)

    def _open(self, conversation_id: UUID) -> Conversation:
        conversation = self.register.found(conversation_id)
        if conversation.status is ConversationStatus.CLOSED:
            raise ConversationClosedError("La conversazione è chiusa.")
        return conversation


def _note_text(text: str) -> str:
    text = text.strip()
    if not text:
        raise InvalidError("note", "è vuoto")
    if len(text) > LONGEST_NOTE:
        raise InvalidError("note", f"è più lungo di {LONGEST_NOTE} caratteri")
    return text


def _note_message(conversation: Conversation, text: str, act: Act) -> DeskMessage:
    return DeskMessage(conversation.id, f"note-{act.id}", MessageKind.NOTE, act.at, text, author=act.by)
