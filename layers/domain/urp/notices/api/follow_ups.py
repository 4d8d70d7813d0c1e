"""/staff/broadcasts/{id}/…: a new draft that addresses the people of another broadcast."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.acts.permissions import Permission
from urp.notices.api.broadcast_json import BroadcastJson, NewCorrection, broadcast_json
from urp.notices.api.one_broadcast import ONE, created_before, make_act
from urp.notices.broadcasts.follow_up_office import CorrectedWords
from urp.staff_api.routing import Request, Route
from urp.staff_api.schemas import Nothing

if TYPE_CHECKING:
    from urp.notices.api.offices import NoticesOffices


def resent(offices: NoticesOffices, request: Request[Nothing, Nothing]) -> BroadcastJson:
    act = make_act(request, "resend_unclear")
    written = offices.broadcasts.follow_ups.resend_unclear(request.read_id("broadcast"), act)
    return broadcast_json(written, offices.municipality)


def corrected(offices: NoticesOffices, request: Request[Nothing, NewCorrection]) -> BroadcastJson:
    body = request.body
    words = CorrectedWords(body.template, body.parameters, body.link)
    act = make_act(request, "correct")
    written = offices.broadcasts.follow_ups.correct(request.read_id("broadcast"), words, act)
    return broadcast_json(written, offices.municipality)


def run_again(offices: NoticesOffices, request: Request[Nothing, Nothing]) -> BroadcastJson:
    written = offices.broadcasts.follow_ups.rerun(request.read_id("broadcast"), make_act(request, "rerun"))
    return broadcast_json(written, offices.municipality)


FOLLOW_UPS = (
    Route(
        "POST", ONE + "/resend-unclear", Permission.WRITE, "Write it again for those nobody knows about",
        Nothing, Nothing, BroadcastJson, resent, status=201, repeat=created_before,
        description="A draft for exactly those of a closed broadcast who are unclear. Somebody may get it "
        "twice. Once for each broadcast; 409 `not_closed`, `nobody_unclear`, `corrected`.",
    ),
    Route(
        "POST", ONE + "/correction", Permission.WRITE, "Write a correction to those it has reached",
        Nothing, NewCorrection, BroadcastJson, corrected, status=201, repeat=created_before,
        description="A draft with new words for exactly those whom the broadcast has, or may have, reached. "
        "May be written while that one is paused or held, and sent once it is stopped or closed. "
        "One for each broadcast; 409 `not_stopped`, `nobody_reached`, `too_long_ago` (28 days).",
    ),
    Route(
        "POST", ONE + "/rerun", Permission.WRITE, "Write it again for whoever it has not reached",
        Nothing, Nothing, BroadcastJson, run_again, status=201, repeat=created_before,
        description="A draft of the same words, or those of the correction that went out, for whoever is "
        "subscribed when it is frozen and whom neither the broadcast nor its earlier re-runs have, or may "
        "have, reached: nobody gets it twice. Of a closed notice to all subscribers; 409 `not_closed`, "
        "`not_for_everybody`, `too_long_ago` (28 days).",
    ),
)  # fmt: skip
