"""/staff/emergency-texts: written, approved and kept ready; sent by one person alone."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from urp.acts.permissions import Permission
from urp.notices.api import one_broadcast
from urp.notices.api.broadcast_json import BroadcastJson, SentAloneJson, broadcast_json, sent_alone_json
from urp.notices.api.emergency_json import (
    ChangedEmergencyText,
    EmergencyTextsJson,
    EmergencyTextViewJson,
    NewEmergencyText,
    NewReview,
    NewSend,
    NewTextApproval,
    emergency_text_json,
    emergency_text_view_json,
)
from urp.notices.broadcasts.break_glass import Ground, ReviewState
from urp.notices.emergency.sending import Asked
from urp.notices.emergency.texts import EmergencyTextDraft
from urp.staff_api.routing import Request, Route, always
from urp.staff_api.schemas import Listing, Nothing

if TYPE_CHECKING:
    from pydantic import BaseModel

    from urp.acts.model import Act
    from urp.notices.api.offices import NoticesOffices
    from urp.notices.broadcasts.model import Broadcast


def listed(offices: NoticesOffices, request: Request[Listing, Nothing]) -> EmergencyTextsJson:
    page = offices.emergency_texts.page(request.query.cursor, request.query.limit, request.now)
    return EmergencyTextsJson(items=tuple(map(emergency_text_json, page.items)), next=page.cursor)


def shown(offices: NoticesOffices, request: Request[Nothing, Nothing]) -> EmergencyTextViewJson:
    view = offices.emergency_texts.get(request.read_id("text"), request.now)
    return emergency_text_view_json(
        view, offices.break_glass.name_approvers(view.text, request.member.id, request.now)
    )


def created(offices: NoticesOffices, request: Request[Nothing, NewEmergencyText]) -> EmergencyTextViewJson:
    text_id = request.new_id
    act = request.make_act("emergency_text.create", f"emergency-text/{text_id}")
    return emergency_text_view_json(offices.emergency_texts.create(text_id, _draft(request.body), act))


def created_before(
    offices: NoticesOffices, request: Request[Nothing, NewEmergencyText], resource_id: str
) -> EmergencyTextViewJson:
    return emergency_text_view_json(offices.emergency_texts.get(UUID(resource_id), request.now))


def changed(
    offices: NoticesOffices, request: Request[Nothing, ChangedEmergencyText]
) -> EmergencyTextViewJson:
    body, text_id = request.body, request.read_id("text")
    after = offices.emergency_texts.change(text_id, _draft(body), body.version, _act(request, "change"))
    return emergency_text_view_json(after)


def approved(offices: NoticesOffices, request: Request[Nothing, NewTextApproval]) -> EmergencyTextViewJson:
    body, text_id = request.body, request.read_id("text")
    after = offices.emergency_texts.approve(text_id, body.seen, body.until, _act(request, "approve"))
    return emergency_text_view_json(after)


def deleted(offices: NoticesOffices, request: Request[Nothing, Nothing]) -> EmergencyTextViewJson:
    text_id = request.read_id("text")
    return emergency_text_view_json(offices.emergency_texts.delete(text_id, _act(request, "delete")))


def acted_before[Body: (ChangedEmergencyText, NewTextApproval)](
    offices: NoticesOffices, request: Request[Nothing, Body], _: str
) -> EmergencyTextViewJson:
    return _now(offices, request)


def sent(offices: NoticesOffices, request: Request[Nothing, NewSend]) -> SentAloneJson:
    body, broadcast_id = request.body, request.new_id
    act = request.make_act("broadcast.break_glass", f"broadcast/{broadcast_id}")
    ground = None if body.ground is None else Ground(body.ground.kind, body.ground.text)
    asked = Asked(body.reason, body.people, body.values, ground, body.why_alone)
    done = offices.break_glass.send(request.read_id("text"), broadcast_id, asked, act)
    return _sent(offices, done.broadcast, done.alerted)


def sent_before(
    offices: NoticesOffices, request: Request[Nothing, NewSend], resource_id: str
) -> SentAloneJson:
    return _sent(offices, offices.broadcasts.load(UUID(resource_id)), None)


def _sent(offices: NoticesOffices, broadcast: Broadcast, alerted: bool | None) -> SentAloneJson:
    return sent_alone_json(broadcast, alerted, offices.municipality)


def reviewed(offices: NoticesOffices, request: Request[Nothing, NewReview]) -> BroadcastJson:
    broadcast_id, body = request.read_id("broadcast"), request.body
    act = one_broadcast.make_act(request, "review")
    after = offices.break_glass.review(broadcast_id, ReviewState(body.state), body.words, act)
    return broadcast_json(after, offices.municipality)


def _now[Body: BaseModel](offices: NoticesOffices, request: Request[Nothing, Body]) -> EmergencyTextViewJson:
    return emergency_text_view_json(offices.emergency_texts.get(request.read_id("text"), request.now))


def _act[Body: BaseModel](request: Request[Nothing, Body], verb: str) -> Act:
    return request.make_act(f"emergency_text.{verb}", f"emergency-text/{request.read_id('text')}")


def _draft(body: NewEmergencyText) -> EmergencyTextDraft:
    return EmergencyTextDraft(body.title, body.template, body.parameters, body.link, body.open)


_ONE = "/staff/emergency-texts/{text}"

ROUTES = (
    Route(
        "GET", "/staff/emergency-texts", Permission.READ, "List emergency texts",
        Listing, Nothing, EmergencyTextsJson, listed,
    ),
    Route(
        "POST", "/staff/emergency-texts", Permission.WRITE, "Write an emergency text",
        Nothing, NewEmergencyText, EmergencyTextViewJson, created, status=201, repeat=created_before,
        description="Nobody sends it before somebody else approves it.",
    ),
    Route(
        "GET", _ONE, Permission.READ, "Read an emergency text, and how many people it would reach now",
        Nothing, Nothing, EmergencyTextViewJson, shown,
    ),
    Route(
        "PUT", _ONE, Permission.WRITE, "Write it anew",
        Nothing, ChangedEmergencyText, EmergencyTextViewJson, changed, repeat=acted_before,
        description="All of it, with the version that was read; 409 `changed_meanwhile`. The approval is "
        "gone.",
    ),
    Route(
        "POST", _ONE + "/approve", Permission.APPROVE, "Approve it for a time",
        Nothing, NewTextApproval, EmergencyTextViewJson, approved, repeat=acted_before, fresh=always,
        description="403 `same_person` for who wrote or changed it; 409 `changed_since_read` if `seen` is "
        "not its `seal`.",
    ),
    Route("DELETE", _ONE, Permission.WRITE, "Delete it", Nothing, Nothing, EmergencyTextViewJson, deleted),
    Route(
        "POST", _ONE + "/send", Permission.BREAK_GLASS, "Send it alone",
        Nothing, NewSend, SentAloneJson, sent, status=201, repeat=sent_before, fresh=always,
        description="To everybody, at once, at any hour. Repeat `people` of the text: 409 "
        "`changed_since_read` if they moved by more than 5 %. 409 `break_glass_limit` beyond what the profile"
        " lets one person send, `text_not_approved`; each says whom to call. Inside opening hours 409 "
        "`why_alone` once, with `can_approve_now`: repeated with `why_alone` it goes. Somebody else "
        "reviews it.",
    ),
)  # fmt: skip

REVIEWS = (
    Route(
        "POST", "/staff/broadcasts/{broadcast}/review", Permission.OVERSEE, "Review what was sent alone",
        Nothing, NewReview, BroadcastJson, reviewed, repeat=one_broadcast.acted_before,
        description="403 `same_person` for who sent it; 409 `already_reviewed`. A contested one stays so.",
    ),
)  # fmt: skip
