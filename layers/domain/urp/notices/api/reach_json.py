"""The messaging limit and the outlook of a notice, as public JSON."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from urp.notices.api.schemas_reach import MessagingLimitJson, PlannedDayJson, ReachJson
from urp.notices.broadcasts.reach_words import days_of, outlook_in_words

if TYPE_CHECKING:
    from urp.notices.broadcasts.reach_outlook import ReachOutlook
    from urp.whatsapp.reach import Reach


def limit_json(reach: Reach, now: datetime) -> MessagingLimitJson:
    return MessagingLimitJson(
        people=reach.limit,
        source=reach.known.source if reach.known else None,
        at=reach.known.at if reach.known else None,
        used=reach.used(now),
        left_ordinary=reach.left(emergency=False, now=now),
        left_emergency=reach.left(emergency=True, now=now),
    )


def reach_json(outlook: ReachOutlook, now: datetime, zone: ZoneInfo) -> ReachJson:
    return ReachJson.from_view(
        outlook,
        days=tuple(PlannedDayJson.from_view(each) for each in days_of(outlook.plan, zone)),
        later=outlook.plan.later,
        words=outlook_in_words(outlook, now, zone),
    )
