"""/staff/channel-editions: what a person posts to the WhatsApp Channel by hand, since no API can."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from urp.acts.permissions import Permission
from urp.notices.api.broadcast_json import (
    ChannelEditionJson,
    ChannelEditionsJson,
    ChannelListing,
    EditionDiscard,
    NewPost,
    edition_json,
)
from urp.staff_api.routing import Request, Route
from urp.staff_api.schemas import Nothing

if TYPE_CHECKING:
    from datetime import datetime

    from urp.notices.api.offices import NoticesOffices
    from urp.notices.broadcasts.channel_post import ChannelPost


def waiting(offices: NoticesOffices, request: Request[ChannelListing, Nothing]) -> ChannelEditionsJson:
    page = offices.broadcasts.channel_waiting(request.query.cursor, request.query.limit)
    return ChannelEditionsJson(
        items=tuple(_shown(offices, each, request.now) for each in page.items), next=page.cursor
    )


def posted(offices: NoticesOffices, request: Request[Nothing, NewPost]) -> ChannelEditionJson:
    broadcast_id = request.read_id("broadcast")
    act = request.make_act("channel.mark_posted", f"broadcast/{broadcast_id}")
    return _shown(offices, offices.broadcasts.mark_posted(broadcast_id, request.body.link, act), request.now)


def discard(offices: NoticesOffices, request: Request[Nothing, EditionDiscard]) -> ChannelEditionJson:
    broadcast_id, reason = request.read_id("broadcast"), request.body.reason
    act = replace(request.make_act("channel.discard", f"broadcast/{broadcast_id}"), reason=reason)
    return _shown(offices, offices.broadcasts.discard_edition(broadcast_id, reason, act), request.now)


def _shown(offices: NoticesOffices, post: ChannelPost, now: datetime) -> ChannelEditionJson:
    return edition_json(post, now, offices.municipality.channel.remind_after)


ROUTES = (
    Route(
        "GET", "/staff/channel-editions", Permission.READ,
        "List what waits to be posted, longest waiting first",
        ChannelListing, Nothing, ChannelEditionsJson, waiting,
    ),
    Route(
        "PUT", "/staff/channel-editions/{broadcast}", Permission.POST, "Say that it was posted",
        Nothing, NewPost, ChannelEditionJson, posted,
        description="By whom and when is recorded with it; once.",
    ),
    Route(
        "POST", "/staff/channel-editions/{broadcast}/discard", Permission.POST, "Say that it is not posted",
        Nothing, EditionDiscard, ChannelEditionJson, discard,
        description="With a reason; once. It waits no more.",
    ),
)  # fmt: skip
