"""A change of a conversation, or of what the desk remembers of a citizen, with what it was before; and what
one act of the office changes of both."""

from __future__ import annotations

from dataclasses import dataclass

from urp.desk.model import Conversation, DeskMessage, DeskState
from urp.desk.outbox import OutboxRow


@dataclass(frozen=True, slots=True)
class DeskStateChange:
    before: DeskState
    after: DeskState


@dataclass(frozen=True, slots=True)
class ConversationChange:
    before: Conversation
    after: Conversation


@dataclass(frozen=True, slots=True)
class DeskStep:
    """What one act of the office changes, stored together with the act or not at all."""

    conversation: ConversationChange
    state: DeskStateChange | None = None
    message: DeskMessage | None = None
    reply: OutboxRow | None = None
