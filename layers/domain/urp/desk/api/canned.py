"""/staff/canned-replies: what the office says to questions that come again and again."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pydantic import Field

from urp.acts.permissions import Permission
from urp.desk.canned import CannedReply
from urp.language import Language
from urp.staff_api.routing import Request, Route
from urp.staff_api.schemas import Count, Input, Nothing, Output, ShortText

if TYPE_CHECKING:
    from datetime import datetime

    from pydantic import BaseModel

    from urp.acts.model import Act
    from urp.desk.api.offices import DeskOffices


class CannedListing(Input):
    q: str = Field("", max_length=100, description="Words that title or text must hold, in any order")
    to_verify: bool | None = Field(None, description="true: only those to be verified; false: the others")


class NewCannedReply(Input):
    title: str = Field(min_length=1, max_length=80)
    text: str = Field(min_length=1, max_length=3000, description="With gaps such as {giorno}")
    link: str = Field("", max_length=300, description="https, of an official domain; under the text")
    language: Language = Language.ITALIAN
    verified: bool = Field(False, description="The author has verified it today")


class ChangedCannedReply(NewCannedReply):
    version: Count = Field(description="The one that was read: 409 `changed_meanwhile` if it moved")


class CannedFields(Input):
    fields: dict[str, ShortText] = Field(
        default_factory=dict, max_length=20, description="One value for each gap"
    )


class CannedReplyJson(Output):
    id: str
    title: str
    text: str
    link: str
    language: Language
    fields: tuple[str, ...] = Field(description="The gaps, in the order of the text")
    verified_on: date | None
    verified_by: str | None = Field(description="Id of the member of staff")
    to_verify: bool = Field(description="Nobody verified it, or too long ago")
    version: int = Field(description="0: as the profile has it")


class CannedRepliesJson(Output):
    items: tuple[CannedReplyJson, ...]


class FilledReplyJson(Output):
    text: str = Field(description="As the citizen would read it")
    to_verify: bool


def list_replies(offices: DeskOffices, request: Request[CannedListing, Nothing]) -> CannedRepliesJson:
    found = offices.canned.replies(request.query.q, request.now, to_verify=request.query.to_verify)
    return CannedRepliesJson(items=tuple(_reply_json(offices, reply, request.now) for reply in found))


def show(offices: DeskOffices, request: Request[Nothing, Nothing]) -> CannedReplyJson:
    return _reply_json(offices, offices.canned.reply(request.path["reply"]), request.now)


def write(offices: DeskOffices, request: Request[Nothing, NewCannedReply]) -> CannedReplyJson:
    reply_id, body = str(request.new_id), request.body
    act = request.make_act("canned.write", f"canned/{reply_id}")
    kept = offices.canned.write(_reply(reply_id, body, version=0), act, verified=body.verified)
    return _reply_json(offices, kept, request.now)


def show_written(
    offices: DeskOffices, request: Request[Nothing, NewCannedReply], reply_id: str
) -> CannedReplyJson:
    return _reply_json(offices, offices.canned.reply(reply_id), request.now)


def change(offices: DeskOffices, request: Request[Nothing, ChangedCannedReply]) -> CannedReplyJson:
    body = request.body
    reply = _reply(request.path["reply"], body, body.version)
    kept = offices.canned.change(reply, _act(request, "change"), verified=body.verified)
    return _reply_json(offices, kept, request.now)


def verify(offices: DeskOffices, request: Request[Nothing, Nothing]) -> CannedReplyJson:
    kept = offices.canned.verify(request.path["reply"], _act(request, "verify"))
    return _reply_json(offices, kept, request.now)


def delete(offices: DeskOffices, request: Request[Nothing, Nothing]) -> Nothing:
    offices.canned.delete(request.path["reply"], _act(request, "delete"))
    return Nothing()


def preview(offices: DeskOffices, request: Request[Nothing, CannedFields]) -> FilledReplyJson:
    reply = offices.canned.reply(request.path["reply"])
    text = reply.fill(request.body.fields)
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
        "GET", _ALL, Permission.READ_REPLIES, "Find canned replies",
        CannedListing, Nothing, CannedRepliesJson, list_replies,
        description="Those of the profile and the office's own, by title.",
    ),
    Route(
        "GET", _ONE, Permission.READ_REPLIES, "Read a canned reply",
        Nothing, Nothing, CannedReplyJson, show,
    ),
    Route(
        "POST", _ALL, Permission.WRITE_REPLIES, "Write a canned reply",
        Nothing, NewCannedReply, CannedReplyJson, write, status=201, repeat=show_written,
    ),
    Route(
        "PUT", _ONE, Permission.WRITE_REPLIES, "Change a canned reply",
        Nothing, ChangedCannedReply, CannedReplyJson, change,
        description="Also one of the profile. Changed words are to be verified again.",
    ),
    Route(
        "POST", _ONE + "/verify", Permission.WRITE_REPLIES, "Verify a canned reply",
        Nothing, Nothing, CannedReplyJson, verify,
        description="Whoever calls has read it and its link today.",
    ),
    Route(
        "POST", _ONE + "/preview", Permission.READ_DESK, "See a canned reply filled in",
        Nothing, CannedFields, FilledReplyJson, preview,
        description="Nothing is sent. 422 names the gap that is missing or unknown.",
    ),
    Route(
        "DELETE", _ONE, Permission.WRITE_REPLIES, "Delete a canned reply",
        Nothing, Nothing, Nothing, delete, status=204,
    ),
)  # fmt: skip
