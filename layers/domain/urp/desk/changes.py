"""A change of a conversation, or of what the desk remembers of a citizen, with what it was before."""

from __future__ import annotations

from dataclasses import dataclass

from urp.desk.model import Conversation, DeskState


@dataclass(frozen=True, slots=True)
class DeskStateChange:
    before: DeskState
    after: DeskState


@dataclass(frozen=True, slots=True)
class ConversationChange:
    before: Conversation
    after: Conversation
