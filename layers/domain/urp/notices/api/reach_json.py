"""The messaging limit, and the outlook of a notice under it, as public JSON."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pydantic import Field

from urp.notices.broadcasts.reach_outlook import days_of, outlook_in_words
from urp.staff_api.schemas import Input, Moment, Output
from urp.whatsapp.reach import LimitSource

if TYPE_CHECKING:
    from urp.notices.broadcasts.reach_outlook import ReachOutlook
    from urp.whatsapp.reach import Reach


_LIMIT = "People outside an open conversation in 24 hours; null: no limit"


class MessagingLimitJson(Output):
    people: int | None = Field(description=_LIMIT)
    source: LimitSource | None = Field(description="Null: nobody said it yet, and the lowest counts")
    at: Moment | None = Field(description="When it was said")
    used: int = Field(description="Counted in the last 24 hours; somebody written to twice counts twice")
    left_ordinary: int | None = Field(description="Now, for ordinary notices; null without a limit")
    left_emergency: int | None = Field(description="Now, for emergencies; null without a limit")


class NewMessagingLimit(Input):
    people: int | None = Field(ge=1, le=10_000_000, description=_LIMIT)
    reason: str = Field(min_length=3, max_length=120, description="What was seen at Meta; for the audit")


class PlannedDayJson(Output):
    day: date = Field(description="By the municipality's clock")
    at: Moment = Field(description="When the first of them can be written to")
    people: int


class ReachJson(Output):
    """As far as can be told now: whoever opens a conversation goes in addition, other notices take theirs."""

    limit: int | None = Field(description=_LIMIT)
    used: int = Field(description="Of the limit, in the last 24 hours")
    people: int = Field(description="Still to be reached")
    refused: bool = Field(
        description="Nobody is written to: more than the limit allows, and not to be planned"
    )
    days: tuple[PlannedDayJson, ...]
    later: int = Field(description="People beyond the last of these days")
    words: str = Field(description="Italian")


def limit_json(reach: Reach, now: datetime) -> MessagingLimitJson:
    return MessagingLimitJson(
        people=reach.limit,
        source=reach.known.source if reach.known else None,
        at=reach.known.at if reach.known else None,
        used=reach.count_used(now),
        left_ordinary=reach.count_left(emergency=False, now=now),
        left_emergency=reach.count_left(emergency=True, now=now),
    )


def reach_json(outlook: ReachOutlook, now: datetime, zone: ZoneInfo) -> ReachJson:
    return ReachJson.from_view(
        outlook,
        days=tuple(PlannedDayJson.from_view(each) for each in days_of(outlook.plan, zone)),
        later=outlook.plan.later,
        words=outlook_in_words(outlook, now, zone),
    )
