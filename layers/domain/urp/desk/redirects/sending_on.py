"""An operator finds a report among questions and alarms: it is sent on by hand, counted like the others."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from urp.acts.acts import naming, retried
from urp.acts.model import Act
from urp.desk.answering import Answer, AnswerCitizen
from urp.desk.model import OF_THE_OFFICE, DeskMessage, MessageKind
from urp.desk.redirects.model import BY_A_PERSON, Redirect
from urp.desk.redirects.texts import TEXT_OF
from urp.errors import ConflictError, NotFoundError, UnavailableError
from urp.observability import digest
from urp.town.municipality import ReportChannels
from urp.town.municipality.codes import Category, RedirectKind
from urp.town.texts import Texts

if TYPE_CHECKING:
    from urp.desk.store.redirects import RedirectRegister

_SENT_ON = frozenset({MessageKind.QUESTION, MessageKind.EMERGENCY, MessageKind.POSSIBLE_EMERGENCY})
"""A defect told in grave words is taken for a danger more often than a danger is missed."""


class NoQuestionError(ConflictError):
    """Sent on before, somebody's despair, a request about one's own data, or the office's own words."""

    code = "no_question"


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
        reply_id = retried(lambda: self._send_on(found, redirect_id, act))
        with suppress(UnavailableError):  # the sweep enqueues what is stored and was not sent
            self.answer.replies.enqueue([reply_id])
        return redirect_id

    def _send_on(self, found: Found, redirect_id: UUID, act: Act) -> str:
        message = self._message(found)
        text = self.texts.render(
            TEXT_OF[found.kind],
            language=self.answer.register.state(self._citizen(found)).language,
            own_channel=self.channels.own_channels.get(found.category, ""),
        )
        words = Answer(text, found.seen, take_over=found.take_over)
        step, row = self.answer.prepared(found.conversation_id, words, act)
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
        self.register.send_on(redirect, step, naming(replace(act, details=details), str(redirect_id)))
        return row.id

    def _citizen(self, found: Found) -> UUID:
        conversation = self.answer.register.conversation(found.conversation_id)
        if conversation is None:
            raise NotFoundError("Questa conversazione non c'è.")
        return conversation.citizen_id

    def _message(self, found: Found) -> DeskMessage:
        for stored in self.answer.register.messages(found.conversation_id):
            message = stored.message
            if message.kind not in OF_THE_OFFICE and digest(message.message_id) == found.message:
                if message.kind not in _SENT_ON or stored.hidden:
                    raise NoQuestionError("Si può reindirizzare solo una domanda.")
                return message
        raise NotFoundError("Questo messaggio non c'è.")
