"""What the desk knows, as public JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.desk.model import OF_THE_OFFICE
from urp.observability import digest
from urp.staff.api.schemas_desk import (
    AnswerJson,
    BlockedCitizenJson,
    BlockEventJson,
    BlockJson,
    ConversationJson,
    ConversationSummaryJson,
    MessageJson,
)

if TYPE_CHECKING:
    from datetime import datetime

    from urp.blocks.model import Block
    from urp.blocks.office import BlockedCitizen, BlockEvent
    from urp.desk.model import OutboxRow
    from urp.desk.office_views import ConversationSummary, ConversationView, MessageView


def answer_json(row: OutboxRow) -> AnswerJson:
    return AnswerJson(
        id=row.id,
        state=row.state,
        created_at=row.created_at,
        problem=row.problem,
        error_code=row.error_code,
        delivery=row.delivery,
        delivery_code=row.delivery_code,
    )


def block_json(block: Block | None) -> BlockJson | None:
    if block is None:
        return None
    return BlockJson(
        reason=block.reason,
        by=block.by,
        at=block.at,
        until=block.until,
        policy_version=block.policy_version,
    )


def block_event_json(event: BlockEvent) -> BlockEventJson:
    return BlockEventJson(
        kind=event.kind,
        at=event.at,
        by=event.by,
        reason=event.reason,
        until=event.until,
        policy_version=event.policy_version,
    )


def blocked_citizen_json(citizen: BlockedCitizen) -> BlockedCitizenJson:
    return BlockedCitizenJson(
        citizen=citizen.citizen_id,
        phone=citizen.phone,
        block=block_json(citizen.block),
        notice=answer_json(citizen.notice) if citizen.notice else None,
    )


def summary_json(summary: ConversationSummary, now: datetime) -> ConversationSummaryJson:
    conversation = summary.conversation
    return ConversationSummaryJson(
        id=conversation.id,
        citizen=conversation.citizen_id,
        status=conversation.status,
        opened_at=conversation.opened_at,
        last_message_at=conversation.last_message_at,
        window_ends_at=_window_end(summary, now),
        window_seconds_left=int(summary.window_left.total_seconds()),
        phone=summary.phone,
        blocked=summary.blocked,
    )


def conversation_json(view: ConversationView, phone: str | None, now: datetime) -> ConversationJson:
    conversation = view.conversation
    return ConversationJson(
        id=conversation.id,
        citizen=conversation.citizen_id,
        status=conversation.status,
        opened_at=conversation.opened_at,
        last_message_at=conversation.last_message_at,
        window_ends_at=_window_end(view, now),
        window_seconds_left=int(view.window_left.total_seconds()),
        phone=phone,
        blocked=view.block is not None,
        subscribed=view.subscribed,
        block=block_json(view.block),
        messages=tuple(_message_json(message) for message in view.messages),
    )


def _message_json(view: MessageView) -> MessageJson:
    message = view.message
    return MessageJson(
        id=message.message_id if message.kind in OF_THE_OFFICE else digest(message.message_id),
        kind=message.kind,
        at=message.at,
        text=message.text,
        hidden=view.hidden,
        author=message.author,
        reply=answer_json(view.reply) if view.reply else None,
    )


def _window_end(view: ConversationSummary | ConversationView, now: datetime) -> datetime:
    """Any message of the citizen may have moved it beyond the conversation's own."""
    return now + view.window_left if view.window_left else view.conversation.window_ends_at
