"""What falls due becomes an ordinary broadcast, once: each minute, and at once after the office wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from urp.acts.alerts import Alerts
from urp.desk.alarms import NOTICE_TO_APPROVE
from urp.errors import ConflictError, UrpError
from urp.notices.announcements.approval import Coverage
from urp.notices.announcements.days import PlannedDays
from urp.notices.announcements.due import Step, seen_to, step, upcoming
from urp.notices.announcements.model import (
    Announcement,
    AnnouncementStatus,
    LastOccurrence,
    WentOutBeforeError,
    occurrence_id,
)
from urp.notices.broadcasts.channel_post import ChannelPost
from urp.notices.broadcasts.dispatch import LOOK_AHEAD
from urp.notices.broadcasts.model import Broadcast, BroadcastStatus

if TYPE_CHECKING:
    from urp.notices.store.announcements import Announcements
    from urp.town.store.calendar_exceptions import CalendarExceptions


_TRIES = 5
"""Of steps and of conflicts together: one look makes at most a missed occurrence and the next."""


@dataclass(frozen=True, slots=True)
class Announced:
    """For the log: what was done, and the broadcasts to be looked at at once."""

    steps: Mapping[UUID, str]
    broadcasts: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class AnnounceDue:
    announcements: Announcements
    closings: CalendarExceptions
    days: PlannedDays
    coverage: Coverage
    alerts: Alerts

    def all(self, now: datetime) -> Announced:
        """One that fails holds up no other, and shows as `failed: <why>`."""
        steps: dict[UUID, str] = {}
        broadcasts: list[UUID] = []
        for announcement_id in self.announcements.due(now + LOOK_AHEAD):
            try:
                made = self(announcement_id, now)
            except Exception as error:
                why = error.code if isinstance(error, UrpError) else type(error).__name__
                steps[announcement_id] = f"failed: {why}"
                continue
            steps[announcement_id] = f"broadcasts: {len(made)}"
            broadcasts.extend(made)
        return Announced(steps, tuple(broadcasts))

    def __call__(self, announcement_id: UUID, now: datetime) -> tuple[UUID, ...]:
        """Its new broadcasts. Of two at once one makes them; cut off anywhere, they are there or not, and the
        next look finds which."""
        made: list[UUID] = []
        for _ in range(_TRIES):
            before = self.announcements.load(announcement_id)
            if before is None or before.status is not AnnouncementStatus.ACTIVE:
                break
            if before.look_at is None or before.look_at > now + LOOK_AHEAD:
                break
            try:
                made.extend(self._step(before, now))
            except ConflictError:  # somebody else was faster
                continue
        return tuple(made)

    def _step(self, before: Announcement, now: datetime) -> tuple[UUID, ...]:
        after_day = seen_to(before, self.days.zone)
        matter = self.days.exceptions_matter(before.draft.schedule, after_day)
        exceptions = {} if matter is None else self.closings.read_between(*matter)
        found = step(before, upcoming(before, self.days, exceptions), now, now + LOOK_AHEAD)
        after = found.taken(before)
        if found.sent_on is None or found.at is None:
            self.announcements.store(before, after)
            return ()
        return self._go_out(before, after, found, now)

    def _go_out(
        self, before: Announcement, after: Announcement, found: Step, now: datetime
    ) -> tuple[UUID, ...]:
        """Found too late, it becomes one all the same: the broadcast's own tolerance makes it a question."""
        if found.sent_on is None or found.at is None:
            raise ValueError("nothing goes out")
        broadcast_id = occurrence_id(before.id, found.sent_on, before.draft.schedule.time)
        after = replace(after, last=LastOccurrence(broadcast_id, found.at, found.missed_before))
        broadcast = Broadcast(
            id=broadcast_id,
            draft=before.draft.broadcast(found.at),
            status=BroadcastStatus.DRAFT,
            created_at=now,
            created_by=before.author,
            version=1,
            audience_rule=before.draft.audience_rule,
        )
        broadcast = self.coverage.enter(before, broadcast, found.at)
        post = ChannelPost(broadcast_id, before.draft.title, before.channel_text)
        try:
            self.announcements.go_out(before, after, broadcast, post)
        except WentOutBeforeError:
            self.announcements.store(before, after)
            return ()
        if broadcast.status is BroadcastStatus.SUBMITTED:
            self.alerts.alert(broadcast_id, NOTICE_TO_APPROVE)
        return (broadcast_id,)
