"""/staff/canned-replies: what the office says to questions that come again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.desk.api.schemas_canned import (
    CannedFields,
    CannedListing,
    CannedRepliesJson,
    CannedReplyJson,
    ChangedCannedReply,
    FilledReplyJson,
    NewCannedReply,
)
from urp.desk.canned.model import CannedReply
from urp.staff_api.roles import DESK_READERS, REPLY_WRITERS
from urp.staff_api.routing import Request, Route
from urp.staff_api.schemas import Nothing

if TYPE_CHECKING:
    from datetime import datetime

    from pydantic import BaseModel

    from urp.acts.model import Act
    from urp.desk.api.offices import DeskOffices


def listed(offices: DeskOffices, request: Request[CannedListing, Nothing]) -> CannedRepliesJson:
    found = offices.canned.replies(request.query.q, request.now, to_verify=request.query.to_verify)
    return CannedRepliesJson(items=tuple(_reply_json(offices, each, request.now) for each in found))


def shown(offices: DeskOffices, request: Request[Nothing, Nothing]) -> CannedReplyJson:
    return _reply_json(offices, offices.canned.reply(request.path["reply"]), request.now)


def written(offices: DeskOffices, request: Request[Nothing, NewCannedReply]) -> CannedReplyJson:
    reply_id, body = str(request.new_id), request.body
    act = request.make_act("canned.write", f"canned/{reply_id}")
    kept = offices.canned.write(_reply(reply_id, body, version=0), act, verified=body.verified)
    return _reply_json(offices, kept, request.now)


def written_before(
    offices: DeskOffices, request: Request[Nothing, NewCannedReply], reply_id: str
) -> CannedReplyJson:
    return _reply_json(offices, offices.canned.reply(reply_id), request.now)


def changed(offices: DeskOffices, request: Request[Nothing, ChangedCannedReply]) -> CannedReplyJson:
    body = request.body
    reply = _reply(request.path["reply"], body, body.version)
    kept = offices.canned.change(reply, _act(request, "change"), verified=body.verified)
    return _reply_json(offices, kept, request.now)


def verified(offices: DeskOffices, request: Request[Nothing, Nothing]) -> CannedReplyJson:
    kept = offices.canned.verify(request.path["reply"], _act(request, "verify"))
    return _reply_json(offices, kept, request.now)


def deleted(offices: DeskOffices, request: Request[Nothing, Nothing]) -> Nothing:
    offices.canned.delete(request.path["reply"], _act(request, "delete"))
    return Nothing()


def filled(offices: DeskOffices, request: Request[Nothing, CannedFields]) -> FilledReplyJson:
    reply = offices.canned.reply(request.path["reply"])
    text = reply.filled(request.body.fields)
    return FilledReplyJson(text=text, to_verify=offices.canned.to_verify(reply, request.now))


def _reply(reply_id: str, body: NewCannedReply, version: int) -> CannedReply:
    return CannedReply(reply_id, body.title, body.text, body.link, body.language, version=version)


def _reply_json(offices: DeskOffices, reply: CannedReply, now: datetime) -> CannedReplyJson:
    return CannedReplyJson.from_view(reply, to_verify=offices.canned.to_verify(reply, now))


def _act[Body: BaseModel](request: Request[Nothing, Body], verb: str) -> Act:
    return request.make_act(f"canned.{verb}", f"canned/{request.path['reply']}")


_ALL, _ONE = "/staff/canned-replies", "/staff/canned-replies/{reply}"

ROUTES = (
    Route(
        "GET", _ALL, DESK_READERS | REPLY_WRITERS, "Find canned replies",
        CannedListing, Nothing, CannedRepliesJson, listed,
        description="Those of the profile and the office's own, by title.",
    ),
    Route(
        "GET", _ONE, DESK_READERS | REPLY_WRITERS, "Read a canned reply",
        Nothing, Nothing, CannedReplyJson, shown,
    ),
    Route(
        "POST", _ALL, REPLY_WRITERS, "Write a canned reply",
        Nothing, NewCannedReply, CannedReplyJson, written, status=201, repeat=written_before,
    ),
    Route(
        "PUT", _ONE, REPLY_WRITERS, "Change a canned reply",
        Nothing, ChangedCannedReply, CannedReplyJson, changed,
        description="Also one of the profile. Changed words are to be verified again.",
    ),
    Route(
        "POST", _ONE + "/verify", REPLY_WRITERS, "Verify a canned reply",
        Nothing, Nothing, CannedReplyJson, verified,
        description="Whoever calls has read it and its link today.",
    ),
    Route(
        "POST", _ONE + "/preview", DESK_READERS, "See a canned reply filled in",
        Nothing, CannedFields, FilledReplyJson, filled,
        description="Nothing is sent. 422 names the gap that is missing or unknown.",
    ),
    Route(
        "DELETE", _ONE, REPLY_WRITERS, "Delete a canned reply",
        Nothing, Nothing, Nothing, deleted, status=204,
    ),
)  # fmt: skip
