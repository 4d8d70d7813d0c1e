"""/staff/proposals: what waits for a second person. Each is confirmed or cancelled at its own address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from urp.acts.second_person import ProposalState
from urp.staff_api.roles import ADMINISTRATORS
from urp.staff_api.routing import Request, Route
from urp.staff_api.schemas import Input, Moment, Nothing, Output

if TYPE_CHECKING:
    from datetime import datetime

    from urp.acts.second_person import Proposal
    from urp.staff_api.offices import Offices


_SEEN = "`seen` of the proposal as you read it: another one, or of something that changed since, is refused"


class NewProposal(Input):
    reason: str = Field(
        min_length=10, max_length=1000, description="For those who decide; kept while it is open"
    )


class Confirmation(Input):
    seen: str = Field(min_length=1, max_length=64, description=_SEEN)


class ErasureConfirmation(Confirmation):
    told_elsewhere: str | None = Field(
        None,
        min_length=3,
        max_length=200,
        description="How the citizen is told, if not in the chat; absent: this call tells them there",
    )


class ProposalJson(Output):
    act: str = Field(description="`evidence.release`, `rights.erase` or `silence.lift`")
    address: str = Field(description="Post to `/confirm` or `/cancel` below it")
    state: ProposalState
    reason: str | None = Field(description="Null once it is decided")
    proposed_by: str
    proposed_at: Moment
    earliest: Moment = Field(description="Before that nobody confirms it")
    lapses_at: Moment = Field(description="From then on nobody does")
    seen: str = Field(description="Send it with the confirmation")
    decided_by: str | None
    decided_at: Moment | None
    alerted: bool | None = Field(
        description="Whether the person on duty was told; only in the answer to a proposal. False: tell an "
        "administrator yourself"
    )


class ProposalsJson(Output):
    items: tuple[ProposalJson, ...]


_ADDRESSES = {
    "evidence.release": "/staff/evidence/{}/release",
    "rights.erase": "/staff/rights-requests/{}/erase",
    "silence.lift": "/staff/silence-periods/{}/lift",
}


def to_proposal_json(proposal: Proposal, now: datetime, *, alerted: bool | None = None) -> ProposalJson:
    return ProposalJson.from_view(
        proposal,
        address=_ADDRESSES[proposal.act].format(proposal.subject),
        state=proposal.state_at(now),
        reason=proposal.reason or None,
        proposed_by=proposal.by,
        proposed_at=proposal.at,
        alerted=alerted,
    )


def list_proposals(offices: Offices, request: Request[Nothing, Nothing]) -> ProposalsJson:
    """List proposals of acts this version knows: after a rollback a later version's may be stored."""
    found = (each for each in offices.second_person.open_at(request.now) if each.act in _ADDRESSES)
    return ProposalsJson(items=tuple(to_proposal_json(each, request.now) for each in found))


ROUTES = (
    Route(
        "GET", "/staff/proposals", ADMINISTRATORS, "List what waits for a second person",
        Nothing, Nothing, ProposalsJson, list_proposals,
        description="The first to lapse first. Another administrator than who proposed confirms, not before "
        "`earliest`; any administrator cancels.",
    ),
)  # fmt: skip
