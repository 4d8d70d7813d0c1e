"""Input and effect of deciding one message; an effect is written together or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from urp.citizens.consent import LedgerEntry
from urp.citizens.identity.model import Citizen, CitizenChange, SenderIds
from urp.desk.floods import Crowd
from urp.desk.model import (
    Conversation,
    ConversationChange,
    DeskMessage,
    DeskState,
    DeskStateChange,
    MessageKind,
)
from urp.desk.outbox import OutboxRow
from urp.desk.redirects.model import Redirect
from urp.errors import ConflictError, RejectedError
from urp.moderation.casebook.model import CaseOpening
from urp.privacy.rights.model import RightsRequest
from urp.town.municipality import Municipality
from urp.town.opening_hours import Exceptions, OpeningHours
from urp.town.texts import Texts


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What is stored about the sender of a message, read consistently before deciding."""

    ids: SenderIds
    by_user_id: Citizen | None
    by_phone: Citizen | None
    others: tuple[Citizen, ...] = ()
    """Citizens named by the message itself: the row of a leave button, a shared phone, previous ids of a
    system message; in the order asked for, without those not found."""
    desk: DeskState | None = None
    """Of the citizen the ids lead to (user id first)."""
    conversation: Conversation | None = None
    phone_only_subscribers: bool = False
    """There are subscribers known by phone alone: an unknown «Cancellami» may be theirs."""


@dataclass(frozen=True, slots=True)
class DeskContext:
    """What deciding needs besides the message and what is stored."""

    municipality: Municipality
    texts: Texts
    hours: OpeningHours
    exceptions: Exceptions
    now: datetime
    crowd: Crowd | None = None
    """The count of people who wrote the same now; None if not counted."""


@dataclass(frozen=True, slots=True)
class FreshIds:
    """Ids for what this message creates, if anything."""

    citizen: UUID
    conversation: UUID
    redirect: UUID
    """Not derived from a person: a count must not lead to one."""
    rights_request: UUID


@dataclass(frozen=True, slots=True)
class Effect:
    """Committed in one transaction with the mark that the message was seen (kept at least 8 days)."""

    message_id: str
    citizens: tuple[CitizenChange, ...] = ()
    ledger: tuple[LedgerEntry, ...] = ()
    desk: DeskStateChange | None = None
    conversation: ConversationChange | None = None
    messages: tuple[DeskMessage, ...] = ()
    hidden_messages: tuple[str, ...] = ()
    """Ids of messages whose text the sender took back: hidden only where they were theirs."""
    replies: tuple[OutboxRow, ...] = ()
    reread: tuple[tuple[str, MessageKind], ...] = ()
    """(message id, what it turned out to be) of earlier messages."""
    redirect: Redirect | None = None
    rights_request: RightsRequest | None = None
    confirmed_erasure: UUID | None = None
    """The open request whose code the citizen typed."""
    cases: tuple[CaseOpening, ...] = ()
    notes: tuple[str, ...] = field(default=())
    """Codes of what was decided, for the log: `joined`, `left`, `older_command`, `merged`, …"""
    writer: UUID | None = None
    """Whose message it is; None where nothing of it is kept."""
    absorbed: tuple[UUID, ...] = ()
    """Earlier ids of the writer: what they wrote under these is theirs too."""


class AlreadySeenError(ConflictError):
    """This message already had its effect; `reply_ids` are the outbox rows it wrote."""

    code = "already_seen"

    def __init__(self, reply_ids: Sequence[str]) -> None:
        super().__init__("the message already had its effect")
        self.reply_ids = tuple(reply_ids)


class NotUnderstoodError(RejectedError):
    """Not understood, now or later: the message is kept for a person's inspection."""

    code = "not_understood"


class TooOldToJoinError(NotUnderstoodError):
    """Older than the marks of messages are kept, so it may have had its effect before."""

    code = "too_old_to_join"
