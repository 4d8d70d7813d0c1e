"""/staff/broadcasts: notices to everybody who joined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.acts.permissions import Permission
from urp.errors import ConflictError
from urp.notices.api.approvals import APPROVALS
from urp.notices.api.broadcast_json import (
    BroadcastJson,
    BroadcastsJson,
    BroadcastStockJson,
    BroadcastViewJson,
    NewBroadcast,
    NewTakeDown,
    PreviewJson,
    StatementJson,
    broadcast_json,
    preview_json,
    statement_json,
    stock_json,
    view_json,
)
from urp.notices.api.drafts import DRAFTS, read_draft
from urp.notices.api.emergency_texts import REVIEWS
from urp.notices.api.figures import FIGURES
from urp.notices.api.follow_ups import FOLLOW_UPS
from urp.notices.api.one_broadcast import ONE, acted_before, created_before, make_act
from urp.staff_api.routing import Request, Route
from urp.staff_api.schemas import BroadcastListing, Nothing

if TYPE_CHECKING:
    from urp.notices.api.offices import NoticesOffices


class NotClosedError(ConflictError):
    """The closing statement is counted when nobody is open any more."""

    code = "not_closed"


def listed(offices: NoticesOffices, request: Request[BroadcastListing, Nothing]) -> BroadcastsJson:
    wanted = request.query
    office = offices.broadcasts
    listing = {
        None: office.page,
        "stale": office.stale,
        "submitted": office.submitted,
        "to_review": offices.break_glass.to_review,
    }[wanted.status]
    page = listing(wanted.cursor, wanted.limit)
    return BroadcastsJson(
        items=tuple(broadcast_json(each, offices.municipality) for each in page.items),
        next=page.cursor,
        to_review=offices.break_glass.count_to_review() if wanted.status is None else None,
    )


def shown(offices: NoticesOffices, request: Request[Nothing, Nothing]) -> BroadcastViewJson:
    view = offices.broadcasts.get(request.read_id("broadcast"), request.now)
    return view_json(view, request.now, offices.municipality)


def progressed(offices: NoticesOffices, request: Request[Nothing, Nothing]) -> BroadcastJson:
    return broadcast_json(offices.broadcasts.load(request.read_id("broadcast")), offices.municipality)


def stated(offices: NoticesOffices, request: Request[Nothing, Nothing]) -> StatementJson:
    view = offices.broadcasts.get(request.read_id("broadcast"), request.now)
    if view.statement is None:
        raise NotClosedError("Il rendiconto si scrive quando non resta più nessuno da raggiungere.")
    return statement_json(view.broadcast, view.statement, view.figures.delivery, view.cost_so_far)


def previewed(offices: NoticesOffices, request: Request[Nothing, NewBroadcast]) -> PreviewJson:
    draft, topics = read_draft(offices, request.body), frozenset(request.body.topics)
    preview = offices.broadcasts.preview(draft, request.now, topics)
    return preview_json(preview, request.now, offices.municipality)


def created(offices: NoticesOffices, request: Request[Nothing, NewBroadcast]) -> BroadcastJson:
    broadcast_id = request.new_id
    act = request.make_act("broadcast.create", f"broadcast/{broadcast_id}")
    draft, topics = read_draft(offices, request.body), frozenset(request.body.topics)
    return broadcast_json(offices.broadcasts.create(broadcast_id, draft, act, topics), offices.municipality)


def paused(offices: NoticesOffices, request: Request[Nothing, Nothing]) -> BroadcastStockJson:
    offices.broadcasts.pause(request.read_id("broadcast"), make_act(request, "pause"))
    return _stock(offices, request)


def resumed(offices: NoticesOffices, request: Request[Nothing, Nothing]) -> BroadcastStockJson:
    offices.broadcasts.resume(request.read_id("broadcast"), make_act(request, "resume"))
    return _stock(offices, request)


def stopped(offices: NoticesOffices, request: Request[Nothing, Nothing]) -> BroadcastStockJson:
    offices.broadcasts.stop(request.read_id("broadcast"), make_act(request, "stop"))
    return _stock(offices, request)


def taken_down(offices: NoticesOffices, request: Request[Nothing, NewTakeDown]) -> BroadcastJson:
    broadcast_id = request.read_id("broadcast")
    act = make_act(request, "take_down")
    after = offices.broadcasts.take_down(broadcast_id, request.body.reason, act)
    return broadcast_json(after, offices.municipality)


def _stock(offices: NoticesOffices, request: Request[Nothing, Nothing]) -> BroadcastStockJson:
    view = offices.broadcasts.get(request.read_id("broadcast"), request.now)
    return stock_json(view.broadcast, view.live, offices.municipality)


ROUTES = (
    Route(
        "GET", "/staff/broadcasts", Permission.READ, "List broadcasts",
        BroadcastListing, Nothing, BroadcastsJson, listed,
    ),
    Route(
        "POST", "/staff/broadcasts", Permission.WRITE, "Write a broadcast",
        Nothing, NewBroadcast, BroadcastJson, created, status=201, repeat=created_before,
        description="A draft: nothing goes out before it is submitted and somebody else approves it.",
    ),
    Route(
        "POST", "/staff/broadcasts/preview", Permission.WRITE, "See what would go out, and to how many",
        Nothing, NewBroadcast, PreviewJson, previewed, description="Stores nothing.",
    ),
    Route("GET", ONE, Permission.READ, "Watch a broadcast", Nothing, Nothing, BroadcastViewJson, shown),
    Route(
        "GET", ONE + "/progress", Permission.READ, "See whether it moved on",
        Nothing, Nothing, BroadcastJson, progressed,
        description="Its header alone, one read, for whoever looks every few seconds: counts as of the last "
        "job that closed, without WhatsApp's later statuses.",
    ),
    Route(
        "GET", ONE + "/statement", Permission.READ, "Read the closing statement",
        Nothing, Nothing, StatementJson, stated,
        description="409 `not_closed` while somebody is open. Delivery may change for 30 days.",
    ),
    *DRAFTS,
    *APPROVALS,
    *REVIEWS,
    FIGURES,
    *FOLLOW_UPS,
    Route(
        "POST", ONE + "/pause", Permission.STOP, "Hold it", Nothing, Nothing, BroadcastStockJson, paused,
        description="Effective within two seconds; nobody is lost. 409 where it is held "
        "and does not go on by itself.",
    ),
    Route(
        "POST", ONE + "/resume", Permission.SEND,
        "Let it go on", Nothing, Nothing, BroadcastStockJson, resumed,
        description="After a pause, or once the reason of a hold has been seen to. One refused for "
        "WhatsApp's limit then goes over as many days as it takes.",
    ),
    Route(
        "POST", ONE + "/stop", Permission.STOP,
        "Stop it for good", Nothing, Nothing, BroadcastStockJson, stopped,
        description="Effective within two seconds; whoever was not reached is counted as stopped.",
    ),
    Route(
        "POST", ONE + "/take-down", Permission.OVERSEE, "Take it out of the public archive",
        Nothing, NewTakeDown, BroadcastJson, taken_down, repeat=acted_before,
        description="For good, within seconds: its page and the feeds say when and why instead of its words, "
        "an emergency is cancelled in CAP. Phones and Channel keep it. 409 `not_stopped` while it may reach "
        "somebody, `not_public`.",
    ),
)  # fmt: skip
