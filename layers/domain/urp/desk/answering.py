"""The office answers a citizen, inside the 24-hour window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from urp.acts.acts import name_resource, retry_if_moved
from urp.acts.model import Act
from urp.citizens.identity.model import Citizen
from urp.desk.holding import describe_takeover, find_other_open, refuse_if_not_their_turn
from urp.desk.loop_guard import reset_guard
from urp.desk.model import (
    Conversation,
    ConversationChange,
    ConversationStatus,
    DeskMessage,
    DeskStateChange,
    DeskStep,
    MessageKind,
)
from urp.desk.office_views import window_left
from urp.desk.outbox import OutboxRow, Replies, ReplyKind, ReplyState, enqueue_stored
from urp.desk.refusals import AnswerGoneError, CitizenBlockedError, ConversationClosedError, WindowClosedError
from urp.desk.transitions import record_answer, take_back_answer
from urp.errors import ForbiddenError, InvalidError, NotFoundError
from urp.outgoing_text import check_words
from urp.whatsapp.outgoing import TEXT_LIMIT

if TYPE_CHECKING:
    from urp.citizens.store.citizens import CitizenReader
    from urp.desk.store.desk_register import DeskRegister


@dataclass(frozen=True, slots=True)
class Answer:
    text: str
    seen: int
    """The conversation's `said` up to which the author has read."""
    take_over: bool = False
    """Although a colleague holds it or is writing, or the same person has another open: it is recorded,
    and the author holds it from then on."""
    canned: str | None = None
    """The canned reply the text came from."""
    hold_seconds: int = 0
    """How long it waits before it leaves, so that it can be taken back."""


@dataclass(frozen=True, slots=True)
class AnswerCitizen:
    register: DeskRegister
    people: CitizenReader
    replies: Replies

    def __call__(self, conversation_id: UUID, answer: Answer, act: Act) -> OutboxRow:
        """Stored with the act and enqueued; what became of it is seen in the conversation."""
        text = answer.text.strip()
        if not text:
            raise InvalidError("text", "è vuoto")
        check_words("text", text)
        if len(text) > TEXT_LIMIT:
            raise InvalidError("text", f"è più lungo di {TEXT_LIMIT} caratteri")
        row = retry_if_moved(lambda: self._answer(conversation_id, replace(answer, text=text), act))
        enqueue_stored(self.replies, row.id, delay_seconds=answer.hold_seconds)
        return row

    def _answer(self, conversation_id: UUID, answer: Answer, act: Act) -> OutboxRow:
        step, row = self.prepare(conversation_id, answer, act)
        details = "; ".join([*describe_takeover(step.conversation.before, act), *self._more(step, answer)])
        self.register.record(step, name_resource(replace(act, details=details), row.id))
        return row

    def prepare(self, conversation_id: UUID, answer: Answer, act: Act) -> tuple[DeskStep, OutboxRow]:
        """What answering would change; for an act that changes something else with it."""
        before = self.register.get(conversation_id)
        citizen = self._answerable(before, act.at)
        refuse_if_not_their_turn(self.register, before, citizen, answer.seen, act, take_over=answer.take_over)
        row = OutboxRow(
            id=f"answer-{act.id}",
            citizen_id=citizen.id,
            kind=ReplyKind.ANSWER,
            text=answer.text,
            created_at=act.at,
            user_id=citizen.user_id,
            phone=citizen.phone,
            conversation_id=before.id,
            not_before=act.at + timedelta(seconds=answer.hold_seconds) if answer.hold_seconds else None,
        )
        held_back = row.id if answer.hold_seconds else None
        after = record_answer(before, act, take_over=answer.take_over, held_back=held_back)
        message = DeskMessage(
            before.id,
            row.id,
            MessageKind.ANSWER,
            act.at,
            answer.text,
            author=act.by,
            canned=answer.canned,
        )
        state = self.register.state(citizen.id)
        spoken_to = DeskStateChange(state, reset_guard(state))
        step = DeskStep(ConversationChange(before, after), spoken_to, message=message, reply=row)
        return step, row

    def _more(self, step: DeskStep, answer: Answer) -> Iterator[str]:
        """What was open besides, where that was no reason to wait, and what the text was made from."""
        if answer.take_over:
            before = step.conversation.before
            citizen = self.people.find_one(before.citizen_id)
            yield from (f"beside {other.id}" for other in find_other_open(self.register, before, citizen))
        if answer.canned:
            yield f"canned reply {answer.canned}"

    def _answerable(self, conversation: Conversation, now: datetime) -> Citizen:
        if conversation.status is ConversationStatus.CLOSED:
            raise ConversationClosedError("La conversazione è chiusa.")
        citizen = self.people.find_one(conversation.citizen_id)
        if citizen is None or not window_left(conversation, citizen, now):
            raise WindowClosedError("Le 24 ore dall'ultimo messaggio della persona sono finite.")
        if citizen.is_blocked(now):
            raise CitizenBlockedError("La persona è bloccata.")
        return citizen


@dataclass(frozen=True, slots=True)
class TakenBack:
    row: OutboxRow
    conversation: Conversation


@dataclass(frozen=True, slots=True)
class TakeBackAnswer:
    register: DeskRegister

    def __call__(self, conversation_id: UUID, answer_id: str, act: Act) -> TakenBack:
        """While it was held back and is not handed over: whoever writes its row first decides. Taking it back
        twice is taking it back once."""
        return retry_if_moved(lambda: self._take_back(conversation_id, answer_id, act))

    def _take_back(self, conversation_id: UUID, answer_id: str, act: Act) -> TakenBack:
        before = self.register.get(conversation_id)
        row = self.register.reply(answer_id)
        if row is None or row.kind is not ReplyKind.ANSWER or row.conversation_id != conversation_id:
            raise NotFoundError("Questa risposta non c'è.")
        if row.state is ReplyState.TAKEN_BACK:
            return TakenBack(row, before)
        pending = before.pending
        if pending is None or pending.id != row.id or row.state is not ReplyState.UNSENT:
            raise AnswerGoneError("La risposta è già partita: non si può più ritirare.")
        if pending.by != act.by:
            raise ForbiddenError("Una risposta la ritira chi l'ha scritta.")
        if before.status is ConversationStatus.CLOSED:
            raise ConversationClosedError("La conversazione è chiusa.")
        after = take_back_answer(before, pending, row, act)
        self.register.take_back(ConversationChange(before, after), row, act)
        return TakenBack(
            replace(row, state=ReplyState.TAKEN_BACK), replace(after, version=before.version + 1)
        )
