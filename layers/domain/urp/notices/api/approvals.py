"""/staff/broadcasts/{id}/…: one person submits a notice, another approves it or gives it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.acts.permissions import Permission
from urp.notices.api.approval_json import (
    NewApproval,
    NewRefusal,
    NewSubmission,
    read_indispensable,
)
from urp.notices.api.broadcast_json import (
    ApprovedJson,
    BroadcastJson,
    SubmittedJson,
    approved_json,
    broadcast_json,
    submitted_json,
)
from urp.notices.api.one_broadcast import ONE, acted_before, make_act
from urp.notices.broadcasts.approval import Extent
from urp.staff_api.reading import read_optional_moment
from urp.staff_api.routing import Request, Route, always
from urp.staff_api.schemas import Nothing

if TYPE_CHECKING:
    from pydantic import BaseModel

    from urp.notices.api.offices import NoticesOffices
    from urp.notices.broadcasts.model import Broadcast


def submitted(offices: NoticesOffices, request: Request[Nothing, NewSubmission]) -> SubmittedJson:
    body = request.body
    at = read_optional_moment("at", body.at, offices.municipality.zone)
    done = offices.broadcasts.approvals.submit(
        request.read_id("broadcast"),
        at,
        make_act(request, "submit"),
        read_indispensable(body.indispensable),
        in_quiet_hours=body.in_quiet_hours,
    )
    return submitted_json(done.broadcast, done.alerted, request.now, offices.municipality)


def submitted_before(
    offices: NoticesOffices, request: Request[Nothing, NewSubmission], _: str
) -> SubmittedJson:
    return submitted_json(_now(offices, request), None, request.now, offices.municipality)


def approved(offices: NoticesOffices, request: Request[Nothing, NewApproval]) -> ApprovedJson:
    body, act = request.body, make_act(request, "approve")
    read = Extent(body.people, body.euro_cents)
    broadcast_id = request.read_id("broadcast")
    done = offices.broadcasts.approvals.approve(broadcast_id, read, body.seen, act)
    return approved_json(done, request.now, offices.municipality)


def approved_before(offices: NoticesOffices, request: Request[Nothing, NewApproval], _: str) -> ApprovedJson:
    return approved_json(_now(offices, request), request.now, offices.municipality)


def returned(offices: NoticesOffices, request: Request[Nothing, NewRefusal]) -> BroadcastJson:
    return _given_back(offices, request, "return", final=False)


def rejected(offices: NoticesOffices, request: Request[Nothing, NewRefusal]) -> BroadcastJson:
    return _given_back(offices, request, "reject", final=True)


def withdrawn(offices: NoticesOffices, request: Request[Nothing, Nothing]) -> BroadcastJson:
    act = make_act(request, "withdraw")
    done = offices.broadcasts.approvals.withdraw(request.read_id("broadcast"), act)
    return broadcast_json(done, offices.municipality)


def _given_back(
    offices: NoticesOffices, request: Request[Nothing, NewRefusal], verb: str, *, final: bool
) -> BroadcastJson:
    broadcast_id, act = request.read_id("broadcast"), make_act(request, verb)
    done = offices.broadcasts.approvals.give_back(broadcast_id, request.body.reason, act, final=final)
    return broadcast_json(done, offices.municipality)


def _now[Body: BaseModel](offices: NoticesOffices, request: Request[Nothing, Body]) -> Broadcast:
    return offices.broadcasts.load(request.read_id("broadcast"))


APPROVALS = (
    Route(
        "POST", ONE + "/submit", Permission.SEND, "Submit it for approval",
        Nothing, NewSubmission, SubmittedJson, submitted, repeat=submitted_before,
        description="A draft; also a submitted, scheduled or stale one, for another time: its approval "
        "is gone. Without `at` it goes out as soon as somebody else approves it. One refused for WhatsApp's "
        "limit keeps its audience and is looked at again then. Where the profile lets one person alone write "
        "to so few people, it is scheduled at once. 409 `electoral_silence`, `quiet_hours`: it may "
        "not go out at that time unless `indispensable`, or `in_quiet_hours`, says so.",
    ),
    Route(
        "POST", ONE + "/approve", Permission.APPROVE, "Approve it",
        Nothing, NewApproval, ApprovedJson, approved, repeat=approved_before, fresh=always,
        description="Repeat what `to_approve` of the notice says. 403 `same_person` for who wrote or "
        "submitted it; 409 `changed_since_read` if people or euro moved by more than 5 %, or the notice is "
        "another: read it again. Also one held because its audience has grown (`grown`).",
    ),
    Route(
        "POST", ONE + "/return", Permission.APPROVE, "Give it back to its author",
        Nothing, NewRefusal, BroadcastJson, returned, repeat=acted_before,
        description="A draft again; `refusal` has the reason.",
    ),
    Route(
        "POST", ONE + "/reject", Permission.APPROVE, "Reject it for good",
        Nothing, NewRefusal, BroadcastJson, rejected, repeat=acted_before,
    ),
    Route(
        "POST", ONE + "/withdraw", Permission.SEND, "Take back what you submitted",
        Nothing, Nothing, BroadcastJson, withdrawn, repeat=acted_before,
        description="A draft again. 403 `not_the_submitter` for anybody else.",
    ),
)  # fmt: skip
