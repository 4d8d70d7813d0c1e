"""Who is on duty is told, once, of an edition that nobody has posted to the Channel in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING
from uuid import UUID

from urp.desk.alarms import CHANNEL_POST_LATE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from urp.acts.alerts import Alerts
    from urp.notices.broadcasts.channel_post import ChannelPost
    from urp.notices.store.channel_posts import ChannelPosts

_AT_ONCE = 50
"""The longest waiting come first, and one that was told of stays among them until a person posts it."""


@dataclass(frozen=True, slots=True)
class RemindToPost:
    posts: ChannelPosts
    alerts: Alerts
    remind_after: timedelta

    def __call__(self, now: datetime) -> tuple[UUID, ...]:
        """Those told of. Written down first: rather never than each minute."""
        late = (each for each in self._late(now) if each.reminded_at is None)
        told = tuple(each.broadcast_id for each in late if self.posts.mark_reminded(each.broadcast_id, now))
        for broadcast_id in told:
            self.alerts.alert(broadcast_id, CHANNEL_POST_LATE)
        return told

    def _late(self, now: datetime) -> Iterator[ChannelPost]:
        cursor: str | None = None
        while True:
            page = self.posts.waiting(cursor, _AT_ONCE)
            late = tuple(takewhile(lambda post: post.late(now, self.remind_after), page.items))
            yield from late
            cursor = page.cursor
            if cursor is None or len(late) < len(page.items):
                return
