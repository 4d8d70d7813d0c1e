"""/staff/channel-editions: what a person posts to the WhatsApp Channel by hand, since no API can."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.acts.permissions import Permission
from urp.notices.api.broadcast_json import (
    ChannelEditionJson,
    ChannelEditionsJson,
    ChannelListing,
    NewPost,
    edition_json,
)
from urp.staff_api.routing import Request, Route
from urp.staff_api.schemas import Nothing

if TYPE_CHECKING:
    from urp.notices.api.offices import NoticesOffices


def waiting(offices: NoticesOffices, request: Request[ChannelListing, Nothing]) -> ChannelEditionsJson:
    page = offices.broadcasts.channel_waiting(request.query.cursor, request.query.limit)
    return ChannelEditionsJson(items=tuple(edition_json(each) for each in page.items), next=page.cursor)


def posted(offices: NoticesOffices, request: Request[Nothing, NewPost]) -> ChannelEditionJson:
    broadcast_id = request.read_id("broadcast")
    act = request.make_act("channel.mark_posted", f"broadcast/{broadcast_id}")
    return edition_json(offices.broadcasts.mark_posted(broadcast_id, request.body.link, act))


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
)  # fmt: skip
