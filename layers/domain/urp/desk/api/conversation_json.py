"""Conversations, as public JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from urp.desk.api.desk_json import answer_json, block_json
from urp.desk.api.schemas_answering import HeldJson
from urp.desk.api.schemas_desk import (
    ConversationJson,
    ConversationSummaryJson,
    MessageJson,
    TurnJson,
)
from urp.desk.holding import writing_now
from urp.desk.model import OF_THE_OFFICE, ConversationStatus
from urp.language import HEARD, UNKNOWN
from urp.observability import digest

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from urp.desk.model import Conversation, DeskMessage
    from urp.desk.office_views import ConversationSummary, ConversationView, MessageView
    from urp.desk.turns import Turn

LANGUAGE_NAMES = {**HEARD, UNKNOWN: "lingua non riconosciuta"}


class Standing(TypedDict):
    """What a list and a single view say alike."""

    id: UUID
    citizen: UUID
    status: ConversationStatus
    danger: bool
    possible_danger: bool
    written_in: str | None
    opened_at: datetime
    last_message_at: datetime
    window_ends_at: datetime
    window_seconds_left: int
    needs_resume: bool
    not_delivered: bool
    held_by: str | None
    held_since: datetime | None
    writing_by: str | None
    turns: int
    said: int


def summary_json(summary: ConversationSummary, now: datetime) -> ConversationSummaryJson:
    return ConversationSummaryJson(**_standing(summary, now), phone=summary.phone, blocked=summary.blocked)


def conversation_json(view: ConversationView, phone: str | None, now: datetime) -> ConversationJson:
    return ConversationJson(
        **_standing(view, now),
        phone=phone,
        blocked=view.block is not None,
        subscribed=view.subscribed,
        block=block_json(view.block),
        messages=tuple(_message_json(message) for message in view.messages),
        turns_said=tuple(_turn_json(turn) for turn in view.turns),
        next=view.older,
        also_open=view.also_open,
    )


def held_json(conversation: Conversation, now: datetime) -> HeldJson:
    hold, writing = conversation.hold, writing_now(conversation, now)
    return HeldJson.from_view(
        conversation,
        held_by=hold.by if hold else None,
        held_since=hold.since if hold else None,
        writing_by=writing.by if writing else None,
        writing_until=writing.until if writing else None,
    )


def _standing(view: ConversationSummary | ConversationView, now: datetime) -> Standing:
    conversation, held = view.conversation, held_json(view.conversation, now)
    return Standing(
        id=conversation.id,
        citizen=conversation.citizen_id,
        status=conversation.status,
        danger=conversation.danger,
        possible_danger=conversation.danger and conversation.possible_danger,
        written_in=LANGUAGE_NAMES.get(conversation.written_in),
        opened_at=conversation.opened_at,
        last_message_at=conversation.last_message_at,
        window_ends_at=_window_end(view, now),
        window_seconds_left=int(view.window_left.total_seconds()),
        needs_resume=conversation.status is ConversationStatus.OPEN and not view.window_left,
        not_delivered=conversation.undelivered is not None and conversation.status is ConversationStatus.OPEN,
        held_by=held.held_by,
        held_since=held.held_since,
        writing_by=held.writing_by,
        turns=conversation.facts.turns,
        said=conversation.said,
    )


def _message_json(view: MessageView) -> MessageJson:
    message = view.message
    return MessageJson.from_view(
        message,
        id=_message_id(message),
        hidden=view.hidden,
        amends=digest(message.amends) if message.amends else None,
        reply=answer_json(view.reply) if view.reply else None,
    )


def _turn_json(turn: Turn) -> TurnJson:
    return TurnJson.from_view(turn, messages=tuple(_message_id(each.message) for each in turn.messages))


def _message_id(message: DeskMessage) -> str:
    return message.message_id if message.kind in OF_THE_OFFICE else digest(message.message_id)


def _window_end(view: ConversationSummary | ConversationView, now: datetime) -> datetime:
    """Any message of the citizen may have moved it beyond the conversation's own."""
    return now + view.window_left if view.window_left else view.conversation.window_ends_at
