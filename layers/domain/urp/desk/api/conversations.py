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
    DraftJson,
    FoundJson,
    Giving,
    HeldJson,
    LookingJson,
    NewAnswer,
    NewDraft,
    NewNote,
    NoteJson,
    QueueVersionJson,
    Reading,
    ResumedAll,
    ResumedAllJson,
    ResumedJson,
    ResumedQuestion,
    Search,
    TakenBackJson,
    TakeOver,
    conversation_json,
    held_json,
    summary_json,
)
from urp.desk.model import AnswerDraft
from urp.errors import ForbiddenError
from urp.observability import digest
from urp.staff_api.routing import Request, Route, always
from urp.staff_api.schemas import Input, Nothing

if TYPE_CHECKING:
    from pydantic import BaseModel

    from urp.acts.model import Act
    from urp.desk.api.offices import DeskOffices
    from urp.desk.store.lookers import Looking


def list_conversations(
    offices: DeskOffices, request: Request[ConversationListing, Nothing]
) -> ConversationsJson:
    """The version is read first: what changes meanwhile is shown, and the list is read once more."""
    query, desk = request.query, offices.desk.see
    looking, waiting = _who_looks(offices, request), desk.waiting(request.now, request.member.id)
    page = desk.conversations(
        query.status, query.cursor, query.limit, request.now, query.held, request.member.id
    )
    return ConversationsJson(
        items=tuple(summary_json(item, looking, request.now) for item in page.items),
        next=page.cursor,
        waiting=waiting.all,
        overdue=waiting.overdue,
        mine=waiting.mine,
        version=_write_version(waiting.version, looking),
    )


def show_version(offices: DeskOffices, request: Request[Nothing, Nothing]) -> QueueVersionJson:
    looking = _who_looks(offices, request)
    return QueueVersionJson(version=_write_version(offices.desk.see.register.queue_version(), looking))


def _write_version(waiting: str, looking: Looking) -> str:
    return digest("\n".join((waiting, *sorted(f"{talk} {people}" for talk, people in looking.items()))))


def search(offices: DeskOffices, request: Request[Nothing, Search]) -> FoundJson:
    body, act = request.body, request.make_act("conversation.search", "conversations", request.body.reason)
    found = (
        offices.desk.search.by_words(body.words, body.cursor, act)
        if body.words is not None
        else offices.desk.search.by_person(body.phone, body.user_id, act)
    )
    looking = _who_looks(offices, request)
    return FoundJson(
        items=tuple(summary_json(item, looking, request.now) for item in found.page.items),
        next=found.page.cursor,
        looked_at=found.looked_at,
    )


def _who_looks[Query: BaseModel, Body: BaseModel](
    offices: DeskOffices, request: Request[Query, Body]
) -> Looking:
    return offices.desk.lookers.others(request.member.id, request.now)


def _shows_the_number(query: Reading) -> bool:
    return query.reveal == "phone"


def _reveals(query: Reading) -> bool:
    return query.reveal is not None


def show(offices: DeskOffices, request: Request[Reading, Nothing]) -> ConversationJson:
    conversation_id, desk = request.read_id("conversation"), offices.desk.see
    query, moderates = request.query, may(request.member, Permission.MODERATE)
    anybody = moderates or request.by_alert
    looking = _who_looks(offices, request)
    if query.reveal == "text":
        act = request.make_act("conversation.reveal_text", f"conversation/{conversation_id}", query.reason)
        whole = desk.reveal_texts(conversation_id, act, query.cursor, query.limit, anybody=anybody)
        return conversation_json(whole, whole.phone, looking, request.now)
    view = desk.conversation(conversation_id, request.now, query.cursor, query.limit)
    if query.reveal is None:
        return conversation_json(view, view.phone, looking, request.now)
    if not moderates:
        raise ForbiddenError(
            "Il numero intero lo vede solo chi ha uno di questi ruoli: " + name_roles(Permission.MODERATE)
        )
    act = request.make_act("citizen.reveal_phone", f"conversation/{conversation_id}", query.reason)
    phone = desk.reveal_phone(conversation_id, act)
    return conversation_json(view, phone, looking, request.now)


def answer(offices: DeskOffices, request: Request[Nothing, NewAnswer]) -> AnswerJson:
    conversation_id, body = request.read_id("conversation"), request.body
    act = request.make_act("conversation.answer", f"conversation/{conversation_id}")
    text = body.text or ""
    if body.canned is not None:
        canned = offices.canned.reply(body.canned)
        text = text or canned.fill(body.fields)
    said = Answer(text, body.seen, body.take_over, body.canned, body.hold_seconds)
    return AnswerJson.from_view(offices.desk.answer(conversation_id, said, act))


def take_back(offices: DeskOffices, request: Request[Nothing, Nothing]) -> TakenBackJson:
    conversation_id = request.read_id("conversation")
    taken = offices.desk.take_back(conversation_id, request.path["answer"], _act(request, "take_back_answer"))
    return TakenBackJson(
        id=taken.row.id,
        text=taken.row.text,
        status=taken.conversation.status,
        said=taken.conversation.said,
    )


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


def look(offices: DeskOffices, request: Request[Nothing, Nothing]) -> LookingJson:
    conversation_id, staff = request.read_id("conversation"), request.member.id
    conversation = offices.desk.see.register.get(conversation_id)
    offices.desk.lookers.look(conversation_id, staff, request.now)
    held = held_json(conversation, request.now)
    return LookingJson(
        looking=_who_looks(offices, request).get(conversation_id, ()),
        held_by=held.held_by,
        writing_by=held.writing_by,
        status=held.status,
        said=held.said,
    )


def keep_draft(offices: DeskOffices, request: Request[Nothing, NewDraft]) -> DraftJson:
    conversation = offices.desk.see.register.get(request.read_id("conversation"))
    draft = AnswerDraft(request.body.text, request.now)
    offices.desk.drafts.keep(conversation, request.member.id, draft)
    return DraftJson.from_view(draft)


def show_draft(offices: DeskOffices, request: Request[Nothing, Nothing]) -> DraftJson:
    draft = offices.desk.drafts.find(request.read_id("conversation"), request.member.id)
    return DraftJson(text=draft.text if draft else None, at=draft.at if draft else None)


def drop_draft(offices: DeskOffices, request: Request[Nothing, Nothing]) -> Nothing:
    offices.desk.drafts.drop(request.read_id("conversation"), request.member.id)
    return Nothing()


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
        "GET", "/staff/conversations/version", Permission.READ_DESK, "Read whether the queue changed",
        Nothing, Nothing, QueueVersionJson, show_version,
        description="For polling: the list, which has it too, is read again only when this is another. "
        "It tells of conversations that wait and of who looks at them; not of time that passes (a window, "
        "a lease of writing).",
    ),
    Route(
        "GET", _ONE, Permission.READ_DESK, "Read a conversation",
        Reading, Nothing, ConversationJson, show, fresh=_shows_the_number, alerted="conversation",
        shows_people=_reveals,
        description="The newest messages; `cursor` asks for those before, on a page that may be short or "
        "empty. Identifiers of people are masked in every text. `?reveal=text&reason=…` shows the texts as "
        "they were written to moderators, administrators and whoever took the conversation, "
        "`?reveal=phone&reason=…` the whole number to moderators and administrators; it is recorded.",
    ),
    Route(
        "POST", "/staff/conversations/search", Permission.READ_DESK, "Search conversations",
        Nothing, Search, FoundJson, search, shows_people=always,
        description="By words, in texts as the office reads them: what is masked is not found. A call looks "
        "at 50 conversations (those that wait, then answered ones, then closed ones; newest first) and may "
        "find none: go on while `next` is not null. Or by whose they are, with a reason: counted as a whole "
        "number seen (`numbers_limit`). Names are not kept: search for them as words. Recorded, without the "
        "words.",
    ),
    Route(
        "POST", _ONE + "/answers", Permission.ANSWER, "Answer a citizen",
        Nothing, NewAnswer, AnswerJson, answer, status=201, repeat=show_answer, alerted="conversation",
        description="Refused with `window_closed` 24 hours after the citizen's last message, with `moved_on` "
        "when somebody wrote after what the caller has `seen`, and, unless `take_over` says so, with "
        "`held_by_colleague`, `colleague_writing`, or `another_open`: the same person has another open "
        "conversation (`also_open`) that the caller does not hold.",
    ),
    Route(
        "DELETE", _ONE + "/answers/{answer}", Permission.ANSWER, "Take an answer back",
        Nothing, Nothing, TakenBackJson, take_back, alerted="conversation",
        description="One's own, sent with `hold_seconds`, while it was not handed to WhatsApp: the "
        "conversation waits again. Refused with `answer_gone` afterwards: exactly one of the two happens.",
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
        Nothing, TakeOver, HeldJson, take, description=_REFUSED, alerted="conversation",
    ),
    Route(
        "POST", _ONE + "/give", Permission.ANSWER, "Give a conversation to a colleague",
        Nothing, Giving, HeldJson, give, repeat=show_given, alerted="conversation",
        description="With a note if one is needed, and only to who may read the desk. " + _REFUSED,
    ),
    Route(
        "POST", _ONE + "/release", Permission.ANSWER, "Let go of a conversation",
        Nothing, TakeOver, HeldJson, release, description=_REFUSED, alerted="conversation",
    ),
    Route(
        "POST", _ONE + "/notes", Permission.ANSWER, "Leave a note for colleagues",
        Nothing, NewNote, NoteJson, leave_note, status=201, repeat=show_note, alerted="conversation",
        description="Never sent to the citizen; kept as long as the texts of the desk.",
    ),
    Route(
        "POST", _ONE + "/writing", Permission.ANSWER, "Say that one is writing an answer",
        Nothing, Nothing, HeldJson, say_writing, alerted="conversation",
        description="For two minutes, and again with each call; nobody else may answer or close meanwhile. "
        "Refused with `colleague_writing` or `held_by_colleague`.",
    ),
    Route(
        "DELETE", _ONE + "/writing", Permission.ANSWER, "Stop writing",
        Nothing, Nothing, HeldJson, stop_writing, alerted="conversation",
    ),
    Route(
        "POST", _ONE + "/looking", Permission.READ_DESK, "Say that one has it open",
        Nothing, Nothing, LookingJson, look, alerted="conversation",
        description="For twenty seconds, and again with each call: colleagues see it. It bars nobody.",
    ),
    Route(
        "GET", _ONE + "/draft", Permission.ANSWER, "Read one's own draft of an answer",
        Nothing, Nothing, DraftJson, show_draft, alerted="conversation",
    ),
    Route(
        "PUT", _ONE + "/draft", Permission.ANSWER, "Keep a draft of an answer",
        Nothing, NewDraft, DraftJson, keep_draft, alerted="conversation",
        description="For oneself alone, kept as long as replies; never in the audit. Answering leaves it: "
        "delete it then.",
    ),
    Route(
        "DELETE", _ONE + "/draft", Permission.ANSWER, "Delete one's own draft",
        Nothing, Nothing, Nothing, drop_draft, status=204, alerted="conversation",
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
