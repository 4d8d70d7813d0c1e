"""/staff/conversations: the virtual desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.errors import ForbiddenError
from urp.staff.api.desk_json import answer_json, conversation_json, summary_json
from urp.staff.api.roles import DESK_READERS, MODERATORS, OPERATORS
from urp.staff.api.routing import Request, Route
from urp.staff.api.schemas import Nothing
from urp.staff.api.schemas_desk import (
    AnswerJson,
    ClosedJson,
    ConversationJson,
    ConversationListing,
    ConversationsJson,
    NewAnswer,
    ResumedQuestion,
    Reveal,
)

if TYPE_CHECKING:
    from urp.staff.api.offices import Offices


def listed(offices: Offices, request: Request[ConversationListing, Nothing]) -> ConversationsJson:
    query = request.query
    page = offices.desk.see.conversations(query.status, query.cursor, query.limit, request.now)
    return ConversationsJson(
        items=tuple(summary_json(each, request.now) for each in page.items), next=page.cursor
    )


def shown(offices: Offices, request: Request[Reveal, Nothing]) -> ConversationJson:
    conversation_id = request.id("conversation")
    view = offices.desk.see.conversation(conversation_id, request.now)
    if request.query.reveal is None:
        return conversation_json(view, view.phone, request.now)
    if not request.member.roles & MODERATORS:
        raise ForbiddenError("a whole number is shown only to: " + ", ".join(sorted(MODERATORS)))
    act = request.act("citizen.reveal_phone", f"conversation/{conversation_id}", request.query.reason)
    return conversation_json(view, offices.desk.see.reveal_phone(conversation_id, act), request.now)


def answered(offices: Offices, request: Request[Nothing, NewAnswer]) -> AnswerJson:
    conversation_id = request.id("conversation")
    act = request.act("conversation.answer", f"conversation/{conversation_id}")
    return answer_json(offices.desk.answer(conversation_id, request.body.text, act))


def answered_before(
    offices: Offices, _: Request[Nothing, NewAnswer] | Request[Nothing, ResumedQuestion], answer_id: str
) -> AnswerJson:
    return answer_json(offices.desk.see.answer_sent(answer_id))


def resumed(offices: Offices, request: Request[Nothing, ResumedQuestion]) -> AnswerJson:
    conversation_id = request.id("conversation")
    act = request.act("conversation.resume", f"conversation/{conversation_id}")
    return answer_json(offices.resume_question(conversation_id, request.body.parameters, act))


def closed(offices: Offices, request: Request[Nothing, Nothing]) -> ClosedJson:
    conversation_id = request.id("conversation")
    act = request.act("conversation.close", f"conversation/{conversation_id}")
    conversation = offices.desk.close(conversation_id, act)
    return ClosedJson(id=conversation.id, status=conversation.status)


ROUTES = (
    Route(
        "GET", "/staff/conversations", DESK_READERS, "List conversations",
        ConversationListing, Nothing, ConversationsJson, listed,
    ),
    Route(
        "GET", "/staff/conversations/{conversation}", DESK_READERS, "Read a conversation",
        Reveal, Nothing, ConversationJson, shown,
        description="`?reveal=phone&reason=…` shows the whole number to moderators and administrators, "
        "and the reading is recorded.",
    ),
    Route(
        "POST", "/staff/conversations/{conversation}/answers", OPERATORS, "Answer a citizen",
        Nothing, NewAnswer, AnswerJson, answered, status=201, repeat=answered_before,
        description="Refused with `window_closed` 24 hours after the citizen's last message.",
    ),
    Route(
        "POST", "/staff/conversations/{conversation}/resume", OPERATORS, "Ask a citizen to write again",
        Nothing, ResumedQuestion, AnswerJson, resumed, status=201, repeat=answered_before,
        description="Once the 24-hour window is over: the template of kind `resume_question` goes out, and "
        "whoever presses its button can be answered. Refused with `window_open` before, and with "
        "`asked_before` until the citizen writes again.",
    ),
    Route(
        "POST", "/staff/conversations/{conversation}/close", OPERATORS, "Close a conversation",
        Nothing, Nothing, ClosedJson, closed,
    ),
)  # fmt: skip
