"""Who holds a conversation and who may speak in it: two people never answer the same citizen unknowingly."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from urp.acts.acts import name_resource, retry_if_moved
from urp.acts.model import Act
from urp.acts.permissions import ROLES, Permission, name_roles
from urp.citizens.identity.model import Citizen
from urp.desk.alarms import clear_seen_alarm
from urp.desk.model import (
    Conversation,
    ConversationChange,
    ConversationStatus,
    DeskMessage,
    DeskStep,
    Hold,
    MessageKind,
    OwnNotes,
    Writing,
)
from urp.desk.refusals import (
    AnotherOpenError,
    ColleagueWritingError,
    ConversationClosedError,
    HeldByColleagueError,
    MovedOnError,
)
from urp.errors import InvalidError

if TYPE_CHECKING:
    from urp.acts.store.staff import StaffNames
    from urp.desk.store.desk_register import DeskRegister, Talks


LEASE = timedelta(minutes=2)
"""How long "is writing" holds without being said again: a closed page blocks nobody."""


def find_writing(conversation: Conversation, now: datetime) -> Writing | None:
    writing = conversation.writing
    return writing if writing is not None and now < writing.until else None


def refuse_if_a_colleague_holds(conversation: Conversation, staff: str) -> None:
    if conversation.hold is not None and conversation.hold.by != staff:
        raise HeldByColleagueError(f"Un collega ha preso questa conversazione: {conversation.hold.by}.")


def refuse_if_a_colleague_writes(conversation: Conversation, staff: str, now: datetime) -> None:
    writing = find_writing(conversation, now)
    if writing is not None and writing.by != staff:
        raise ColleagueWritingError(f"Un collega sta scrivendo una risposta: {writing.by}.")


def refuse_if_it_moved_on(conversation: Conversation, seen: int, staff: str) -> None:
    """The caller names the `said` up to which they have read; they know what they noted themselves since."""
    if conversation.said != seen and not _only_noted_since(conversation, seen, staff):
        if conversation.undelivered is not None:
            raise MovedOnError("Una risposta non è arrivata: rileggi la conversazione.")
        who = "la persona" if conversation.said_by is None else f"un collega ({conversation.said_by})"
        raise MovedOnError(f"Nel frattempo {who} ha scritto: rileggi la conversazione.")


def _only_noted_since(conversation: Conversation, seen: int, staff: str) -> bool:
    notes = conversation.own_notes
    if notes is None or notes.by != staff or notes.until != conversation.said:
        return False
    return notes.since <= seen < notes.until


def _record_note(conversation: Conversation, act: Act) -> Conversation:
    said, notes = conversation.said, conversation.own_notes
    goes_on = notes is not None and notes.by == act.by and notes.until == said
    since = notes.since if notes is not None and goes_on else said
    own = OwnNotes(act.by, since, said + 1)
    return replace(conversation, said=said + 1, said_by=act.by, last_message_at=act.at, own_notes=own)


def find_other_open(
    register: Talks, conversation: Conversation, citizen: Citizen | None
) -> tuple[Conversation, ...]:
    """Others of the same person that are not closed. Looked up only for merged citizens."""
    if citizen is None or not citizen.absorbed or conversation.status is ConversationStatus.CLOSED:
        return ()
    states = [register.state(known_id) for known_id in (citizen.id, *citizen.absorbed)]
    named = dict.fromkeys(state.conversation_id for state in states)
    return tuple(_not_closed(register, [found for found in named if found and found != conversation.id]))


def refuse_if_another_is_open(others: Iterable[Conversation], staff: str) -> None:
    """A colleague who holds the others knows of them; of two colleagues only one can hold them all."""
    for other in others:
        if other.hold is None:
            raise AnotherOpenError(f"La stessa persona ha un'altra conversazione aperta: {other.id}.")
        if other.hold.by != staff:
            raise HeldByColleagueError(
                f"Un collega ha preso un'altra conversazione della persona: {other.hold.by}, {other.id}."
            )


def _not_closed(register: Talks, wanted: Iterable[UUID]) -> Iterable[Conversation]:
    for conversation_id in wanted:
        found = register.conversation(conversation_id)
        if found is not None and found.status is not ConversationStatus.CLOSED:
            yield found


def refuse_if_not_their_turn(
    talks: Talks, conversation: Conversation, citizen: Citizen | None, seen: int, act: Act, *, take_over: bool
) -> None:
    refuse_if_it_moved_on(conversation, seen, act.by)
    if not take_over:
        refuse_if_a_colleague_holds(conversation, act.by)
        refuse_if_a_colleague_writes(conversation, act.by, act.at)
        refuse_if_another_is_open(find_other_open(talks, conversation, citizen), act.by)


def describe_takeover(before: Conversation, act: Act) -> list[str]:
    """From whom it was taken over: ids alone."""
    writing = find_writing(before, act.at)
    colleagues = {before.hold.by if before.hold else act.by, writing.by if writing else act.by} - {act.by}
    return [f"taken over from {colleague}" for colleague in sorted(colleagues)]


LONGEST_NOTE = 2000


@dataclass(frozen=True, slots=True)
class AssignConversation:
    register: DeskRegister
    colleagues: StaffNames

    def take(self, conversation_id: UUID, act: Act, *, take_over: bool = False) -> Conversation:
        """Taking what one holds changes nothing."""
        return retry_if_moved(lambda: self._hand(conversation_id, act.by, None, act, take_over=take_over))

    def give(
        self, conversation_id: UUID, to: str, note: str | None, act: Act, *, take_over: bool = False
    ) -> Conversation:
        """To a colleague who may read the desk, with what they should know."""
        written = None if note is None else _note_text(note)
        self._refuse_who_may_not_read(to, act.at)
        return retry_if_moved(lambda: self._hand(conversation_id, to, written, act, take_over=take_over))

    def release(self, conversation_id: UUID, act: Act, *, take_over: bool = False) -> Conversation:
        return retry_if_moved(lambda: self._hand(conversation_id, None, None, act, take_over=take_over))

    def note(self, conversation_id: UUID, text: str, act: Act) -> DeskMessage:
        """For colleagues; the citizen never reads it."""
        written = _note_text(text)
        return retry_if_moved(lambda: self._note(conversation_id, written, act))

    def write(self, conversation_id: UUID, staff: str, now: datetime) -> Conversation:
        """Said again while one goes on writing. Answering ends it, and so does time."""
        return retry_if_moved(lambda: self._claim(conversation_id, staff, now))

    def stop_writing(self, conversation_id: UUID, staff: str, now: datetime) -> Conversation:
        return retry_if_moved(lambda: self._drop_claim(conversation_id, staff, now))

    def _hand(
        self, conversation_id: UUID, to: str | None, note: str | None, act: Act, *, take_over: bool
    ) -> Conversation:
        before = self._open(conversation_id)
        if not take_over:
            refuse_if_a_colleague_holds(before, act.by)
        if to == (before.hold.by if before.hold else None) and note is None:
            return before
        after = replace(before, hold=Hold(to, act.at) if to else None)
        message = None
        if note is not None:
            message = _note_message(before, note, act)
            after = _record_note(after, act)
        after = clear_seen_alarm(before, after)
        details = f"from {before.hold.by if before.hold else 'nobody'} to {to or 'nobody'}"
        step = DeskStep(ConversationChange(before, after), message=message)
        self.register.record(step, name_resource(replace(act, details=details), str(before.id)))
        return replace(after, version=before.version + 1)

    def _note(self, conversation_id: UUID, text: str, act: Act) -> DeskMessage:
        before = self._open(conversation_id)
        message = _note_message(before, text, act)
        after = clear_seen_alarm(before, _record_note(before, act))
        step = DeskStep(ConversationChange(before, after), message=message)
        self.register.record(step, name_resource(act, message.message_id))
        return message

    def _claim(self, conversation_id: UUID, staff: str, now: datetime) -> Conversation:
        before = self._open(conversation_id)
        refuse_if_a_colleague_holds(before, staff)
        refuse_if_a_colleague_writes(before, staff, now)
        return self._claimed(before, Writing(staff, now + LEASE))

    def _drop_claim(self, conversation_id: UUID, staff: str, now: datetime) -> Conversation:
        before = self.register.get(conversation_id)
        writing = find_writing(before, now)
        return self._claimed(before, None) if writing and writing.by == staff else before

    def _claimed(self, before: Conversation, writing: Writing | None) -> Conversation:
        after = replace(before, writing=writing)
        self.register.claim(ConversationChange(before, after))
        return replace(after, version=before.version + 1)

    def _refuse_who_may_not_read(self, staff: str, now: datetime) -> None:
        """By what is written beside names: of roles given before they were, it knows nothing."""
        found = next((each for each in self.colleagues.people() if each.id == staff), None)
        if found is None or found.left:
            raise InvalidError("to", "nessun collega ha questo id")
        if not found.roles_at(now) & ROLES[Permission.READ_DESK]:
            roles = name_roles(Permission.READ_DESK)
            raise InvalidError("to", f"non può leggere lo sportello: serve uno di questi ruoli: {roles}")

    def _open(self, conversation_id: UUID) -> Conversation:
        conversation = self.register.get(conversation_id)
        if conversation.status is ConversationStatus.CLOSED:
            raise ConversationClosedError("La conversazione è chiusa.")
        return conversation


def _note_text(text: str) -> str:
    text = text.strip()
    if not text:
        raise InvalidError("note", "è vuoto")
    if len(text) > LONGEST_NOTE:
        raise InvalidError("note", f"è più lungo di {LONGEST_NOTE} caratteri")
    return text


def _note_message(conversation: Conversation, text: str, act: Act) -> DeskMessage:
    return DeskMessage(conversation.id, f"note-{act.id}", MessageKind.NOTE, act.at, text, author=act.by)
