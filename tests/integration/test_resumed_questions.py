"""Asking a citizen, 24 hours later, to let us answer: in memory and on DynamoDB the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.fakes.stored import know
from tests.integration.desk_stores import (
    CITIZEN,
    DAY,
    NOON,
    TALK,
    Desk,
    DeskStores,
    act,
    asked,
    open_stores,
)
from urp.acts.model import Act
from urp.aws.tables import Tables
from urp.citizens.blocks import Block
from urp.citizens.identity.model import Citizen
from urp.desk.model import ConversationStatus, MessageKind
from urp.desk.outbox import ReplyKind, ReplyState
from urp.desk.refusals import CitizenBlockedError, ConversationClosedError
from urp.desk.resuming import (
    AskedBeforeError,
    NoTemplateError,
    ResumeQuestion,
    TemplateForbiddenError,
    WindowOpenError,
)
from urp.errors import InvalidError
from urp.town.templates.model import (
    ButtonAction,
    MessageTemplate,
    TemplateButton,
    TemplateCategory,
    TemplateKind,
    TemplateParameter,
)
from urp.whatsapp.outgoing import NamedParameter, QuickReply, TemplateMessage

MONDAY = NOON + 3 * DAY
TEMPLATE = MessageTemplate(
    name="domanda_ripresa",
    title="Riprendiamo la tua domanda",
    language="it",
    category=TemplateCategory.UTILITY,
    kind=TemplateKind.RESUME_QUESTION,
    header="La risposta",
    body="Hai scritto su questo: {{argomento}}.",
    footer=None,
    parameters=(TemplateParameter("argomento", "Argomento", "carta d'identità", 80),),
    buttons=(TemplateButton("Voglio la risposta", ButtonAction.RESUME),),
    ttl_seconds=None,
    channel_text=None,
)
TOPIC = {"argomento": " anagrafe "}


@pytest.fixture
def stores(tables: Tables) -> DeskStores:
    return open_stores(tables)


def on_monday(number: int = 1) -> Act:
    return replace(act("conversation.resume", number=number), at=MONDAY)


def resuming(
    stores: DeskStores, citizen: Citizen = CITIZEN, *, forbidden: str | None = None
) -> tuple[ResumeQuestion, Desk]:
    desk = asked(stores, citizen)
    templates = {TEMPLATE.name: TEMPLATE}
    resume = ResumeQuestion(
        stores.register, desk.see.people, desk.replies, templates, lambda name, now: forbidden
    )
    return resume, desk


def test_who_can_no_longer_be_answered_is_asked_with_the_template_to_come_back(stores: DeskStores) -> None:
    resume, desk = resuming(stores)

    row = resume(TALK, TOPIC, on_monday())

    seen = desk.see.conversation(TALK, MONDAY)
    assert desk.replies.ids == [row.id]
    assert (row.kind, row.state, row.phone) == (ReplyKind.RESUME, ReplyState.UNSENT, "393330000001")
    assert row.template == TemplateMessage(
        "domanda_ripresa",
        "it",
        (NamedParameter("argomento", "anagrafe"),),
        quick_replies=(QuickReply(0, "resume"),),
    )
    assert desk.see.answer_sent(row.id) == row
    assert seen.conversation.status is ConversationStatus.OPEN
    assert [
        (message.message.kind, message.message.text, message.message.author) for message in seen.messages
    ][1:] == [(MessageKind.RESUME, "La risposta\n\nHai scritto su questo: anagrafe.", "staff-1")]
    assert seen.messages[1].reply == row


def test_a_citizen_who_can_still_be_answered_is_answered(stores: DeskStores) -> None:
    resume, desk = resuming(stores)

    with pytest.raises(WindowOpenError):
        resume(TALK, TOPIC, act("conversation.resume"))

    assert desk.replies.ids == []


def test_a_citizen_is_asked_once_until_they_write_again(stores: DeskStores) -> None:
    resume, _ = resuming(stores)
    resume(TALK, TOPIC, on_monday())

    with pytest.raises(AskedBeforeError):
        resume(TALK, TOPIC, on_monday(2))

    later = replace(on_monday(3), at=MONDAY + 3 * DAY)
    know(stores.tables, replace(CITIZEN, window_ends_at=MONDAY + 2 * DAY))
    assert resume(TALK, TOPIC, later).state is ReplyState.UNSENT


def test_what_whatsapp_refused_may_be_tried_again(stores: DeskStores) -> None:
    resume, _ = resuming(stores)
    first = resume(TALK, TOPIC, on_monday())
    stores.puts_reply(replace(first, state=ReplyState.REFUSED, error_code=131026))

    second = resume(TALK, TOPIC, replace(on_monday(2), at=MONDAY + timedelta(hours=1)))

    assert second.id != first.id


def test_whoever_was_asked_long_ago_is_not_asked_again_because_the_row_is_gone(stores: DeskStores) -> None:
    resume, _ = resuming(stores)
    first = resume(TALK, TOPIC, on_monday())
    stores.forgets_reply(first)

    with pytest.raises(AskedBeforeError):
        resume(TALK, TOPIC, replace(on_monday(2), at=MONDAY + 31 * DAY))


def test_a_closed_conversation_is_not_resumed(stores: DeskStores) -> None:
    resume, desk = resuming(stores)
    desk.close(TALK, 0, act("conversation.close"))

    with pytest.raises(ConversationClosedError):
        resume(TALK, TOPIC, on_monday(2))


def test_a_blocked_citizen_is_not_asked(stores: DeskStores) -> None:
    resume, _ = resuming(stores, replace(CITIZEN, block=Block("spam", "staff-2", NOON, None, "1")))

    with pytest.raises(CitizenBlockedError):
        resume(TALK, TOPIC, on_monday())


@pytest.mark.parametrize("parameters", [{}, {"argomento": ""}, {"argomento": "a\nb"}, {"altro": "x"}])
def test_what_whatsapp_would_refuse_is_refused_at_the_desk(
    stores: DeskStores, parameters: dict[str, str]
) -> None:
    resume, _ = resuming(stores)

    with pytest.raises(InvalidError) as refused:
        resume(TALK, parameters, on_monday())

    assert refused.value.field.startswith("parameters.")


def test_a_template_that_meta_paused_is_not_sent(stores: DeskStores) -> None:
    resume, _ = resuming(stores, forbidden="Il modello è in pausa.")

    with pytest.raises(TemplateForbiddenError, match="Il modello è in pausa"):
        resume(TALK, TOPIC, on_monday())


def test_a_municipality_without_the_template_says_so(stores: DeskStores) -> None:
    resume, _ = resuming(stores)

    with pytest.raises(NoTemplateError):
        replace(resume, templates={})(TALK, TOPIC, on_monday())
