"""Recurring announcements, beside the broadcasts that they become."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from urp.acts.model import BY_ITSELF, CLOCK, Act
from urp.acts.page import Page
from urp.acts.store.act_items import act_writes
from urp.aws.dynamodb import Write, get, put_new, put_version, query, to_iso
from urp.aws.dynamodb_pages import query_listing
from urp.aws.dynamodb_updates import transact_with_retry
from urp.aws.tables import Store
from urp.notices.announcements.model import Announcement, WentOutBeforeError
from urp.notices.broadcasts.channel_post import ChannelPost
from urp.notices.broadcasts.model import Broadcast
from urp.notices.broadcasts.recorded import show_state
from urp.notices.store.announcement_items import (
    LISTING,
    WORK,
    announcement_from,
    announcement_item,
    announcement_key,
)
from urp.notices.store.broadcast_items import header_item
from urp.notices.store.channel_items import post_item


class Announcements(Store):
    """Every change is whole or not made. Reads are consistent; `due` and `page` read indexes."""

    def create(self, announcement: Announcement, act: Act) -> Announcement:
        return self._put(announcement, 0, act_writes(act, self._tables))

    def load(self, announcement_id: UUID) -> Announcement | None:
        item = get(self._client, self._tables.broadcasts, *announcement_key(announcement_id))
        return None if item is None else announcement_from(item)

    def store(self, before: Announcement, after: Announcement, act: Act | None = None) -> Announcement:
        """If `before.version` is still what is stored; the result has the next version. Raises ConflictError
        otherwise: load again."""
        if act is None:
            return self._put(after, before.version)
        told = replace(act, before=_show_state(before), after=_show_state(after))
        return self._put(after, before.version, act_writes(told, self._tables))

    def go_out(
        self, before: Announcement, after: Announcement, broadcast: Broadcast, post: ChannelPost
    ) -> Announcement:
        """As `store`, and in the same transaction the occurrence becomes a broadcast. Raises
        WentOutBeforeError when there is one with its id."""
        days = self._tables.retention.notices
        there = WentOutBeforeError("Questo appuntamento è già un avviso in uscita.")
        header = put_new(self._tables.broadcasts, header_item(broadcast, days), there)
        edition = put_new(self._tables.broadcasts, post_item(post, broadcast.created_at, days), there)
        told = Act(
            id=str(broadcast.id),
            by=CLOCK,
            name="announcement.go_out",
            resource=f"announcement/{before.id}",
            at=broadcast.created_at,
            details=f"broadcast={broadcast.id}",
            after=show_state(broadcast),
            standing=BY_ITSELF,
        )
        return self._put(after, before.version, (), (header, edition, *act_writes(told, self._tables)))

    def due(self, until: datetime) -> Sequence[UUID]:
        """Those that the clock must look at up to then."""
        found = query(
            self._client,
            self._tables.broadcasts,
            IndexName="work",
            KeyConditionExpression="#work = :announcement AND work_at <= :until",
            ExpressionAttributeNames={"#work": "work"},
            ExpressionAttributeValues={":announcement": WORK, ":until": to_iso(until)},
        )
        return [UUID(item["pk"].removeprefix("ANNOUNCEMENT#")) for item in found]

    def page(self, cursor: str | None, limit: int) -> Page[Announcement]:
        """Newest first, the deleted left out."""
        items, following = query_listing(self._client, self._tables.broadcasts, LISTING, cursor, limit)
        return Page(tuple(announcement_from(item) for item in items), following)

    def _put(
        self,
        after: Announcement,
        version: int,
        acts: Sequence[Write] = (),
        broadcast: Sequence[Write] = (),
    ) -> Announcement:
        """The version is looked at before the broadcast: whoever comes second learns that it moved."""
        item = announcement_item(after, self._tables.retention.notices)
        series = put_version(self._tables.broadcasts, item, version)
        transact_with_retry(self._client, [*acts, series, *broadcast])
        return replace(after, version=version + 1)


def _show_state(announcement: Announcement) -> str:
    """For the record: words and rule are the announcement's own, kept by their edition."""
    approved = "" if announcement.approval is None else " approved"
    return f"{announcement.status.value} edition {announcement.edition}{approved}"
