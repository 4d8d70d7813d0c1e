"""An answer that did not arrive: its conversation waits again, and no longer once it arrived after all."""

from __future__ import annotations

from dataclasses import replace

from urp.desk.conversation import Conversation, ConversationStatus
from urp.desk.outbox import OutboxRow


def waits_again(conversation: Conversation, row: OutboxRow) -> Conversation:
    """Whatever came since stays: a newer message of the citizen waits anyway, and a person closed what is
    closed. It counts as said, so that nobody goes on from an answer that was never read."""
    if conversation.status is not ConversationStatus.ANSWERED:
        return conversation
    return replace(
        conversation,
        status=ConversationStatus.OPEN,
        said=conversation.said + 1,
        facts=conversation.facts.unanswered(row.created_at),
        undelivered=row.id,
    )


def answered_after_all(conversation: Conversation, row: OutboxRow) -> Conversation:
    """A status came late. Whoever is about to write the same again reads first."""
    waits = conversation.status is ConversationStatus.OPEN and conversation.undelivered == row.id
    if not waits:
        return conversation
    return replace(
        conversation,
        status=ConversationStatus.ANSWERED,
        said=conversation.said + 1,
        facts=conversation.facts.answered(row.created_at),
        undelivered=None,
    )
