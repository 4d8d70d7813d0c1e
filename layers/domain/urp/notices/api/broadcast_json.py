"""Broadcasts and Channel editions, as public JSON."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from urp.notices.api.cost_json import cost_json, known_cost_json
from urp.notices.api.reach_json import reach_json
from urp.notices.api.schemas_broadcasts import (
    AudienceRuleJson,
    BroadcastJson,
    BroadcastStockJson,
    BroadcastViewJson,
    ChannelEditionJson,
    DeliveryJson,
    HoldJson,
    JobsJson,
    PeopleByCode,
    PostedJson,
    PreviewJson,
    StatementJson,
)
from urp.notices.api.schemas_standing import CountsJson, StandingJson, UnclearJson
from urp.notices.broadcasts.unclear import unclear_note

if TYPE_CHECKING:
    from urp.notices.broadcasts.audience_rule import AudienceRule
    from urp.notices.broadcasts.channel_post import ChannelPost
    from urp.notices.broadcasts.figures import DeliveryFigures
    from urp.notices.broadcasts.model import Broadcast, Counts, Hold
    from urp.notices.broadcasts.office_views import BroadcastView, Preview
    from urp.notices.broadcasts.standing import Standing
    from urp.notices.broadcasts.statement import Statement
    from urp.town.pricing.model import Cost


def broadcast_json(broadcast: Broadcast) -> BroadcastJson:
    return BroadcastJson(**_header(broadcast, broadcast.progress.counts))


def stock_json(broadcast: Broadcast, standing: Standing | None) -> BroadcastStockJson:
    counted = standing_json(standing) if standing else None
    return BroadcastStockJson(**_header(broadcast, broadcast.progress.counts), standing=counted)


def standing_json(standing: Standing) -> StandingJson:
    return StandingJson.from_view(standing)


def view_json(view: BroadcastView, now: datetime, zone: ZoneInfo) -> BroadcastViewJson:
    channel = edition_json(view.post) if view.post else None
    return BroadcastViewJson(
        **_header(view.broadcast, view.figures.counts),
        standing=standing_json(view.standing) if view.standing else None,
        unclear=_unclear_json(view.broadcast, view.figures.counts.unclear),
        text=view.text,
        delivery=delivery_json(view.figures.delivery),
        reach=reach_json(view.reach, now, zone) if view.reach else None,
        channel=channel,
        cost=known_cost_json(view.cost),
        cost_so_far=known_cost_json(view.cost_so_far),
    )


def _unclear_json(broadcast: Broadcast, people: int) -> UnclearJson | None:
    note = unclear_note(broadcast, people)
    if note is None:
        return None
    return UnclearJson.from_view(note)


def preview_json(preview: Preview, now: datetime, zone: ZoneInfo) -> PreviewJson:
    return PreviewJson.from_view(
        preview,
        audience=preview.audience.people,
        audience_exact=preview.audience.exact,
        cost=cost_json(preview.cost),
        reach=reach_json(preview.reach, now, zone),
    )


def edition_json(post: ChannelPost) -> ChannelEditionJson:
    posted = post.posted
    return ChannelEditionJson.from_view(
        post, broadcast=post.broadcast_id, posted=PostedJson.from_view(posted) if posted else None
    )


def statement_json(
    statement: Statement, delivery: DeliveryFigures, cost_so_far: Cost | None
) -> StatementJson:
    return StatementJson(
        broadcast=statement.broadcast_id,
        closed_at=statement.closed_at,
        audience=statement.audience,
        counts=counts_json(statement.counts),
        refused_by_code=_by_code(statement.refused_by_code),
        delivery=delivery_json(delivery),
        cost=known_cost_json(statement.cost),
        cost_so_far=known_cost_json(cost_so_far),
    )


def _header(broadcast: Broadcast, counts: Counts) -> dict[str, Any]:
    draft, progress = broadcast.draft, broadcast.progress
    return {
        "id": broadcast.id,
        "title": draft.title,
        "template": draft.template,
        "parameters": dict(draft.parameters),
        "link": draft.link,
        "urgency": draft.urgency,
        "beyond_tier": draft.beyond_tier,
        "status": broadcast.status,
        "created_at": broadcast.created_at,
        "created_by": broadcast.created_by,
        "audience_rule": _rule_json(broadcast.audience_rule),
        "due_at": broadcast.due_at,
        "tolerance_minutes": int(draft.tolerance.total_seconds()) // 60,
        "expires_at": draft.expires_at,
        "sending_at": broadcast.sending_at,
        "closed_at": broadcast.closed_at,
        "hold": _hold_json(broadcast.hold) if broadcast.hold else None,
        "audience": broadcast.audience,
        "counts": counts_json(counts),
        "open_people": None if broadcast.audience is None else broadcast.audience - counts.total,
        "jobs": JobsJson(closed=progress.jobs_closed, total=broadcast.jobs_total),
    }


def counts_json(counts: Counts) -> CountsJson:
    return CountsJson(**asdict(counts), total=counts.total)


def _rule_json(rule: AudienceRule) -> AudienceRuleJson:
    topics = tuple(sorted(rule.topics))
    return AudienceRuleJson.from_view(rule, topics=topics)


def _hold_json(hold: Hold) -> HoldJson:
    return HoldJson.from_view(hold)


def delivery_json(figures: DeliveryFigures) -> DeliveryJson:
    return DeliveryJson.from_view(figures, failed_by_code=_by_code(figures.failed_by_code))


def _by_code(pairs: tuple[tuple[int, int], ...]) -> tuple[PeopleByCode, ...]:
    return tuple(PeopleByCode(code=code, people=people) for code, people in pairs)
