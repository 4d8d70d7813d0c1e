"""The account at WhatsApp as the office's programs see it: its rate, its messaging limit, what Meta said."""

from __future__ import annotations

from pydantic import Field

from urp.environment import HIGHEST_NUMBER_RATE
from urp.notices.api.reach_json import MessagingLimitJson
from urp.staff_api.proposals import PROPOSED, ProposalJson
from urp.staff_api.schemas import Input, Moment, Output


class AccountNoteJson(Output):
    subject: str
    at: Moment
    sentence: str = Field(description="Italian")
    serious: bool = Field(description="Somebody must look")
    forbids: bool = Field(description="What it concerns is not sent until it is lifted")
    until: Moment | None = Field(description="When that ends by itself")


class AccountJson(Output):
    number_rate: int = Field(description="Messages a second the number may send, as far as we know")
    number_pace: float = Field(description="Messages a second at the moment: fewer after throttles")
    messaging_limit: MessagingLimitJson
    notes: tuple[AccountNoteJson, ...] = Field(description="What WhatsApp last said")
    proposed: ProposalJson | None = Field(description=PROPOSED)


class LiftedProhibition(Input):
    subject: str = Field(min_length=1, max_length=200, description="Of the note that forbids")
    reason: str = Field(min_length=3, max_length=120, description="What was seen at Meta; for the audit")


class NumberRate(Input):
    per_second: int = Field(
        ge=1, le=HIGHEST_NUMBER_RATE, description="As Meta's pages show it: 20, 80 or 1000"
    )
    reason: str = Field(min_length=3, max_length=120, description="What was seen at Meta; for the audit")
