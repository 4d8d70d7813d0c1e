"""Conversations as the office sees them: numbers masked, time left in the 24-hour window, turn by turn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from urp.citizens.blocks import Block
from urp.citizens.identity.model import Citizen
from urp.desk.model import OF_THE_OFFICE, Conversation, DeskMessage, MessageKind
from urp.desk.outbox import OutboxRow
from urp.observability import masked_phone

MOST_MESSAGES = 100
"""Of a conversation at once; fewer where they are longer than WhatsApp lets a text be today (4,096
characters): `urp.acts.page.MOST_BYTES`."""


@dataclass(frozen=True, slots=True)
class ConversationSummary:
    conversation: Conversation
    window_left: timedelta
    """Never negative: zero means that only a message template can still reach the citizen."""
    phone: str | None
    """Masked; None when WhatsApp never showed it."""
    blocked: bool
    restricted: bool
    """At their own request their data are only kept (GDPR art. 18)."""


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
    restricted: bool
    messages: tuple[MessageView, ...]
    turns: tuple[Turn, ...]
    older: str | None
    """Asks for the messages before these."""
    also_open: tuple[UUID, ...] = ()
    """Others of the same person, known before under another id."""


def mask_phone(citizen: Citizen | None) -> str | None:
    return masked_phone(citizen.phone) if citizen and citizen.phone else None


def window_left(conversation: Conversation, citizen: Citizen | None, now: datetime) -> timedelta:
    """Any message of the citizen opens the window, also one that is no part of this conversation."""
    ends = [conversation.window_ends_at, citizen.window_ends_at if citizen else None]
    return max(max(end for end in ends if end) - now, timedelta(0))


def is_restricted(citizen: Citizen | None) -> bool:
    return citizen is not None and citizen.restricted_at is not None


def summarize(conversation: Conversation, citizen: Citizen | None, now: datetime) -> ConversationSummary:
    return ConversationSummary(
        conversation=conversation,
        window_left=window_left(conversation, citizen, now),
        phone=mask_phone(citizen),
        blocked=citizen is not None and citizen.is_blocked(now),
        restricted=is_restricted(citizen),
    )


class TurnSide(StrEnum):
    CITIZEN = "citizen"
    OFFICE = "office"


@dataclass(frozen=True, slots=True)
class Turn:
    side: TurnSide
    messages: tuple[MessageView, ...]
    """Oldest first; a correction among them, beside what it corrects."""

    @property
    def first_at(self) -> datetime:
        return self.messages[0].message.at

    @property
    def last_at(self) -> datetime:
        return max(message.message.at for message in self.messages)

    @property
    def text(self) -> str:
        """Each correction in the place of what it corrects; what was taken back left out."""
        latest = {message.message.amends: message for message in self.messages if message.message.amends}
        known = {message.message.message_id for message in self.messages}
        said = [
            latest.get(message.message.message_id, message)
            for message in self.messages
            if message.message.amends not in known and not message.hidden
        ]
        return "\n".join(each.message.text for each in said if each.message.text)


def group_turns(messages: Sequence[MessageView], gap: timedelta) -> tuple[Turn, ...]:
    """Messages of the citizen that follow one another within `gap`, with no answer between, are one turn; so
    is each answer. Notes of the office were said to nobody."""
    return tuple(Turn(_side(group[0]), tuple(group)) for group in _groups(messages, gap))


def _groups(messages: Sequence[MessageView], gap: timedelta) -> Iterator[list[MessageView]]:
    running: list[MessageView] = []
    last = datetime.max.replace(tzinfo=UTC)
    for each in _corrections_beside(messages):
        follows = running and _side(each) is _side(running[-1]) is TurnSide.CITIZEN
        if follows and (_corrects(each, running) or each.message.at - last <= gap):
            running.append(each)
        else:
            if running:
                yield running
            running = [each]
        if not _corrects(each, running):
            last = each.message.at
    if running:
        yield running


def _corrects(view: MessageView, messages: Sequence[MessageView]) -> bool:
    return any(message.message.message_id == view.message.amends for message in messages)


def _corrections_beside(messages: Sequence[MessageView]) -> list[MessageView]:
    """A correction belongs to the turn of what it corrects, however much later it came."""
    said = [message for message in messages if message.message.kind is not MessageKind.NOTE]
    known = {each.message.message_id for each in said}
    corrections = [each for each in said if each.message.amends in known]
    ordered = []
    for each in said:
        if each.message.amends in known:
            continue
        ordered.append(each)
        ordered += [later for later in corrections if later.message.amends == each.message.message_id]
    return ordered


def _side(view: MessageView) -> TurnSide:
    return TurnSide.OFFICE if view.message.kind in OF_THE_OFFICE else TurnSide.CITIZEN
