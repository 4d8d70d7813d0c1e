"""Recurring announcements, the office's closings and nudges, in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from tests.fakes.broadcasts.headers import page_of
from tests.fakes.broadcasts.stored import Stored
from urp.acts.model import Act
from urp.acts.page import Page
from urp.errors import ConflictError
from urp.notices.announcements.model import Announcement, AnnouncementStatus
from urp.notices.announcements.ports import WentOutBeforeError
from urp.notices.broadcasts.channel_post import ChannelPost
from urp.notices.broadcasts.model import Broadcast
from urp.town.opening_hours import ExceptionalDay


@dataclass(frozen=True, slots=True)
class MemoryAnnouncements:
    stored: Stored

    def create(self, announcement: Announcement, act: Act) -> Announcement:
        self.stored.record(act)
        if announcement.id in self.stored.announcements:
            raise ConflictError("changed by somebody else in the meantime")
        return self._keep(announcement, 0)

    def load(self, announcement_id: UUID) -> Announcement | None:
        return self.stored.announcements.get(announcement_id)

    def store(self, before: Announcement, after: Announcement, act: Act | None = None) -> Announcement:
        self._require_version(before)
        self.stored.record(act)
        return self._keep(after, before.version)

    def go_out(
        self, before: Announcement, after: Announcement, broadcast: Broadcast, post: ChannelPost
    ) -> Announcement:
        self._require_version(before)
        if broadcast.id in self.stored.headers:
            raise WentOutBeforeError("the occurrence is a broadcast already")
        self.stored.headers[broadcast.id] = broadcast
        self.stored.posts[broadcast.id] = post
        return self._keep(after, before.version)

    def due(self, until: datetime) -> Sequence[UUID]:
        looked_at = [
            (each.look_at, each.id)
            for each in self.stored.announcements.values()
            if each.look_at is not None and each.look_at <= until
        ]
        return [announcement_id for _, announcement_id in sorted(looked_at)]

    def page(self, cursor: str | None, limit: int) -> Page[Announcement]:
        kept = [
            each
            for each in self.stored.announcements.values()
            if each.status is not AnnouncementStatus.DELETED
        ]
        return page_of(sorted(kept, key=lambda each: each.created_at, reverse=True), cursor, limit)

    def _require_version(self, before: Announcement) -> None:
        if self.stored.announcements[before.id].version != before.version:
            raise ConflictError("changed by somebody else in the meantime")

    def _keep(self, after: Announcement, version: int) -> Announcement:
        self.stored.announcements[after.id] = replace(after, version=version + 1)
        return self.stored.announcements[after.id]


@dataclass(slots=True)
class MemoryClosings:
    decided: dict[date, ExceptionalDay] = field(default_factory=dict)

    def read_between(self, first: date, last: date) -> Mapping[date, ExceptionalDay]:
        return {day: each for day, each in self.decided.items() if first <= day <= last}


@dataclass(slots=True)
class Nudged:
    """Which announcements somebody asked to be looked at."""

    asked: list[UUID] = field(default_factory=list)

    def announce(self, announcement_id: UUID) -> None:
        self.asked.append(announcement_id)
