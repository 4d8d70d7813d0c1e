"""/staff/proposals: what waits for a second person. Each is confirmed or cancelled at its own address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.staff_api.roles import ADMINISTRATORS
from urp.staff_api.routing import Request, Route
from urp.staff_api.schemas import Nothing
from urp.staff_api.schemas_proposals import ProposalJson, ProposalsJson

if TYPE_CHECKING:
    from datetime import datetime

    from urp.acts.second_person import Proposal
    from urp.staff_api.offices import Offices

_ADDRESSES = {
    "evidence.release": "/staff/evidence/{}/release",
    "rights.erase": "/staff/rights-requests/{}/erase",
}


def proposal_json(proposal: Proposal, now: datetime, *, alerted: bool | None = None) -> ProposalJson:
    return ProposalJson.from_view(
        proposal,
        address=_ADDRESSES[proposal.act].format(proposal.subject),
        state=proposal.state_at(now),
        reason=proposal.reason or None,
        proposed_by=proposal.by,
        proposed_at=proposal.at,
        alerted=alerted,
    )


def listed(offices: Offices, request: Request[Nothing, Nothing]) -> ProposalsJson:
    """Of acts this version knows: after a way back a later version's may be stored."""
    found = (each for each in offices.second_person.open_at(request.now) if each.act in _ADDRESSES)
    return ProposalsJson(items=tuple(proposal_json(each, request.now) for each in found))


ROUTES = (
    Route(
        "GET", "/staff/proposals", ADMINISTRATORS, "List what waits for a second person",
        Nothing, Nothing, ProposalsJson, listed,
        description="The first to lapse first. Another administrator than who proposed confirms, not before "
        "`earliest`; any administrator cancels.",
    ),
)  # fmt: skip
