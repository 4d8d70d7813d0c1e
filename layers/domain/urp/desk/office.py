"""The desk as the office works it: see who waits, answer inside the 24-hour window, close."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from urp.desk.model import (
    OF_THE_OFFICE,
    Conversation,
    ConversationStatus,
    DeskMessage,
    MessageKind,
    OutboxRow,
    ReplyKind,
)
from urp.desk.office_ports import DeskRegister, DeskStep, People
from urp.desk.office_views import (
    ConversationSummary,
    ConversationView,
    MessageView,
    shown_phone,
    summary,
    window_left,
)
from urp.errors import ConflictError, InvalidError, NotFoundError, UnavailableError
from urp.identity.model import Citizen
from urp.inbound.model import ConversationChange, DeskStateChange
from urp.inbound.ports import Replies
from urp.staff.acts import naming, retried
from urp.staff.model import Act
from urp.staff.page import Page
from urp.whatsapp.outgoing import TEXT_LIMIT

__all__ = ["ConversationSummary", "ConversationView", "DeskOffice", "MessageView"]


class WindowClosedError(ConflictError):
    """More than 24 hours after the citizen's last message only a message template may be sent."""

    code = "window_closed"


class ConversationClosedError(ConflictError):
    code = "conversation_closed"


class CitizenBlockedError(ConflictError):
    code = "citizen_blocked"


@dataclass(frozen=True, slots=True)
class DeskOffice:
    register: DeskRegister
    people: People
    replies: Replies

    def conversations(
        self, status: ConversationStatus, cursor: str | None, limit: int, now: datetime
    ) -> Page[ConversationSummary]:
        page = self.register.page(status, cursor, limit)
        citizens = self.people.find_all({each.citizen_id for each in page.items})
        items = tuple(summary(each, citizens.get(each.citizen_id), now) for each in page.items)
        return Page(items, page.cursor)

    def conversation(self, conversation_id: UUID, now: datetime) -> ConversationView:
        conversation = self._found(conversation_id)
        citizen = self.people.find_one(conversation.citizen_id)
        stored = self.register.messages(conversation_id)
        answers = [each.message.message_id for each in stored if each.message.kind in OF_THE_OFFICE]
        replies = self.register.replies(answers)
        return ConversationView(
            conversation=conversation,
            window_left=window_left(conversation, citizen, now),
            phone=shown_phone(citizen),
            subscribed=citizen is not None and citizen.subscribed,
            block=citizen.block if citizen and citizen.blocked(now) else None,
            messages=tuple(
                MessageView(each.message, each.hidden, replies.get(each.message.message_id))
                for each in stored
            ),
        )

    def answer(self, conversation_id: UUID, text: str, act: Act) -> OutboxRow:
        """Stored with the act and enqueued; what became of it is seen in the conversation."""
        text = text.strip()
        if not text:
            raise InvalidError("text", "is empty")
        if len(text) > TEXT_LIMIT:
            raise InvalidError("text", f"is longer than {TEXT_LIMIT} characters")
        row = retried(lambda: self._answer(conversation_id, text, act))
        with suppress(UnavailableError):  # the sweep enqueues what is stored and was not sent
            self.replies.enqueue([row.id])
        return row

    def close(self, conversation_id: UUID, act: Act) -> Conversation:
        """Closing twice is closing once. The citizen's next question opens a new conversation."""
        return retried(lambda: self._close(conversation_id, act))

    def answer_sent(self, outbox_id: str) -> OutboxRow:
        row = self.register.reply(outbox_id)
        if row is None:
            raise NotFoundError("there is no such answer")
        return row

    def reveal_phone(self, conversation_id: UUID, act: Act) -> str | None:
        """All digits, and an audit entry of who looked; None when WhatsApp never showed the number."""
        citizen = self.people.find_one(self._found(conversation_id).citizen_id)
        self.register.note(act)
        return citizen.phone if citizen else None

    def _answer(self, conversation_id: UUID, text: str, act: Act) -> OutboxRow:
        before = self._found(conversation_id)
        citizen = self._answerable(before, act.at)
        row = OutboxRow(
            id=f"answer-{act.id}",
            citizen_id=citizen.id,
            kind=ReplyKind.ANSWER,
            text=text,
            created_at=act.at,
            user_id=citizen.user_id,
            phone=citizen.phone,
            conversation_id=before.id,
        )
        after = replace(before, status=ConversationStatus.ANSWERED, last_message_at=act.at)
        message = DeskMessage(before.id, row.id, MessageKind.ANSWER, act.at, text, author=act.by)
        state = self.register.state(citizen.id)
        spoken_to = replace(
            state, silenced=False, muted=False, automatic_replies=()
        )  # a person is there: no loop
        step = DeskStep(
            ConversationChange(before, after), DeskStateChange(state, spoken_to), message=message, reply=row
        )
        self.register.record(step, naming(act, row.id))
        return row

    def _answerable(self, conversation: Conversation, now: datetime) -> Citizen:
        if conversation.status is ConversationStatus.CLOSED:
            raise ConversationClosedError("the conversation is closed")
        citizen = self.people.find_one(conversation.citizen_id)
        if citizen is None or not window_left(conversation, citizen, now):
            raise WindowClosedError("the 24-hour window has ended")
        if citizen.blocked(now):
            raise CitizenBlockedError("the citizen is blocked")
        return citizen

    def _close(self, conversation_id: UUID, act: Act) -> Conversation:
        before = self._found(conversation_id)
        if before.status is ConversationStatus.CLOSED:
            return before
        after = replace(before, status=ConversationStatus.CLOSED)
        state = self.register.state(before.citizen_id)
        its_own = state.conversation_id == before.id
        without = replace(state, conversation_id=None) if its_own else state
        step = DeskStep(ConversationChange(before, after), DeskStateChange(state, without))
        self.register.record(step, naming(act, str(before.id)))
        return replace(after, version=before.version + 1)

    def _found(self, conversation_id: UUID) -> Conversation:
        conversation = self.register.conversation(conversation_id)
        if conversation is None:
            raise NotFoundError("there is no such conversation")
        return conversation
