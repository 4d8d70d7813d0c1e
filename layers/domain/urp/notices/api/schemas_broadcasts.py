"""Broadcasts and their Channel editions: what the office writes, and what it watches."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from pydantic import Field

from urp.notices.api.schemas_cost import CostJson
from urp.notices.api.schemas_reach import ReachJson
from urp.notices.api.schemas_standing import CountsJson, StandingJson, UnclearJson
from urp.notices.broadcasts.audience_rule import AudienceKind
from urp.notices.broadcasts.model import BeyondTier, BroadcastStatus, HoldReason, Urgency
from urp.staff_api.schemas import Input, Listing, Moment, Output, ShortText, TopicId

_MOMENT = "ISO 8601; without a zone the municipality's clock"
BEYOND_TIER: BeyondTier = Field(
    BeyondTier.REFUSE,
    description="To more people than WhatsApp lets the number write to in 24 hours: refuse (nobody is "
    "written to until a person decides) or plan (over days). An emergency always goes to as many as "
    "possible at once",
)


class NewBroadcast(Input):
    title: str = Field(min_length=1, max_length=120, description="For the office's list")
    template: str = Field(min_length=1, max_length=60, description="Name of a message template")
    parameters: dict[str, ShortText] = Field(
        max_length=20, description="One value for each gap of the template"
    )
    link: str = Field(
        min_length=1, max_length=300, description="Where the notice stands on the municipality's site; https"
    )
    urgency: Urgency = Field(
        Urgency.ORDINARY,
        description="emergency: ordinary notices are silent until everybody has been reached",
    )
    topics: list[TopicId] = Field(
        [],
        max_length=20,
        description="Ids from /staff/topics: only who wants to hear of one of them. Empty: everybody, "
        "as every emergency and every alert",
    )
    beyond_tier: BeyondTier = BEYOND_TIER
    expires_at: str | None = Field(
        None, max_length=40, description="From then on it is of no use any more. " + _MOMENT
    )
    tolerance_minutes: int = Field(
        60,
        ge=1,
        le=1440,
        description="Later than this after its planned time it is not sent: a person decides",
    )


class NewCorrection(Input):
    template: str = Field(min_length=1, max_length=60, description="Name of a message template")
    parameters: dict[str, ShortText] = Field(
        max_length=20, description="One value for each gap of the template"
    )
    link: str | None = Field(
        None, min_length=1, max_length=300, description="Null: where the first notice stands; https"
    )


class Schedule(Input):
    at: str = Field(min_length=1, max_length=40, description=_MOMENT)


class HoldJson(Output):
    reason: HoldReason
    at: Moment
    explanation: str = Field(description="Italian, for the office")
    code: int | None = Field(description="WhatsApp's code")
    until: Moment | None = Field(description="When it goes on by itself, at the earliest")


class JobsJson(Output):
    closed: int
    total: int


class PostedJson(Output):
    by: str
    at: Moment
    link: str | None


class ChannelEditionJson(Output):
    broadcast: UUID
    title: str
    text: str = Field(description="Ready to copy")
    waiting_since: Moment | None = Field(description="Null until the notice itself is due")
    posted: PostedJson | None


class AudienceRuleJson(Output):
    """Whom it goes to."""

    kind: AudienceKind
    of: UUID | None = Field(description="The broadcast, or the import, that the kind is about")
    topics: tuple[str, ...] = Field(description="Ids of the municipality's topics; empty: all of them")
    description: str = Field(description="Italian, for the office")


class BroadcastJson(Output):
    id: UUID
    title: str
    template: str
    parameters: dict[str, str]
    link: str
    urgency: Urgency
    beyond_tier: BeyondTier
    status: BroadcastStatus
    created_at: Moment
    created_by: str
    audience_rule: AudienceRuleJson
    due_at: Moment | None
    tolerance_minutes: int
    expires_at: Moment | None
    sending_at: Moment | None
    closed_at: Moment | None
    hold: HoldJson | None = Field(description="Why the service itself holds it")
    audience: int | None = Field(description="Null until it is frozen")
    counts: CountsJson = Field(description="While it runs, added as each job of fifty people closes")
    open_people: int | None = Field(description="Of the audience, those in none of the counts")
    jobs: JobsJson


class BroadcastStockJson(BroadcastJson):
    standing: StandingJson | None = Field(description="Null before the audience is frozen and once closed")


class PeopleByCode(Output):
    code: int = Field(description="WhatsApp's; 0: none was given")
    people: int


class DeliveryJson(Output):
    """Of the accepted, by the furthest news of each; news may come for 30 days."""

    as_of: Moment
    no_news: int
    held: int
    sent: int
    delivered: int
    read: int
    failed: int
    failed_by_code: tuple[PeopleByCode, ...]


class BroadcastViewJson(BroadcastStockJson):
    unclear: UnclearJson | None = Field(description="Null when nobody is")
    text: str = Field(description="As a citizen reads it")
    delivery: DeliveryJson
    reach: ReachJson | None = Field(description="Null when nobody is left to be reached, or not frozen yet")
    channel: ChannelEditionJson | None
    cost: CostJson | None = Field(
        description="Of the whole notice: an estimate while it runs, then the closing statement's. Null "
        "before the audience is frozen"
    )
    cost_so_far: CostJson | None = Field(description="Of what WhatsApp has delivered")


class PreviewJson(Output):
    audience: int = Field(description="People it would reach now")
    audience_exact: bool = Field(description="False beyond some 75,000: estimated, within one per cent")
    text: str = Field(description="As a citizen reads it")
    category: str = Field(description="What WhatsApp bills it as, by its last word")
    cost: CostJson
    channel_text: str
    seconds: int = Field(description="From the first person to the last")
    reach: ReachJson
    problems: tuple[str, ...] = Field(description="Italian; with any of them it cannot be sent")


class BroadcastsJson(Output):
    items: tuple[BroadcastJson, ...] = Field(description="Newest first")
    next: str | None


class StatementJson(Output):
    """Fixed at the close; its total is the audience."""

    broadcast: UUID
    closed_at: Moment
    audience: int
    counts: CountsJson
    refused_by_code: tuple[PeopleByCode, ...]
    delivery: DeliveryJson
    cost: CostJson | None = Field(
        description="Of the accepted; null when it was closed before costs were reckoned"
    )
    cost_so_far: CostJson | None = Field(description="Of what WhatsApp has delivered by now")


class ChannelListing(Listing):
    status: Literal["waiting"] = Field("waiting", description="What is out there and not yet posted")


class ChannelEditionsJson(Output):
    items: tuple[ChannelEditionJson, ...]
    next: str | None


class NewPost(Input):
    link: str | None = Field(None, max_length=300, description="Of the post in the Channel, if copied")
