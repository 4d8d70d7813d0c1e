"""The Channel edition of a broadcast: no API posts to a Channel, so a person does and says so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
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
class Discarded:
    """It is not posted, and nobody is reminded of it."""

    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class ChannelPost:
    broadcast_id: UUID
    title: str
    text: str
    """Ready to copy, its length checked."""
    waiting_since: datetime | None = None
    """None until the notice itself is due: what is not yet out there is not posted here either."""
    posted: Posted | None = None
    discarded: Discarded | None = None
    reminded_at: datetime | None = None

    def late(self, now: datetime, remind_after: timedelta) -> bool:
        """Out there for so long, and neither posted nor discarded."""
        if self.waiting_since is None or self.posted is not None or self.discarded is not None:
            return False
        return now >= self.waiting_since + remind_after


def marked_posted(post: ChannelPost, posted: Posted) -> ChannelPost:
    """Once, when the approved notice is out. Raises ConflictError; InvalidError("link") for an address that
    is not of a Channel."""
    _require_open(post)
    if posted.link is not None:
        check_link(posted.link, _CHANNELS)
    return replace(post, posted=posted)


def discarded(post: ChannelPost, how: Discarded) -> ChannelPost:
    """Once. Raises ConflictError, also while the notice is not out yet."""
    _require_open(post)
    return replace(post, discarded=how)


def _require_open(post: ChannelPost) -> None:
    if post.waiting_since is None:
        raise ConflictError("Nel Canale va solo un avviso approvato e partito: questo non lo è ancora.")
    if post.posted is not None:
        raise ConflictError("È già segnato come pubblicato.")
    if post.discarded is not None:
        raise ConflictError("È già scartato: non si pubblica.")
