"""/staff/rights-requests: requests about one's own data, by their last day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.acts.permissions import Permission
from urp.moderation.casebook.telling import TellCitizen
from urp.privacy.api.copy_pages import cut_page
from urp.privacy.api.erasures import ERASURE_ROUTES
from urp.privacy.api.restrictions import RESTRICTION_ROUTES
from urp.privacy.api.rights_figures import FIGURES
from urp.privacy.api.rights_json import (
    CopyPage,
    CorrectedRights,
    OwnCopyJson,
    RightsClosing,
    RightsExtension,
    RightsListing,
    RightsRequestJson,
    RightsRequestsJson,
    find_local_today,
    to_held_json,
    to_request_json,
)
from urp.privacy.rights.model import RightsState
from urp.privacy.rights.office import Told
from urp.staff_api.routing import AnyRoute, Request, Route, always
from urp.staff_api.schemas import Nothing

if TYPE_CHECKING:
    from urp.privacy.api.offices import PrivacyOffices


def list_requests(offices: PrivacyOffices, request: Request[RightsListing, Nothing]) -> RightsRequestsJson:
    query = request.query
    page = offices.rights.list_requests(
        closed=query.state == "closed", cursor=query.cursor, limit=query.limit
    )
    today = find_local_today(offices, request.now)
    return RightsRequestsJson(
        items=tuple(to_request_json(item, today) for item in page.items), next=page.cursor
    )


def show_request(offices: PrivacyOffices, request: Request[Nothing, Nothing]) -> RightsRequestJson:
    return to_request_json(
        offices.rights.find_request(request.read_id("request")), find_local_today(offices, request.now)
    )


def correct_kind(offices: PrivacyOffices, request: Request[Nothing, CorrectedRights]) -> RightsRequestJson:
    request_id = request.read_id("request")
    act = request.make_act("rights.correct", f"rights-request/{request_id}")
    after = offices.rights.correct(request_id, request.body.kind, act)
    return to_request_json(after, find_local_today(offices, request.now))


def extend(offices: PrivacyOffices, request: Request[Nothing, RightsExtension]) -> RightsRequestJson:
    request_id, body = request.read_id("request"), request.body
    act = request.make_act("rights.extend", f"rights-request/{request_id}")
    after = offices.rights.extend(
        request_id, Told(body.reason, body.told_elsewhere, body.seen, body.take_over), act
    )
    return to_request_json(after, find_local_today(offices, request.now))


def close(offices: PrivacyOffices, request: Request[Nothing, RightsClosing]) -> RightsRequestJson:
    request_id, body = request.read_id("request"), request.body
    act = request.make_act("rights.close", f"rights-request/{request_id}", details=body.outcome)
    told = Told(body.words, body.told_elsewhere, body.seen, body.take_over)
    after = offices.rights.close(request_id, RightsState(body.outcome), told, act)
    return to_request_json(after, find_local_today(offices, request.now))


def repeat_step(
    offices: PrivacyOffices,
    request: Request[Nothing, RightsExtension] | Request[Nothing, RightsClosing],
    _: str,
) -> RightsRequestJson:
    return to_request_json(
        offices.rights.find_request(request.read_id("request")), find_local_today(offices, request.now)
    )


def export_copy(offices: PrivacyOffices, request: Request[CopyPage, Nothing]) -> OwnCopyJson:
    request_id, cursor = request.read_id("request"), request.query.cursor
    details = "continued" if cursor else ""
    act = request.make_act("rights.export", f"rights-request/{request_id}", details=details)
    asked, held = offices.rights.export(request_id, act)
    reason = TellCitizen(offices.texts).write_reason
    whole = to_held_json(
        asked, held, find_local_today(offices, request.now), offices.desk.see.public(), reason
    )
    return cut_page(whole, cursor)


ROUTES: tuple[AnyRoute, ...] = (
    Route(
        "GET", "/staff/rights-requests", Permission.MODERATE, "List requests about one's own data",
        RightsListing, Nothing, RightsRequestsJson, list_requests,
    ),
    FIGURES,  # before what would take its name for an id
    Route(
        "GET", "/staff/rights-requests/{request}", Permission.MODERATE, "Read a request about one's own data",
        Nothing, Nothing, RightsRequestJson, show_request,
    ),
    Route(
        "PUT", "/staff/rights-requests/{request}", Permission.MODERATE, "Correct which right is used",
        Nothing, CorrectedRights, RightsRequestJson, correct_kind,
    ),
    Route(
        "POST", "/staff/rights-requests/{request}/extend", Permission.MODERATE, "Take two more months",
        Nothing, RightsExtension, RightsRequestJson, extend, repeat=repeat_step,
        description="Once, within the first month, with the reason told to the citizen (art. 12(3) GDPR). "
        "Refused with `window_closed` where the chat cannot tell them any more: `told_elsewhere` says how; "
        "in the chat otherwise as an answer of the desk is.",
    ),
    Route(
        "POST", "/staff/rights-requests/{request}/close", Permission.MODERATE, "Answer or refuse a request",
        Nothing, RightsClosing, RightsRequestJson, close, repeat=repeat_step,
        description="The citizen reads the words, in the chat or as `told_elsewhere` says; a refusal says "
        "where to complain, too (art. 12(4) GDPR). In the chat it answers the conversation, and is refused "
        "as an answer of the desk is: `moved_on`, `held_by_colleague`, `colleague_writing`, `another_open`, "
        "`conversation_closed`.",
    ),
    Route(
        "GET", "/staff/rights-requests/{request}/export", Permission.ADMINISTER,
        "Copy what is held on a citizen",
        CopyPage, Nothing, OwnCopyJson, export_copy, fresh=always, shows_people=always,
        description="For the answer to an access request; identifiers inside texts are masked but for the "
        "citizen's own phones, the export is recorded. Not in it: notices received (kept by notice, not by "
        "person), files of evidence with the cases they hold, and the reasons the office wrote at a case. "
        "Where one answer cannot carry all, `next` is the `cursor` of the rest; who asked and who they are "
        "stand on each page.",
    ),
    *ERASURE_ROUTES,
    *RESTRICTION_ROUTES,
)  # fmt: skip
