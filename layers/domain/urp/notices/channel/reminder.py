"""Who is on duty is told, once, of an edition that nobody has posted to the Channel in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from urp.desk.alarms import CHANNEL_POST_LATE

if TYPE_CHECKING:
    from urp.acts.alerts import Alerts
    from urp.notices.store.channel_posts import ChannelPosts

_LOOKED_AT = 50
"""The longest waiting come first, and one that was told of stays among them until a person posts it."""


@dataclass(frozen=True, slots=True)
class RemindToPost:
    posts: ChannelPosts
    alerts: Alerts
    remind_after: timedelta

    def __call__(self, now: datetime) -> tuple[UUID, ...]:
        """Those told of. Written down first: rather never than each minute."""
        waiting = self.posts.waiting(None, _LOOKED_AT).items
        late = (each for each in waiting if each.late(now, self.remind_after) and each.reminded_at is None)
        told = tuple(each.broadcast_id for each in late if self.posts.mark_reminded(each.broadcast_id, now))
        for broadcast_id in told:
            self.alerts.alert(broadcast_id, CHANNEL_POST_LATE)
        return told
