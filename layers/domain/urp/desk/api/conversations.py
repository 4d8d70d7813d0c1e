"""/staff/conversations: the virtual desk: read, answer, hold, close."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.acts.permissions import Permission, may, name_roles
from urp.desk.answering import Answer
from urp.desk.api.conversation_json import (
    AnswerJson,
    ClosedJson,
    Closing,
    ConversationJson,
    ConversationListing,
    ConversationsJson,
    Giving,
    HeldJson,
    NewAnswer,
    NewNote,
    NoteJson,
    Reading,
    ResumedAll,
    ResumedAllJson,
    ResumedJson,
    ResumedQuestion,
    TakeOver,
    conversation_json,
    held_json,
    summary_json,
)
from urp.errors import ForbiddenError
from urp.staff_api.routing import Request, Route
from urp.staff_api.schemas import Input, Nothing

if TYPE_CHECKING:
    from urp.acts.model import Act
    from urp.desk.api.offices import DeskOffices


def list_conversations(
    offices: DeskOffices, request: Request[ConversationListing, Nothing]
) -> ConversationsJson:
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


def _shows_the_number(query: Reading) -> bool:
    return query.reveal == "phone"


def show(offices: DeskOffices, request: Request[Reading, Nothing]) -> ConversationJson:
    conversation_id, desk = request.read_id("conversation"), offices.desk.see
    query, moderates = request.query, may(request.member, Permission.MODERATE)
    if query.reveal == "text":
        act = request.make_act("conversation.reveal_text", f"conversation/{conversation_id}", query.reason)
        whole = desk.reveal_texts(conversation_id, act, query.cursor, query.limit, anybody=moderates)
        return conversation_json(whole, whole.phone, request.now)
    view = desk.conversation(conversation_id, request.now, query.cursor, query.limit)
    if query.reveal is None:
        return conversation_json(view, view.phone, request.now)
    if not moderates:
        raise ForbiddenError(
            "Il numero intero lo vede solo chi ha uno di questi ruoli: " + name_roles(Permission.MODERATE)
        )
    act = request.make_act("citizen.reveal_phone", f"conversation/{conversation_id}", query.reason)
    return conversation_json(view, desk.reveal_phone(conversation_id, act), request.now)


def answer(offices: DeskOffices, request: Request[Nothing, NewAnswer]) -> AnswerJson:
    conversation_id, body = request.read_id("conversation"), request.body
    act = request.make_act("conversation.answer", f"conversation/{conversation_id}")
    text = body.text or ""
    if body.canned is not None:
        canned = offices.canned.reply(body.canned)
        text = text or canned.fill(body.fields)
    said = Answer(text, body.seen, body.take_over, body.canned)
    return AnswerJson.from_view(offices.desk.answer(conversation_id, said, act))


def show_answer(
    offices: DeskOffices, _: Request[Nothing, NewAnswer] | Request[Nothing, ResumedQuestion], answer_id: str
) -> AnswerJson:
    return AnswerJson.from_view(offices.desk.see.answer_sent(answer_id))


def resume(offices: DeskOffices, request: Request[Nothing, ResumedQuestion]) -> AnswerJson:
    conversation_id = request.read_id("conversation")
    act = request.make_act("conversation.resume", f"conversation/{conversation_id}")
    return AnswerJson.from_view(offices.resume_question(conversation_id, request.body.parameters, act))


def resume_ended(offices: DeskOffices, request: Request[Nothing, ResumedAll]) -> ResumedAllJson:
    body = request.body
    act = request.make_act("conversation.resume", "conversations")
    page = offices.resume_ended(body.parameters, body.cursor, body.limit, act)
    items = tuple(
        ResumedJson(
            conversation=item.conversation_id,
            outcome=item.outcome,
            answer=AnswerJson.from_view(item.row) if item.row else None,
        )
        for item in page.items
    )
    return ResumedAllJson(items=items, asked=len([item for item in page.items if item.row]), next=page.cursor)


def take(offices: DeskOffices, request: Request[Nothing, TakeOver]) -> HeldJson:
    conversation_id, take_over = request.read_id("conversation"), request.body.take_over
    talk = offices.desk.assign.take(conversation_id, _act(request, "take"), take_over=take_over)
    return held_json(talk, request.now)


def give(offices: DeskOffices, request: Request[Nothing, Giving]) -> HeldJson:
    body = request.body
    talk = offices.desk.assign.give(
        request.read_id("conversation"), body.to, body.note, _act(request, "give"), take_over=body.take_over
    )
    return held_json(talk, request.now)


def show_given(offices: DeskOffices, request: Request[Nothing, Giving], _: str) -> HeldJson:
    view = offices.desk.see.conversation(request.read_id("conversation"), request.now)
    return held_json(view.conversation, request.now)


def release(offices: DeskOffices, request: Request[Nothing, TakeOver]) -> HeldJson:
    conversation_id, take_over = request.read_id("conversation"), request.body.take_over
    talk = offices.desk.assign.release(conversation_id, _act(request, "release"), take_over=take_over)
    return held_json(talk, request.now)


def leave_note(offices: DeskOffices, request: Request[Nothing, NewNote]) -> NoteJson:
    conversation_id = request.read_id("conversation")
    note = offices.desk.assign.note(conversation_id, request.body.text, _act(request, "note"))
    return NoteJson(id=note.message_id)


def show_note(_: DeskOffices, __: Request[Nothing, NewNote], note_id: str) -> NoteJson:
    return NoteJson(id=note_id)


def say_writing(offices: DeskOffices, request: Request[Nothing, Nothing]) -> HeldJson:
    talk = offices.desk.assign.write(request.read_id("conversation"), request.member.id, request.now)
    return held_json(talk, request.now)


def stop_writing(offices: DeskOffices, request: Request[Nothing, Nothing]) -> HeldJson:
    talk = offices.desk.assign.stop_writing(request.read_id("conversation"), request.member.id, request.now)
    return held_json(talk, request.now)


def close(offices: DeskOffices, request: Request[Nothing, Closing]) -> ClosedJson:
    body = request.body
    conversation = offices.desk.close(
        request.read_id("conversation"), body.seen, _act(request, "close"), take_over=body.take_over
    )
    return ClosedJson(id=conversation.id, status=conversation.status)


def reopen(offices: DeskOffices, request: Request[Nothing, Nothing]) -> ClosedJson:
    conversation = offices.desk.reopen(request.read_id("conversation"), _act(request, "reopen"))
    return ClosedJson(id=conversation.id, status=conversation.status)


def _act[Body: Input](request: Request[Nothing, Body], verb: str) -> Act:
    return request.make_act(f"conversation.{verb}", f"conversation/{request.read_id('conversation')}")


_ONE = "/staff/conversations/{conversation}"
_REFUSED = "Refused with `held_by_colleague` while somebody else holds it, unless `take_over` says so."

ROUTES = (
    Route(
        "GET", "/staff/conversations", Permission.READ_DESK, "List conversations",
        ConversationListing, Nothing, ConversationsJson, list_conversations,
        description="With `held` a page may have fewer items than `limit`, or none, before the last: the "
        "list ends where `next` is null.",
    ),
    Route(
        "GET", _ONE, Permission.READ_DESK, "Read a conversation",
        Reading, Nothing, ConversationJson, show, fresh=_shows_the_number,
        description="The newest messages; `cursor` asks for those before, on a page that may be short or "
        "empty. Identifiers of people are masked in every text. `?reveal=text&reason=…` shows the texts as "
        "they were written to moderators, administrators and whoever took the conversation, "
        "`?reveal=phone&reason=…` the whole number to moderators and administrators; it is recorded.",
    ),
    Route(
        "POST", _ONE + "/answers", Permission.ANSWER, "Answer a citizen",
        Nothing, NewAnswer, AnswerJson, answer, status=201, repeat=show_answer,
        description="Refused with `window_closed` 24 hours after the citizen's last message, with `moved_on` "
        "when somebody wrote after what the caller has `seen`, and, unless `take_over` says so, with "
        "`held_by_colleague`, `colleague_writing`, or `another_open`: the same person has another open "
        "conversation (`also_open`) that the caller does not hold.",
    ),
    Route(
        "POST", _ONE + "/resume", Permission.ANSWER, "Ask a citizen to write again",
        Nothing, ResumedQuestion, AnswerJson, resume, status=201, repeat=show_answer,
        description="Once the 24-hour window is over: the template of kind `resume_question` goes out, and "
        "whoever presses its button can be answered. Refused with `window_open` before, and with "
        "`asked_before` until the citizen writes again.",
    ),
    Route(
        "POST", "/staff/conversations/resume-ended", Permission.ANSWER,
        "Ask all whose window is over to write again",
        Nothing, ResumedAll, ResumedAllJson, resume_ended,
        description="The same template for every conversation that waits and whose 24 hours are over, with "
        "what became of each. Calling it again asks nobody twice.",
    ),
    Route(
        "POST", _ONE + "/take", Permission.ANSWER, "Take a conversation",
        Nothing, TakeOver, HeldJson, take, description=_REFUSED,
    ),
    Route(
        "POST", _ONE + "/give", Permission.ANSWER, "Give a conversation to a colleague",
        Nothing, Giving, HeldJson, give, repeat=show_given,
        description="With a note if one is needed, and only to who may read the desk. " + _REFUSED,
    ),
    Route(
        "POST", _ONE + "/release", Permission.ANSWER, "Let go of a conversation",
        Nothing, TakeOver, HeldJson, release, description=_REFUSED,
    ),
    Route(
        "POST", _ONE + "/notes", Permission.ANSWER, "Leave a note for colleagues",
        Nothing, NewNote, NoteJson, leave_note, status=201, repeat=show_note,
        description="Never sent to the citizen; kept as long as the texts of the desk.",
    ),
    Route(
        "POST", _ONE + "/writing", Permission.ANSWER, "Say that one is writing an answer",
        Nothing, Nothing, HeldJson, say_writing,
        description="For two minutes, and again with each call; nobody else may answer or close meanwhile. "
        "Refused with `colleague_writing` or `held_by_colleague`.",
    ),
    Route(
        "DELETE", _ONE + "/writing", Permission.ANSWER, "Stop writing",
        Nothing, Nothing, HeldJson, stop_writing,
    ),
    Route(
        "POST", _ONE + "/close", Permission.ANSWER, "Close a conversation",
        Nothing, Closing, ClosedJson, close,
        description="Refused with `moved_on` when somebody wrote after what the caller has read. " + _REFUSED,
    ),
    Route(
        "POST", _ONE + "/reopen", Permission.ANSWER, "Open a closed conversation again",
        Nothing, Nothing, ClosedJson, reopen,
        description="As long as it is kept. Refused with `another_open` when the citizen has a newer one.",
    ),
)  # fmt: skip
