"""Mistakes put right by the office: a redirect that was a question, a question that was a report."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from urp.acts.acts import name_resource, retry_if_moved
from urp.acts.model import Act
from urp.acts.page import Page
from urp.citizens.identity.model import Citizen
from urp.desk.answering import Answer, AnswerCitizen
from urp.desk.doubt import settle_by_hand
from urp.desk.model import (
    OF_THE_OFFICE,
    Conversation,
    ConversationChange,
    ConversationStatus,
    DeskMessage,
    DeskState,
    DeskStateChange,
    DeskStep,
    MessageKind,
)
from urp.desk.outbox import enqueue_stored
from urp.desk.redirects.model import BY_A_PERSON, SENT_ON, TEXT_OF, KeptRedirect, Redirect, RedirectState
from urp.desk.refusals import AnotherOpenError
from urp.desk.transitions import make_preview, open_conversation, record_message
from urp.errors import ConflictError, NotFoundError
from urp.observability import digest
from urp.town.municipality import ReportChannels
from urp.town.municipality.codes import Category, RedirectKind
from urp.town.texts import Texts
from urp.whatsapp.message import WINDOW

if TYPE_CHECKING:
    from urp.citizens.store.citizens import CitizenReader
    from urp.desk.store.desk_register import DeskRegister
    from urp.desk.store.redirects import RedirectRegister


class AlreadyAQuestionError(ConflictError):
    """It is at the desk, and counted no longer."""

    code = "already_a_question"


class TakenBackError(ConflictError):
    """The citizen took the message back: there is nothing to answer."""

    code = "taken_back"


class NoQuestionError(ConflictError):
    """Sent on before, somebody's despair, a request about one's own data, or the office's own words."""

    code = "no_question"


@dataclass(frozen=True, slots=True)
class RedirectOffice:
    register: RedirectRegister
    desk: DeskRegister
    people: CitizenReader
    turn_gap: timedelta

    def kept(self, cursor: str | None, limit: int, now: datetime) -> Page[KeptRedirect]:
        return self.register.page(cursor, limit, now)

    def redirect(self, redirect_id: UUID, now: datetime) -> KeptRedirect:
        kept = self.register.find(redirect_id, now)
        if kept is None:
            raise NotFoundError("Questo messaggio reindirizzato non c'è.")
        return kept

    def correct(self, redirect_id: UUID, kind: RedirectKind, category: Category, act: Act) -> KeptRedirect:
        def attempt() -> None:
            before = self._found(redirect_id, act.at)
            was = before.redirect
            details = f"{was.kind}/{was.category} -> {kind}/{category}"
            self.register.correct(before, kind, category, replace(act, details=details))

        retry_if_moved(attempt)
        return self._found(redirect_id, act.at)

    def to_desk(self, redirect_id: UUID, new_conversation: UUID, act: Act) -> UUID:
        """The conversation in which a person is now awaited."""

        def attempt() -> UUID:
            before = self._found(redirect_id, act.at)
            if before.hidden:
                raise TakenBackError("La persona ha ritirato il messaggio.")
            step = self._step(before.redirect, new_conversation)
            conversation_id = step.conversation.after.id
            self.register.to_desk(before, step, name_resource(act, str(conversation_id)))
            return conversation_id

        return retry_if_moved(attempt)

    def _step(self, redirect: Redirect, new_conversation: UUID) -> DeskStep:
        citizen = self.people.find_one(redirect.citizen_id)
        if citizen is None:
            raise NotFoundError("I dati della persona sono stati cancellati.")
        state = self.desk.state(citizen.id)
        current = self.desk.conversation(state.conversation_id) if state.conversation_id else None
        if current is not None and current.status is ConversationStatus.CLOSED:
            current = None
        shown = self.desk.conversation(redirect.conversation_id) if redirect.conversation_id else None
        if shown is not None:
            return _awaited_again(shown, current, state, redirect.at)
        return self._asked(redirect, citizen, current, state, new_conversation)

    def _asked(
        self,
        redirect: Redirect,
        citizen: Citizen,
        current: Conversation | None,
        state: DeskState,
        new_conversation: UUID,
    ) -> DeskStep:
        at, ends = redirect.at, citizen.window_ends_at or redirect.at + WINDOW
        before = current or open_conversation(new_conversation, citizen.id, at, ends)
        kind = MessageKind.QUESTION
        preview = make_preview(kind, redirect.text, state.language, redirect.category)
        after = record_message(before, kind, at, ends, self.turn_gap, preview=preview)
        message = DeskMessage(
            before.id,
            redirect.message_id,
            MessageKind.QUESTION,
            at,
            redirect.text,
            received=redirect.received,
        )
        return DeskStep(ConversationChange(before, after), _holding(state, before.id), message=message)

    def _found(self, redirect_id: UUID, now: datetime) -> KeptRedirect:
        kept = self.redirect(redirect_id, now)
        if kept.state is RedirectState.QUESTION:
            raise AlreadyAQuestionError("È già una domanda allo sportello.")
        return kept


@dataclass(frozen=True, slots=True)
class Found:
    """What the operator says of it."""

    conversation_id: UUID
    message: str
    """The digest by which the conversation shows it."""
    kind: RedirectKind
    category: Category
    seen: int
    take_over: bool = False


@dataclass(frozen=True, slots=True)
class SendOn:
    register: RedirectRegister
    answer: AnswerCitizen
    channels: ReportChannels
    texts: Texts
    zone: ZoneInfo

    def __call__(self, found: Found, redirect_id: UUID, act: Act) -> UUID:
        """The citizen reads the channels, and the conversation is answered."""
        reply_id = retry_if_moved(lambda: self._send_on(found, redirect_id, act))
        enqueue_stored(self.answer.replies, reply_id)
        return redirect_id

    def _send_on(self, found: Found, redirect_id: UUID, act: Act) -> str:
        message = self._message(found)
        text = self.write(found.conversation_id, found.kind, found.category)
        words = Answer(text, found.seen, take_over=found.take_over)
        step, row = self.answer.prepare(found.conversation_id, words, act)
        step = _settle_doubt(step, message)
        redirect = Redirect(
            id=redirect_id,
            kind=found.kind,
            category=found.category,
            rule=BY_A_PERSON,
            day=message.at.astimezone(self.zone).date(),
            citizen_id=step.conversation.before.citizen_id,
            message_id=message.message_id,
            at=message.at,
            text=message.text,
            conversation_id=found.conversation_id,
            received=message.received,
        )
        details = f"{found.kind}/{found.category}"
        self.register.send_on(redirect, step, name_resource(replace(act, details=details), str(redirect_id)))
        return row.id

    def write(self, conversation_id: UUID, kind: RedirectKind, category: Category) -> str:
        """What the citizen reads, in their language."""
        conversation = self.answer.register.get(conversation_id)
        return self.texts.render(
            TEXT_OF[kind],
            language=self.answer.register.state(conversation.citizen_id).language,
            own_channel=self.channels.own_channels.get(category, ""),
        )

    def _message(self, found: Found) -> DeskMessage:
        for stored in self.answer.register.messages(found.conversation_id):
            message = stored.message
            if message.kind not in OF_THE_OFFICE and digest(message.message_id) == found.message:
                if message.kind not in SENT_ON or stored.hidden:
                    raise NoQuestionError("Si può reindirizzare solo una domanda.")
                return message
        raise NotFoundError("Questo messaggio non c'è.")


def _settle_doubt(step: DeskStep, message: DeskMessage) -> DeskStep:
    if step.state is None:
        return step
    after = step.state.after
    settled = replace(after, doubt=settle_by_hand(after.doubt, message.message_id))
    return replace(step, state=replace(step.state, after=settled))


def _awaited_again(
    shown: Conversation, current: Conversation | None, state: DeskState, at: datetime
) -> DeskStep:
    """The person who answers has seen it: now it waits for them."""
    if current is not None and current.id != shown.id:
        raise AnotherOpenError(f"La persona ha un'altra conversazione aperta: {current.id}.")
    closed = shown.status is ConversationStatus.CLOSED
    facts = shown.facts.reopen() if closed else shown.facts
    after = replace(
        shown,
        status=ConversationStatus.OPEN,
        said=shown.said + 1,
        facts=replace(facts, asked_at=facts.asked_at or at),
    )
    return DeskStep(ConversationChange(shown, after), _holding(state, shown.id))


def _holding(state: DeskState, conversation_id: UUID) -> DeskStateChange:
    return DeskStateChange(state, replace(state, conversation_id=conversation_id))
