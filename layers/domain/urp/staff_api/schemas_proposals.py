"""What one person proposes and another confirms."""

from __future__ import annotations

from pydantic import Field

from urp.acts.second_person import ProposalState
from urp.staff_api.schemas import Input, Moment, Output

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
    act: str = Field(description="`evidence.release` or `rights.erase`")
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
