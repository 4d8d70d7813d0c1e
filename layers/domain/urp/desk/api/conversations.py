"""/staff/conversations: the virtual desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.desk.answering import Answer
from urp.desk.api.conversation_holding import HOLDING
from urp.desk.api.conversation_json import (
    AnswerJson,
    ConversationJson,
    ConversationListing,
    ConversationsJson,
    Reading,
    ResumedQuestion,
    answer_json,
    conversation_json,
    summary_json,
)
from urp.desk.api.schemas_answering import NewAnswer, ResumedAll, ResumedAllJson, ResumedJson
from urp.errors import ForbiddenError
from urp.staff_api.roles import DESK_READERS, MODERATORS, OPERATORS
from urp.staff_api.routing import Request, Route
from urp.staff_api.schemas import Nothing

if TYPE_CHECKING:
    from urp.desk.api.offices import DeskOffices


def listed(offices: DeskOffices, request: Request[ConversationListing, Nothing]) -> ConversationsJson:
    query, desk = request.query, offices.desk.see
    page = desk.conversations(
        query.status, query.cursor, query.limit, request.now, query.held, request.member.id
    )
    waiting = desk.waiting(request.now)
    return ConversationsJson(
        items=tuple(summary_json(item, request.now) for item in page.items),
        next=page.cursor,
        waiting=waiting.all,
        overdue=waiting.overdue,
    )


def shown(offices: DeskOffices, request: Request[Reading, Nothing]) -> ConversationJson:
    conversation_id, desk = request.id("conversation"), offices.desk.see
    query, moderates = request.query, bool(request.member.roles & MODERATORS)
    if query.reveal == "text":
        act = request.act("conversation.reveal_text", f"conversation/{conversation_id}", query.reason)
        whole = desk.reveal_texts(conversation_id, act, query.cursor, query.limit, anybody=moderates)
        return conversation_json(whole, whole.phone, request.now)
    view = desk.conversation(conversation_id, request.now, query.cursor, query.limit)
    if query.reveal is None:
        return conversation_json(view, view.phone, request.now)
    if not moderates:
        raise ForbiddenError(
            "Il numero intero lo vede solo chi ha uno di questi ruoli: " + ", ".join(sorted(MODERATORS))
        )
    act = request.act("citizen.reveal_phone", f"conversation/{conversation_id}", query.reason)
    return conversation_json(view, desk.reveal_phone(conversation_id, act), request.now)


def answered(offices: DeskOffices, request: Request[Nothing, NewAnswer]) -> AnswerJson:
    conversation_id, body = request.id("conversation"), request.body
    act = request.act("conversation.answer", f"conversation/{conversation_id}")
    text = body.text or ""
    if body.canned is not None:
        canned = offices.canned.reply(body.canned)
        text = text or canned.filled(body.fields)
    answer = Answer(text, body.seen, body.take_over, body.canned)
    return answer_json(offices.desk.answer(conversation_id, answer, act))


def answered_before(
    offices: DeskOffices, _: Request[Nothing, NewAnswer] | Request[Nothing, ResumedQuestion], answer_id: str
) -> AnswerJson:
    return answer_json(offices.desk.see.answer_sent(answer_id))


def resumed(offices: DeskOffices, request: Request[Nothing, ResumedQuestion]) -> AnswerJson:
    conversation_id = request.id("conversation")
    act = request.act("conversation.resume", f"conversation/{conversation_id}")
    return answer_json(offices.resume_question(conversation_id, request.body.parameters, act))


def resumed_all(offices: DeskOffices, request: Request[Nothing, ResumedAll]) -> ResumedAllJson:
    body = request.body
    act = request.act("conversation.resume", "conversations")
    page = offices.resume_ended(body.parameters, body.cursor, body.limit, act)
    items = tuple(
        ResumedJson(
            conversation=item.conversation_id,
            outcome=item.outcome,
            answer=answer_json(item.row) if item.row else None,
        )
        for item in page.items
    )
    return ResumedAllJson(items=items, asked=len([item for item in page.items if item.row]), next=page.cursor)


ROUTES = (
    Route(
        "GET", "/staff/conversations", DESK_READERS, "List conversations",
        ConversationListing, Nothing, ConversationsJson, listed,
        description="With `held` a page may have fewer items than `limit`, or none, before the last: the "
        "list ends where `next` is null.",
    ),
    Route(
        "GET", "/staff/conversations/{conversation}", DESK_READERS, "Read a conversation",
        Reading, Nothing, ConversationJson, shown,
        description="The newest messages; `cursor` asks for those before, on a page that may be short or "
        "empty. Identifiers of people are masked in every text. `?reveal=text&reason=…` shows the texts as "
        "they were written to moderators, administrators and whoever took the conversation, "
        "`?reveal=phone&reason=…` the whole number to moderators and administrators; it is recorded.",
    ),
    Route(
        "POST", "/staff/conversations/{conversation}/answers", OPERATORS, "Answer a citizen",
        Nothing, NewAnswer, AnswerJson, answered, status=201, repeat=answered_before,
        description="Refused with `window_closed` 24 hours after the citizen's last message, with `moved_on` "
        "when somebody wrote after what the caller has `seen`, and, unless `take_over` says so, with "
        "`held_by_colleague`, `colleague_writing`, or `another_open`: the same person has another open "
        "conversation (`also_open`) that the caller does not hold.",
    ),
    Route(
        "POST", "/staff/conversations/{conversation}/resume", OPERATORS, "Ask a citizen to write again",
        Nothing, ResumedQuestion, AnswerJson, resumed, status=201, repeat=answered_before,
        description="Once the 24-hour window is over: the template of kind `resume_question` goes out, and "
        "whoever presses its button can be answered. Refused with `window_open` before, and with "
        "`asked_before` until the citizen writes again.",
    ),
    Route(
        "POST", "/staff/conversations/resume-ended", OPERATORS, "Ask all whose window is over to write again",
        Nothing, ResumedAll, ResumedAllJson, resumed_all,
        description="The same template for every conversation that waits and whose 24 hours are over, with "
        "what became of each. Calling it again asks nobody twice.",
    ),
    *HOLDING,
)  # fmt: skip
