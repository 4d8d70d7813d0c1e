"""The figures of a broadcast: how many, why not, how fast. Nobody in particular."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from urp.notices.api.broadcast_json import CountsJson
from urp.notices.api.cost_json import CostJson
from urp.notices.api.sheet_json import TRAINING_NOTE
from urp.notices.broadcasts.model import BroadcastStatus
from urp.staff_api.schemas import Moment, Output


class PeopleByReason(Output):
    code: int = Field(description="WhatsApp's; 0: none was given")
    people: int
    explanation: str = Field(description="Italian, for the office")


class DeliveredJson(Output):
    """The accepted, each by their furthest news; they add up to the accepted once all jobs are closed."""

    no_news: int
    held: int = Field(description="Kept back by WhatsApp's quality check")
    sent: int
    delivered: int
    read: int = Field(description="Only of people who let others know that they read")
    failed: int
    failed_by_reason: tuple[PeopleByReason, ...]


class SoonJson(Output):
    minutes: int = Field(description="After WhatsApp sent the message to them")
    delivered: int = Field(description="To whom it was delivered by then")
    read: int = Field(description="Of those who let others know that they read")


class TimesJson(Output):
    first_accepted_at: Moment | None
    last_accepted_at: Moment | None
    seconds: float | None = Field(description="From the first to the last")
    people_per_second: float | None = Field(description="Accepted, on average between the two")


class FiguresJson(Output):
    broadcast: UUID
    title: str
    status: BroadcastStatus
    training_note: str | None = Field(description=TRAINING_NOTE)
    as_of: Moment
    audience: int | None = Field(description="Null until it is frozen")
    open_people: int | None
    counts: CountsJson
    refused_by_reason: tuple[PeopleByReason, ...]
    delivery: DeliveredJson
    over_time: tuple[SoonJson, ...] = Field(
        description="How soon it was delivered and read, the shortest span first; empty where nobody knows"
    )
    times: TimesJson
    cost: CostJson | None = Field(
        description="Of the whole notice: an estimate while it runs, then the closing statement's. Null "
        "before the audience is frozen"
    )
    cost_so_far: CostJson | None = Field(description="Of what WhatsApp has delivered")
