"""The desk as the office sees it: who waits, what was said, whose number it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from urp.desk.model import OF_THE_OFFICE, ConversationStatus, OutboxRow
from urp.desk.office_ports import DeskRegister, People, found
from urp.desk.office_views import (
    ConversationSummary,
    ConversationView,
    MessageView,
    shown_phone,
    summary,
    window_left,
)
from urp.errors import NotFoundError
from urp.staff.model import Act
from urp.staff.page import Page


@dataclass(frozen=True, slots=True)
class DeskOffice:
    register: DeskRegister
    people: People

    def conversations(
        self, status: ConversationStatus, cursor: str | None, limit: int, now: datetime
    ) -> Page[ConversationSummary]:
        page = self.register.page(status, cursor, limit)
        citizens = self.people.find_all({each.citizen_id for each in page.items})
        items = tuple(summary(each, citizens.get(each.citizen_id), now) for each in page.items)
        return Page(items, page.cursor)

    def conversation(self, conversation_id: UUID, now: datetime) -> ConversationView:
        conversation = found(self.register, conversation_id)
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

    def answer_sent(self, outbox_id: str) -> OutboxRow:
        row = self.register.reply(outbox_id)
        if row is None:
            raise NotFoundError("there is no such answer")
        return row

    def reveal_phone(self, conversation_id: UUID, act: Act) -> str | None:
        """All digits, and an audit entry of who looked; None when WhatsApp never showed the number."""
        citizen = self.people.find_one(found(self.register, conversation_id).citizen_id)
        self.register.note(act)
        return citizen.phone if citizen else None
