"""The effect of one message while it is decided; stored only once complete."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from urp.citizens.consent import EntryKind, LedgerEntry, Source
from urp.citizens.identity.model import Citizen, CitizenChange
from urp.desk.alarms import find_unseen_alarm
from urp.desk.model import (
    Conversation,
    ConversationChange,
    ConversationStatus,
    DeskMessage,
    DeskState,
    DeskStateChange,
    MessageKind,
)
from urp.desk.outbox import OutboxRow
from urp.desk.redirects.model import Redirect
from urp.desk.transitions import (
    forget_words,
    make_preview,
    open_conversation,
    record_message,
    to_desk_message,
)
from urp.inbound.model import DeskContext, Effect, FreshIds
from urp.inbound.sender import KnownSender
from urp.language import Language
from urp.moderation.casebook.model import CaseOpening
from urp.moderation.casebook.opening import note_place
from urp.privacy.rights.model import RightsRequest
from urp.town.municipality.codes import Category
from urp.whatsapp.message import WINDOW, InboundMessage


@dataclass(slots=True)
class Draft:
    message: InboundMessage
    known: KnownSender
    desk: DeskContext
    fresh: FreshIds
    sender_id: UUID = field(init=False)
    state: DeskState = field(init=False)
    conversation: Conversation | None = field(init=False)
    notes: list[str] = field(default_factory=list)
    redirect: Redirect | None = None
    rights_request: RightsRequest | None = None
    confirmed_erasure: UUID | None = None
    written_in: str | None = None
    """As `Meaning.written_in`; None if the message does not tell."""
    cases: list[CaseOpening] = field(default_factory=list)
    reread: list[tuple[str, MessageKind]] = field(default_factory=list)
    _citizens: dict[UUID, CitizenChange] = field(init=False)
    _state_before: DeskState = field(init=False)
    _conversation_before: Conversation | None = field(init=False)
    _ledger: list[LedgerEntry] = field(default_factory=list)
    _messages: list[DeskMessage] = field(default_factory=list)
    _hidden: list[str] = field(default_factory=list)
    _replies: list[OutboxRow] = field(default_factory=list)

    def __post_init__(self) -> None:
        known = self.known
        self.sender_id = known.citizen.id
        self._citizens = {change.after.id: change for change in known.resolution.changes}
        self._citizens.setdefault(known.citizen.id, CitizenChange(known.citizen, known.citizen))
        self.state = self._state_before = known.state
        self.conversation = self._conversation_before = known.conversation

    @property
    def sender(self) -> Citizen:
        """As this effect has them so far."""
        return self._citizens[self.sender_id].after

    @property
    def blocked(self) -> bool:
        return self.sender.is_blocked(self.desk.now)

    @property
    def language(self) -> Language:
        """The language of replies."""
        return self.state.language

    def note_language(self, language: Language | None) -> None:
        """Set the language of replies, if the message tells one."""
        if language is not None:
            self.state = replace(self.state, language=language)

    @property
    def at(self) -> datetime:
        """WhatsApp's own time of the message."""
        return self.message.at

    def find_citizen(self, stored: Citizen) -> Citizen | None:
        """The citizen as changed by this effect so far; None once merged into another."""
        change = self._citizens.get(stored.id)
        current = change.after if change else stored
        return None if current.merged_into else current

    def change(self, before: Citizen, after: Citizen) -> None:
        known = self._citizens.get(after.id)
        self._citizens[after.id] = CitizenChange(known.before if known else before, after)

    def open_window(self) -> None:
        ends = min(self.at, self.desk.now) + WINDOW
        sender = self.sender
        known = sender.window_ends_at
        self.change(sender, replace(sender, window_ends_at=max(ends, known) if known else ends))

    def enter(self, citizen_id: UUID, kind: EntryKind, source: Source, text: str) -> None:
        """Add an entry to the consent ledger, with the versions in force now."""
        self._ledger.append(
            LedgerEntry(
                citizen_id=citizen_id,
                kind=kind,
                at=self.at,
                recorded_at=self.desk.now,
                message_id=self.message.message_id,
                source=source,
                text=text,
                policy_version=self.desk.municipality.policy.version,
                privacy_version=self.desk.municipality.privacy.version,
            )
        )

    def enter_all(self, entries: Iterable[LedgerEntry]) -> None:
        self._ledger.extend(entries)

    def keep(self, kind: MessageKind, text: str, *, category: Category | None = None) -> Conversation:
        """Keep the message for a person, in the open conversation or a new one. An open doubt about earlier
        ones, once settled, leaves that person awaited."""
        doubt = self.state.doubt
        if doubt is not None and doubt.open:
            self.state = replace(self.state, doubt=replace(doubt, waited=True))
        return self._keep(kind, text, category=category)

    def _keep(
        self,
        kind: MessageKind,
        text: str,
        *,
        reopen: bool = True,
        amends: str | None = None,
        category: Category | None = None,
    ) -> Conversation:
        ends = self.sender.window_ends_at or self.at + WINDOW
        talk = self.conversation or open_conversation(self.fresh.conversation, self.sender_id, self.at, ends)
        gap = self.desk.municipality.answering.turn_gap
        self.conversation = record_message(
            talk,
            kind,
            self.at,
            ends,
            gap,
            preview=make_preview(kind, text, self.written_in or self.language, category),
            reopen=reopen,
            correction=amends is not None,
        )
        if self.written_in is not None:
            self.conversation = replace(self.conversation, written_in=self.written_in)
        self.state = replace(self.state, conversation_id=self.conversation.id)
        self._messages.append(to_desk_message(self.conversation.id, self.message, kind, text, amends))
        return self.conversation

    def keep_if_open(
        self, kind: MessageKind, text: str, *, reopen: bool = True, amends: str | None = None
    ) -> None:
        """Keep the message beside what is in the conversation, of which it asks nothing new."""
        if self.conversation is not None:
            self._keep(kind, text, reopen=reopen, amends=amends)

    def show(self, kind: MessageKind, text: str) -> None:
        """Keep the message once, in a conversation that waits for staff."""
        if not self._messages:
            self.keep(kind, text)
        elif self.conversation is not None:
            self.conversation = replace(self.conversation, status=ConversationStatus.OPEN)

    def hide(self, message_id: str) -> None:
        self._hidden.append(message_id)
        talk = self.conversation
        if talk is not None:
            alarm = find_unseen_alarm(talk)
            self.conversation = replace(forget_words(talk), said=talk.said + 1, said_by=None, alarm=alarm)

    @property
    def has_replied(self) -> bool:
        return bool(self._replies)

    def reply(self, row: OutboxRow, state: DeskState) -> None:
        self._replies.append(row)
        self.state = state

    def to_effect(self) -> Effect:
        conversation = self.conversation
        before = self._conversation_before
        if conversation is not None and before is None:
            before = replace(conversation, version=0)
        changed = conversation is not None and conversation != self._conversation_before
        return Effect(
            message_id=self.message.message_id,
            writer=self.sender_id,
            absorbed=self.sender.absorbed,
            citizens=tuple(change for change in self._citizens.values() if change.before != change.after),
            ledger=tuple(self._ledger),
            desk=DeskStateChange(self._state_before, self.state)
            if self.state != self._state_before
            else None,
            conversation=ConversationChange(before, conversation)
            if changed and conversation is not None and before is not None
            else None,
            messages=tuple(self._messages),
            hidden_messages=tuple(self._hidden),
            replies=tuple(self._replies),
            reread=tuple(self.reread),
            redirect=self.redirect,
            rights_request=self.rights_request,
            confirmed_erasure=self.confirmed_erasure,
            cases=tuple(note_place(case, conversation) for case in self.cases),
            notes=tuple(self.notes),
        )
