"""What one message of a citizen changes: everything is written together or not at all."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from urp.citizens.consent import LedgerEntry
from urp.citizens.identity.model import Citizen, CitizenChange, SenderIds
from urp.desk.changes import ConversationChange, DeskStateChange
from urp.desk.model import Conversation, DeskMessage, DeskState, MessageKind
from urp.desk.outbox import OutboxRow
from urp.desk.redirects.model import Redirect
from urp.moderation.casebook.model import CaseOpening
from urp.privacy.rights.model import RightsRequest


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What is stored about whoever sent a message, read consistently before deciding."""

    ids: SenderIds
    by_user_id: Citizen | None
    by_phone: Citizen | None
    others: tuple[Citizen, ...] = ()
    """Citizens named by the message itself: the row of a leave button, a shared phone, previous ids of a
    system message; in the order they were asked for, those not found left out."""
    desk: DeskState | None = None
    """Of the citizen the ids resolve to (user id first)."""
    conversation: Conversation | None = None
    phone_only_subscribers: bool = False
    """Somebody is subscribed whom we know by phone alone: an unknown «Cancellami» may be theirs."""
    rights_requests: int = 0
    """Numbered so far this year; read only for a message that is one."""


@dataclass(frozen=True, slots=True)
class Effect:
    """Committed in one transaction with the mark that the message was seen (kept at least 8 days)."""

    message_id: str
    citizens: tuple[CitizenChange, ...] = ()
    ledger: tuple[LedgerEntry, ...] = ()
    desk: DeskStateChange | None = None
    conversation: ConversationChange | None = None
    messages: tuple[DeskMessage, ...] = ()
    hidden_messages: tuple[tuple[UUID, str], ...] = ()
    """(conversation, message id) whose text the sender took back: hidden only where it was theirs."""
    replies: tuple[OutboxRow, ...] = ()
    reread: tuple[tuple[str, MessageKind], ...] = ()
    """(message id, what it turned out to be) of earlier messages."""
    redirect: Redirect | None = None
    rights_request: RightsRequest | None = None
    cases: tuple[CaseOpening, ...] = ()
    notes: tuple[str, ...] = field(default=())
    """Codes of what was decided, for the log: `joined`, `left`, `older_command`, `merged`, …"""
    writer: UUID | None = None
    """Whose message it is; None where nothing of it is kept."""
    absorbed: tuple[UUID, ...] = ()
    """Whom the writer was before: what they wrote then is theirs too."""
