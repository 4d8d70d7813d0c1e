"""/staff/conversations/{conversation}/…: who holds it, who is writing, notes, its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.desk.api.conversation_json import HeldJson, held_json
from urp.desk.api.schemas_answering import ClosedJson, Closing, Giving, NewNote, NoteJson, TakeOver
from urp.staff_api.roles import OPERATORS
from urp.staff_api.routing import Request, Route
from urp.staff_api.schemas import Input, Nothing

if TYPE_CHECKING:
    from urp.acts.model import Act
    from urp.desk.api.offices import DeskOffices


def taken(offices: DeskOffices, request: Request[Nothing, TakeOver]) -> HeldJson:
    conversation_id, take_over = request.read_id("conversation"), request.body.take_over
    talk = offices.desk.assign.take(conversation_id, _act(request, "take"), take_over=take_over)
    return held_json(talk, request.now)


def given(offices: DeskOffices, request: Request[Nothing, Giving]) -> HeldJson:
    body = request.body
    talk = offices.desk.assign.give(
        request.read_id("conversation"), body.to, body.note, _act(request, "give"), take_over=body.take_over
    )
    return held_json(talk, request.now)


def given_before(offices: DeskOffices, request: Request[Nothing, Giving], _: str) -> HeldJson:
    view = offices.desk.see.conversation(request.read_id("conversation"), request.now)
    return held_json(view.conversation, request.now)


def released(offices: DeskOffices, request: Request[Nothing, TakeOver]) -> HeldJson:
    conversation_id, take_over = request.read_id("conversation"), request.body.take_over
    talk = offices.desk.assign.release(conversation_id, _act(request, "release"), take_over=take_over)
    return held_json(talk, request.now)


def noted(offices: DeskOffices, request: Request[Nothing, NewNote]) -> NoteJson:
    conversation_id = request.read_id("conversation")
    note = offices.desk.assign.note(conversation_id, request.body.text, _act(request, "note"))
    return NoteJson(id=note.message_id)


def noted_before(_: DeskOffices, __: Request[Nothing, NewNote], note_id: str) -> NoteJson:
    return NoteJson(id=note_id)


def writing(offices: DeskOffices, request: Request[Nothing, Nothing]) -> HeldJson:
    talk = offices.desk.assign.write(request.read_id("conversation"), request.member.id, request.now)
    return held_json(talk, request.now)


def no_longer_writing(offices: DeskOffices, request: Request[Nothing, Nothing]) -> HeldJson:
    talk = offices.desk.assign.stop_writing(request.read_id("conversation"), request.member.id, request.now)
    return held_json(talk, request.now)


def closed(offices: DeskOffices, request: Request[Nothing, Closing]) -> ClosedJson:
    body = request.body
    conversation = offices.desk.close(
        request.read_id("conversation"), body.seen, _act(request, "close"), take_over=body.take_over
    )
    return ClosedJson(id=conversation.id, status=conversation.status)


def reopened(offices: DeskOffices, request: Request[Nothing, Nothing]) -> ClosedJson:
    conversation = offices.desk.reopen(request.read_id("conversation"), _act(request, "reopen"))
    return ClosedJson(id=conversation.id, status=conversation.status)


def _act[Body: Input](request: Request[Nothing, Body], verb: str) -> Act:
    return request.make_act(f"conversation.{verb}", f"conversation/{request.read_id('conversation')}")


_ONE = "/staff/conversations/{conversation}"
_REFUSED = "Refused with `held_by_colleague` while somebody else holds it, unless `take_over` says so."

HOLDING = (
    Route(
        "POST", _ONE + "/take", OPERATORS, "Take a conversation",
        Nothing, TakeOver, HeldJson, taken, description=_REFUSED,
    ),
    Route(
        "POST", _ONE + "/give", OPERATORS, "Give a conversation to a colleague",
        Nothing, Giving, HeldJson, given, repeat=given_before,
        description="With a note if one is needed. " + _REFUSED,
    ),
    Route(
        "POST", _ONE + "/release", OPERATORS, "Let go of a conversation",
        Nothing, TakeOver, HeldJson, released, description=_REFUSED,
    ),
    Route(
        "POST", _ONE + "/notes", OPERATORS, "Leave a note for colleagues",
        Nothing, NewNote, NoteJson, noted, status=201, repeat=noted_before,
        description="Never sent to the citizen; kept as long as the texts of the desk.",
    ),
    Route(
        "POST", _ONE + "/writing", OPERATORS, "Say that one is writing an answer",
        Nothing, Nothing, HeldJson, writing,
        description="For two minutes, and again with each call; nobody else may answer or close meanwhile. "
        "Refused with `colleague_writing` or `held_by_colleague`.",
    ),
    Route(
        "DELETE", _ONE + "/writing", OPERATORS, "Stop writing",
        Nothing, Nothing, HeldJson, no_longer_writing,
    ),
    Route(
        "POST", _ONE + "/close", OPERATORS, "Close a conversation",
        Nothing, Closing, ClosedJson, closed,
        description="Refused with `moved_on` when somebody wrote after what the caller has read. " + _REFUSED,
    ),
    Route(
        "POST", _ONE + "/reopen", OPERATORS, "Open a closed conversation again",
        Nothing, Nothing, ClosedJson, reopened,
        description="As long as it is kept. Refused with `another_open` when the citizen has a newer one.",
    ),
)  # fmt: skip
