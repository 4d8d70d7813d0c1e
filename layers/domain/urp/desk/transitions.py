"""What one event makes of a conversation: its citizen writes, the office speaks, an answer is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from urp.acts.model import Act
from urp.desk.alarms import find_unseen_alarm
from urp.desk.model import (
    OF_DANGER,
    POSSIBLE,
    Conversation,
    ConversationStatus,
    DeskMessage,
    Hold,
    MessageKind,
    PendingAnswer,
    Preview,
)
from urp.desk.outbox import OutboxRow
from urp.masking import mask
from urp.town.municipality.codes import Category

if TYPE_CHECKING:
    from urp.whatsapp.message import InboundMessage

_ASK = frozenset({MessageKind.QUESTION, MessageKind.RIGHTS})


def open_conversation(
    conversation_id: UUID, citizen_id: UUID, at: datetime, window_ends_at: datetime
) -> Conversation:
    return Conversation(
        id=conversation_id,
        citizen_id=citizen_id,
        status=ConversationStatus.OPEN,
        opened_at=at,
        last_message_at=at,
        window_ends_at=window_ends_at,
    )


def record_message(
    before: Conversation,
    kind: MessageKind,
    at: datetime,
    window_ends_at: datetime,
    gap: timedelta,
    *,
    preview: Preview,
    reopen: bool = True,
    correction: bool = False,
) -> Conversation:
    """`gap`: a message that follows another within it is of the same turn. A correction is no turn."""
    facts = before.facts if correction else before.facts.record_message(at, gap, asks=kind in _ASK)
    return replace(
        before,
        status=ConversationStatus.OPEN if reopen else before.status,
        danger=before.danger or kind in OF_DANGER,
        possible_danger=kind not in OF_DANGER - POSSIBLE
        and (before.possible_danger if before.danger else kind in POSSIBLE),
        alarm=find_unseen_alarm(before),
        last_message_at=max(at, before.last_message_at),
        window_ends_at=window_ends_at,
        said=before.said + 1,
        said_by=None,
        facts=facts,
        danger_at=max(at, before.danger_at or at) if kind in OF_DANGER else before.danger_at,
        undelivered=None if reopen else before.undelivered,
        preview=preview if reopen else before.preview,
    )


_LONGEST_PREVIEW = 80


def make_preview(kind: MessageKind, text: str, language: str, category: Category | None = None) -> Preview:
    """Masked before it is cut: half a number would not be found. The municipality's own contacts too: what
    they are is not known where citizens' messages are read."""
    shown = " ".join(mask(text).split()) if kind is not MessageKind.REPORT else ""
    if len(shown) > _LONGEST_PREVIEW:
        shown = shown[: _LONGEST_PREVIEW - 1].rstrip() + "…"
    return Preview(kind, shown, language, category if category is not Category.ALTRO else None)


def forget_words(conversation: Conversation) -> Conversation:
    """A message was taken out. Which one the preview is of, nobody remembers."""
    preview = conversation.preview
    return conversation if preview is None else replace(conversation, preview=replace(preview, words=""))


def record_removal(before: Conversation, staff: str) -> Conversation:
    """The office took a message out: a colleague who is answering has to read again first."""
    return replace(forget_words(before), said=before.said + 1, said_by=staff)


def to_desk_message(
    conversation_id: UUID, message: InboundMessage, kind: MessageKind, text: str, amends: str | None
) -> DeskMessage:
    """As it is kept; `amends` names the message it corrects."""
    return DeskMessage(
        conversation_id,
        message.message_id,
        kind,
        message.at,
        text,
        received=message.received,
        amends=amends,
    )


def record_office_message(before: Conversation, act: Act, *, take_over: bool) -> Conversation:
    """Whether it waits for an answer stays as it is."""
    taken = take_over and (before.hold is None or before.hold.by != act.by)
    return replace(
        before,
        last_message_at=act.at,
        hold=Hold(act.by, act.at) if taken else before.hold,
        writing=None,
        said=before.said + 1,
        said_by=act.by,
    )


def record_answer(
    before: Conversation, act: Act, *, take_over: bool, held_back: str | None = None
) -> Conversation:
    """`held_back`: the id of an answer that may still be taken back."""
    pending = None
    if held_back is not None:
        danger, possible = before.danger, before.danger and before.possible_danger
        pending = PendingAnswer(held_back, act.by, danger, possible, before.undelivered)
    return replace(
        record_office_message(before, act, take_over=take_over),
        status=ConversationStatus.ANSWERED,
        danger=False,
        facts=before.facts.record_answer(act.at),
        undelivered=None,
        pending=pending,
    )


def take_back_answer(before: Conversation, pending: PendingAnswer, row: OutboxRow, act: Act) -> Conversation:
    """It waits again, as it did before, with whatever the citizen wrote meanwhile."""
    dangers = [(before.danger, before.possible_danger), (pending.danger, pending.possible_danger)]
    possible = [only_possible for danger, only_possible in dangers if danger]
    return replace(
        before,
        status=ConversationStatus.OPEN,
        danger=bool(possible),
        possible_danger=bool(possible) and all(possible),
        said=before.said + 1,
        said_by=act.by,
        facts=before.facts.retract_answer(row.created_at),
        undelivered=pending.undelivered if before.status is ConversationStatus.ANSWERED else None,
        pending=None,
    )


def reopen_undelivered(conversation: Conversation, row: OutboxRow) -> Conversation:
    """Whatever came since stays: a newer message of the citizen waits anyway, and a person closed what is
    closed. It counts as said, so that nobody goes on from an answer that was never read."""
    if conversation.status is not ConversationStatus.ANSWERED:
        return conversation
    return replace(
        conversation,
        status=ConversationStatus.OPEN,
        said=conversation.said + 1,
        facts=conversation.facts.retract_answer(row.created_at),
        undelivered=row.id,
    )


def record_late_delivery(conversation: Conversation, row: OutboxRow) -> Conversation:
    """A status came late. `said` moves: a colleague who is about to answer again has to read first."""
    waits = conversation.status is ConversationStatus.OPEN and conversation.undelivered == row.id
    if not waits:
        return conversation
    return replace(
        conversation,
        status=ConversationStatus.ANSWERED,
        said=conversation.said + 1,
        facts=conversation.facts.record_answer(row.created_at),
        undelivered=None,
    )
