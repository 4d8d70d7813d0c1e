"""Conversations as the office sees them: numbers masked, time left in the 24-hour window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from urp.citizens.blocks import Block
from urp.citizens.identity.model import Citizen
from urp.desk.model import Conversation, DeskMessage
from urp.desk.outbox import OutboxRow
from urp.desk.turns import Turn
from urp.observability import masked_phone

MOST_MESSAGES = 100
"""Of a conversation at once; fewer where they are longer than WhatsApp lets a text be today (4,096
characters): `urp.acts.page.MOST_BYTES`."""


class HeldBy(StrEnum):
    """Which conversations of a list."""

    ANYBODY = "anybody"
    MINE = "mine"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many conversations wait for an answer."""

    all: int
    overdue: int
    """Nobody wrote in them for 24 hours: WhatsApp takes no free answer any more."""


@dataclass(frozen=True, slots=True)
class ConversationSummary:
    conversation: Conversation
    window_left: timedelta
    """Never negative: zero means that only a message template can still reach the citizen."""
    phone: str | None
    """Masked; None when WhatsApp never showed it."""
    blocked: bool


@dataclass(frozen=True, slots=True)
class StoredMessage:
    message: DeskMessage
    hidden: bool
    """The citizen took it back, or it was made a case: its text is gone."""


@dataclass(frozen=True, slots=True)
class MessageView:
    message: DeskMessage
    hidden: bool
    reply: OutboxRow | None
    """Of an answer: where it is on its way."""


@dataclass(frozen=True, slots=True)
class ConversationView:
    conversation: Conversation
    window_left: timedelta
    phone: str | None
    subscribed: bool
    block: Block | None
    """Only while it is in force."""
    messages: tuple[MessageView, ...]
    turns: tuple[Turn, ...]
    older: str | None
    """Asks for the messages before these."""
    also_open: tuple[UUID, ...] = ()
    """Others of the same person, known before under another id."""


def shown_phone(citizen: Citizen | None) -> str | None:
    return masked_phone(citizen.phone) if citizen and citizen.phone else None


def window_left(conversation: Conversation, citizen: Citizen | None, now: datetime) -> timedelta:
    """Any message of the citizen opens the window, also one that is no part of this conversation."""
    ends = [conversation.window_ends_at, citizen.window_ends_at if citizen else None]
    return max(max(end for end in ends if end) - now, timedelta(0))


def summary(conversation: Conversation, citizen: Citizen | None, now: datetime) -> ConversationSummary:
    return ConversationSummary(
        conversation=conversation,
        window_left=window_left(conversation, citizen, now),
        phone=shown_phone(citizen),
        blocked=citizen is not None and citizen.blocked(now),
    )
