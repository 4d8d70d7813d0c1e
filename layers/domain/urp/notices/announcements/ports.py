"""What recurring announcements need from outside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from urp.acts.model import Act
from urp.acts.page import Page
from urp.errors import ConflictError
from urp.notices.announcements.model import Announcement
from urp.notices.broadcasts.channel_post import ChannelPost
from urp.notices.broadcasts.model import Broadcast
from urp.town.opening_hours import Exceptions


class WentOutBeforeError(ConflictError):
    """That occurrence is a broadcast already: nothing was written."""

    code = "went_out_before"


class Announcements(Protocol):
    """Every change is whole or not made. Reads are consistent; `due` and `page` read indexes."""

    def create(self, announcement: Announcement, act: Act) -> Announcement: ...

    def load(self, announcement_id: UUID) -> Announcement | None: ...

    def store(self, before: Announcement, after: Announcement, act: Act | None = None) -> Announcement:
        """If `before.version` is still what is stored; the result has the next version. Raises ConflictError
        otherwise: load again."""
        ...

    def go_out(
        self, before: Announcement, after: Announcement, broadcast: Broadcast, post: ChannelPost
    ) -> Announcement:
        """As `store`, and in the same transaction the occurrence becomes a broadcast. Raises
        WentOutBeforeError when there is one with its id."""
        ...

    def due(self, until: datetime) -> Sequence[UUID]:
        """Those that the clock must look at up to then."""
        ...

    def page(self, cursor: str | None, limit: int) -> Page[Announcement]:
        """Newest first, the deleted left out."""
        ...


class Closings(Protocol):
    def read_between(self, first: date, last: date) -> Exceptions:
        """What the office decided for single days."""
        ...


class Nudges(Protocol):
    def announce(self, announcement_id: UUID) -> None:
        """Look at it now. What gets lost the minute finds."""
        ...
