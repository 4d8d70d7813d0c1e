"""After 24 hours WhatsApp takes no answer: the office asks the citizen, with a template, to write again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from urp.acts.acts import name_resource, retry_if_moved
from urp.acts.model import Act
from urp.acts.page import Page
from urp.citizens.identity.model import Citizen
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
from urp.desk.outbox import Delivery, OutboxRow, Replies, ReplyKind, ReplyState, enqueue_stored
from urp.desk.refusals import CitizenBlockedError, ConversationClosedError
from urp.errors import ConflictError, NotFoundError
from urp.town.templates.model import ButtonAction, MessageTemplate, TemplateKind
from urp.town.templates.rendering import check_parameters, render
from urp.whatsapp.outgoing import NamedParameter, QuickReply, TemplateMessage

if TYPE_CHECKING:
    from urp.citizens.store.citizens import CitizenReader
    from urp.desk.store.desk_register import DeskRegister


type Forbids = Callable[[str, datetime], str | None]
"""Why Meta lets nobody use a template now."""


ASKED = "asked"


class WindowOpenError(ConflictError):
    """The citizen can simply be answered."""

    code = "window_open"


class AskedBeforeError(ConflictError):
    """Once until they write again: who does not want the answer is left alone."""

    code = "asked_before"


class NoTemplateError(ConflictError):
    code = "no_template"


class TemplateForbiddenError(ConflictError):
    code = "template_forbidden"


@dataclass(frozen=True, slots=True)
class ResumeQuestion:
    register: DeskRegister
    people: CitizenReader
    replies: Replies
    templates: Mapping[str, MessageTemplate]
    forbids: Forbids

    def __call__(self, conversation_id: UUID, parameters: Mapping[str, str], act: Act) -> OutboxRow:
        """The conversation stays open: the question still waits for its answer."""
        template = self._template(act.at)
        checked = check_parameters(template, parameters)
        row = retry_if_moved(lambda: self._ask(conversation_id, template, checked, act))
        enqueue_stored(self.replies, row.id)
        return row

    def check(self, parameters: Mapping[str, str], now: datetime) -> None:
        """What would be refused for every conversation alike."""
        check_parameters(self._template(now), parameters)

    def _template(self, now: datetime) -> MessageTemplate:
        kind = TemplateKind.RESUME_QUESTION
        template = next((known for known in self.templates.values() if known.kind is kind), None)
        if template is None:
            raise NoTemplateError("Il profilo non ha un modello per riprendere una domanda.")
        reason = self.forbids(template.name, now)
        if reason is not None:
            raise TemplateForbiddenError(reason)
        return template

    def _ask(
        self, conversation_id: UUID, template: MessageTemplate, parameters: Mapping[str, str], act: Act
    ) -> OutboxRow:
        before = self.register.get(conversation_id)
        citizen = self._reachable(before, act.at)
        row = OutboxRow(
            id=f"resume-{act.id}",
            citizen_id=citizen.id,
            kind=ReplyKind.RESUME,
            text=render(template, parameters),
            created_at=act.at,
            user_id=citizen.user_id,
            phone=citizen.phone,
            conversation_id=before.id,
            template=_message(template, parameters),
        )
        message = DeskMessage(before.id, row.id, MessageKind.RESUME, act.at, row.text, author=act.by)
        state = self.register.state(citizen.id)
        after = replace(before, last_message_at=act.at, said=before.said + 1, said_by=act.by)
        step = DeskStep(ConversationChange(before, after), DeskStateChange(state, state), message, row)
        self.register.record(step, name_resource(act, row.id))
        return row

    def _reachable(self, conversation: Conversation, now: datetime) -> Citizen:
        if conversation.status is ConversationStatus.CLOSED:
            raise ConversationClosedError("La conversazione è chiusa.")
        citizen = self.people.find_one(conversation.citizen_id)
        if citizen is None:
            raise NotFoundError("Questa persona non c'è.")
        if citizen.is_blocked(now):
            raise CitizenBlockedError("La persona è bloccata.")
        if window_left(conversation, citizen, now):
            raise WindowOpenError("Alla persona si può ancora rispondere.")
        if self._asked_since(conversation, citizen):
            raise AskedBeforeError("Alla persona è già stato chiesto, e da allora non ha scritto.")
        return citizen

    def _asked_since(self, conversation: Conversation, citizen: Citizen) -> bool:
        over = max(conversation.window_ends_at, citizen.window_ends_at or conversation.window_ends_at)
        asked = [
            stored.message.message_id
            for stored in self.register.messages(conversation.id)
            if stored.message.kind is MessageKind.RESUME and stored.message.at >= over
        ]
        rows = self.register.replies(asked)
        return any(_may_have_arrived(rows.get(row_id)) for row_id in asked)


@dataclass(frozen=True, slots=True)
class Resumed:
    conversation_id: UUID
    outcome: str
    """`asked`, or the code of the refusal: who was asked before, or wrote just now, is left alone."""
    row: OutboxRow | None = None


@dataclass(frozen=True, slots=True)
class ResumeEnded:
    register: DeskRegister
    resume: ResumeQuestion

    def __call__(
        self, parameters: Mapping[str, str], cursor: str | None, limit: int, act: Act
    ) -> Page[Resumed]:
        """Calling it again asks nobody twice, so it needs no Idempotency-Key."""
        self.resume.check(parameters, act.at)
        page = self.register.page(ConversationStatus.OPEN, cursor, limit)
        ended = [item for item in page.items if item.window_ends_at <= act.at]
        asked = tuple(self._ask(talk.id, parameters, act) for talk in ended)
        last = page.items[-1] if page.items else None  # by the end of the window: the rest can be answered
        over = last is not None and not last.danger and last.window_ends_at > act.at
        return Page(asked, None if over else page.cursor)

    def _ask(self, conversation_id: UUID, parameters: Mapping[str, str], act: Act) -> Resumed:
        own = replace(act, id=f"{act.id}-{conversation_id.hex}", resource=f"conversation/{conversation_id}")
        try:
            return Resumed(conversation_id, ASKED, self.resume(conversation_id, parameters, own))
        except (ConflictError, NotFoundError) as refusal:
            return Resumed(conversation_id, refusal.code)


def _may_have_arrived(row: OutboxRow | None) -> bool:
    """When nobody knows, the operator decides, as with an answer. A row lives shorter than its conversation:
    a citizen asked so long ago is not asked every month, nor kept for ever by being asked."""
    if row is None:
        return True
    gone = (ReplyState.REFUSED, ReplyState.UNCLEAR)
    return row.state not in gone and row.delivery is not Delivery.FAILED


def _message(template: MessageTemplate, parameters: Mapping[str, str]) -> TemplateMessage:
    button = template.find_button_index(ButtonAction.RESUME)
    return TemplateMessage(
        template.name,
        template.language,
        tuple(NamedParameter(name, text) for name, text in parameters.items()),
        quick_replies=() if button is None else (QuickReply(button, ButtonAction.RESUME.value),),
    )
