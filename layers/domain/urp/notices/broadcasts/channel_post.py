"""The Channel edition of a broadcast: no API posts to a Channel, so a person does and says so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from urp.errors import ConflictError
from urp.outgoing_text import check_link

_CHANNELS = ("whatsapp.com",)


@dataclass(frozen=True, slots=True)
class Posted:
    by: str
    at: datetime
    link: str | None
    """Of the post in the Channel, if the person copied it."""


@dataclass(frozen=True, slots=True)
class ChannelPost:
    broadcast_id: UUID
    title: str
    text: str
    """Ready to copy, its length checked."""
    waiting_since: datetime | None = None
    """None until the notice itself is due: what is not yet out there is not posted here either."""
    posted: Posted | None = None


def marked_posted(post: ChannelPost, posted: Posted) -> ChannelPost:
    """Once. Raises ConflictError; InvalidError("link") for an address that is not of a Channel."""
    if post.posted is not None:
        raise ConflictError("È già segnato come pubblicato.")
    if posted.link is not None:
        check_link(posted.link, _CHANNELS)
    return replace(post, posted=posted)
