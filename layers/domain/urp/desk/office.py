"""The desk as the office sees it: who waits, what was said, whose number it is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING
from uuid import UUID

from urp.acts.acts import retry_if_moved
from urp.acts.model import Act
from urp.acts.page import MOST_BYTES, Page, bytes_in_answer
from urp.desk.holding import find_other_open
from urp.desk.model import OF_THE_OFFICE, ConversationStatus, DeskMessage, HeldBy, StoredMessage, Waiting
from urp.desk.office_views import (
    MOST_MESSAGES,
    ConversationSummary,
    ConversationView,
    MessageView,
    group_turns,
    is_restricted,
    mask_phone,
    summarize,
    window_left,
)
from urp.desk.outbox import OutboxRow
from urp.errors import ForbiddenError, NotFoundError
from urp.masking import mask

if TYPE_CHECKING:
    from urp.citizens.store.citizens import CitizenReader
    from urp.desk.store.desk_register import DeskRegister

CORRECTED_WITHIN = timedelta(hours=1)
"""WhatsApp lets nobody correct a message after fifteen minutes."""
_BESIDE_A_TEXT = 2_000
"""Bytes of a message's other fields."""


@dataclass(frozen=True, slots=True)
class DeskOffice:
    register: DeskRegister
    people: CitizenReader
    turn_gap: timedelta
    numbers_a_day: int
    """Whole numbers that one person may look at."""
    zone: tzinfo
    """Its midnight ends that day."""
    public: Callable[[], Collection[str]] = tuple
    """The municipality's own contacts, by `collect_published`: nobody's personal data."""

    def conversations(
        self,
        status: ConversationStatus,
        cursor: str | None,
        limit: int,
        now: datetime,
        held: HeldBy = HeldBy.ANYBODY,
        staff: str = "",
    ) -> Page[ConversationSummary]:
        page = self.register.page(status, cursor, limit, held, staff)
        citizens = self.people.find_all({item.citizen_id for item in page.items})
        items = tuple(summarize(item, citizens.get(item.citizen_id), now) for item in page.items)
        return Page(items, page.cursor)

    def waiting(self, now: datetime, staff: str = "") -> Waiting:
        return self.register.waiting(now, staff)

    def conversation(
        self, conversation_id: UUID, now: datetime, cursor: str | None = None, limit: int = MOST_MESSAGES
    ) -> ConversationView:
        """The newest messages, or those before. Identifiers of people are masked in every text, notes and
        answers included."""
        return self._view(conversation_id, now, cursor, limit, whole=False)

    def reveal_texts(
        self,
        conversation_id: UUID,
        act: Act,
        cursor: str | None = None,
        limit: int = MOST_MESSAGES,
        *,
        anybody: bool,
    ) -> ConversationView:
        """As they were written, and an audit entry of who looked. `anybody`: the caller need not hold it."""
        conversation = self.register.get(conversation_id)
        if not anybody and (conversation.hold is None or conversation.hold.by != act.by):
            raise ForbiddenError("I testi interi li vedono i moderatori e chi ha preso la conversazione.")
        self.register.note(act)
        return self._view(conversation_id, act.at, cursor, limit, whole=True)

    def answer_sent(self, outbox_id: str) -> OutboxRow:
        row = self.register.reply(outbox_id)
        if row is None:
            raise NotFoundError("Questa risposta non c'è.")
        return row

    def reveal_phone(self, conversation_id: UUID, act: Act) -> str | None:
        """All digits, counted and in the audit before they are shown; None when WhatsApp showed none."""
        citizen = self.people.find_one(self.register.get(conversation_id).citizen_id)
        if citizen is None or citizen.phone is None:
            self.register.note(act)
            return None
        day = act.at.astimezone(self.zone).date()
        retry_if_moved(lambda: self.register.count_number(act, day, self.numbers_a_day))
        return citizen.phone

    def _view(
        self, conversation_id: UUID, now: datetime, cursor: str | None, limit: int, *, whole: bool
    ) -> ConversationView:
        """The conversation is read first: all that its `said` counts was then shown to the caller."""
        conversation = self.register.get(conversation_id)
        citizen = self.people.find_one(conversation.citizen_id)
        page = self.register.said(conversation_id, cursor, limit)
        fitting = _fitting(page.items)
        if fitting < len(page.items):
            page = self.register.said(conversation_id, cursor, fitting)
        stored = page.items
        answers = [view.message.message_id for view in stored if view.message.kind in OF_THE_OFFICE]
        replies = self.register.replies(answers)
        gone = {each.message.message_id for each in stored if each.hidden}
        gone |= self._gone_before(conversation_id, stored)
        public = None if whole else self.public()
        messages = tuple(
            MessageView(
                _shown(each, gone, public),
                each.hidden or each.message.amends in gone,
                replies.get(each.message.message_id),
            )
            for each in stored
        )
        return ConversationView(
            conversation=conversation,
            window_left=window_left(conversation, citizen, now),
            phone=mask_phone(citizen),
            subscribed=citizen is not None and citizen.subscribed,
            block=citizen.block if citizen and citizen.is_blocked(now) else None,
            restricted=is_restricted(citizen),
            messages=messages,
            turns=group_turns(messages, self.turn_gap),
            older=page.cursor,
            also_open=tuple(other.id for other in find_other_open(self.register, conversation, citizen)),
        )

    def _gone_before(self, conversation_id: UUID, stored: Sequence[StoredMessage]) -> frozenset[str]:
        """Of what is corrected here and stands on an older page."""
        here = {each.message.message_id for each in stored}
        elsewhere = [each.message.at for each in stored if each.message.amends not in (None, *here)]
        if not elsewhere:
            return frozenset()
        until = stored[0].message.at
        return self.register.taken_back(conversation_id, min(elsewhere) - CORRECTED_WITHIN, until)


def _shown(stored: StoredMessage, gone: set[str], public: Collection[str] | None) -> DeskMessage:
    """A correction of what was taken back is taken back with it. `public` None: as it was written."""
    message = stored.message
    if message.amends in gone:
        return replace(message, text="")
    return message if public is None else replace(message, text=mask(message.text, public))


def _fitting(stored: Sequence[StoredMessage]) -> int:
    """How many, from the newest, one answer can carry: each text stands in it, and again in its turn."""
    left = MOST_BYTES
    for number, each in enumerate(reversed(stored)):
        left -= 2 * bytes_in_answer(each.message.text) + _BESIDE_A_TEXT
        if left < 0:
            return max(number, 1)
    return len(stored)
