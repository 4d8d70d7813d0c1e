"""/staff/rights-requests/{request}/restrict: a copy that waits until two people lift the restriction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import Field

from urp.acts.permissions import Permission
from urp.privacy.api.rights_json import RightsRequestJson, find_local_today, to_request_json
from urp.staff_api.proposals import NewProposal, ProposalJson, to_proposal_json
from urp.staff_api.routing import Request, Route, always
from urp.staff_api.schemas import Listing, Nothing, Output

if TYPE_CHECKING:
    from pydantic import BaseModel

    from urp.acts.model import Act
    from urp.privacy.api.offices import PrivacyOffices


class RestrictedJson(Output):
    items: tuple[dict[str, Any], ...] = Field(description="Each as it was stored, whole, with its `table`")
    next: str | None


def restrict(offices: PrivacyOffices, request: Request[Nothing, Nothing]) -> RightsRequestJson:
    after = offices.restrict_data(request.read_id("request"), _make_act(request, "rights.restrict"))
    return to_request_json(after, find_local_today(offices, request.now))


def repeat_restrict(offices: PrivacyOffices, request: Request[Nothing, Nothing], _: str) -> RightsRequestJson:
    found = offices.rights.find_request(request.read_id("request"))
    return to_request_json(found, find_local_today(offices, request.now))


def read_copy(offices: PrivacyOffices, request: Request[Listing, Nothing]) -> RestrictedJson:
    act = _make_act(request, "rights.read_restricted")
    query = request.query
    page = offices.restrict_data.read(request.read_id("request"), query.cursor, query.limit, act)
    return RestrictedJson(items=tuple(map(_to_plain, page.items)), next=page.cursor)


def propose_lift(offices: PrivacyOffices, request: Request[Nothing, NewProposal]) -> ProposalJson:
    made = offices.restrict_data.propose_lift(
        request.read_id("request"), request.body.reason, _make_act(request, "rights.unrestrict")
    )
    return to_proposal_json(made.proposal, request.now, alerted=made.alerted)


def _make_act[Query: BaseModel, Body: BaseModel](request: Request[Query, Body], name: str) -> Act:
    return request.make_act(name, f"rights-request/{request.read_id('request')}")


def _to_plain(value: Any) -> Any:  # noqa: ANN401 - any part of a stored item
    match value:
        case dict():
            return {name: _to_plain(part) for name, part in value.items()}
        case list() | set():
            return [_to_plain(part) for part in value]
        case bytes():
            return value.hex()
        case _:
            return value


RESTRICTION_ROUTES = (
    Route(
        "POST", "/staff/rights-requests/{request}/restrict", Permission.ADMINISTER,
        "Restrict the processing of a person's data",
        Nothing, Nothing, RightsRequestJson, restrict, repeat=repeat_restrict, fresh=always,
        description="Art. 18 GDPR. All of the person's items are copied to where neither their days nor an "
        "erasure reach, and the desk sees `restricted`. Files of evidence are held apart. 409 "
        "`not_a_restriction`, `already_restricted`, `request_closed`.",
    ),
    Route(
        "GET", "/staff/rights-requests/{request}/restrict", Permission.ADMINISTER,
        "Read the copy of restricted data",
        Listing, Nothing, RestrictedJson, read_copy, fresh=always, shows_people=always,
        description="Only for what art. 18(2) admits; each page read is recorded. Nothing is masked.",
    ),
    Route(
        "POST", "/staff/rights-requests/{request}/restrict/lift", Permission.ADMINISTER,
        "Propose to lift a restriction",
        Nothing, NewProposal, ProposalJson, propose_lift, status=202,
        description="Tell the person first (art. 18(3) GDPR) and say in `reason` how. Another administrator "
        "confirms at /staff/proposals, not before 72 hours and within 14 days: then the copy is deleted.",
    ),
)  # fmt: skip
