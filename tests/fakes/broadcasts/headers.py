"""Headers, statements, Channel editions and Meta's last words, in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from tests.fakes.broadcasts.stored import Stored
from urp.acts.model import Act
from urp.acts.page import Page
from urp.errors import ConflictError, InvalidError
from urp.notices.account.model import AccountNote
from urp.notices.broadcasts.channel_post import ChannelPost
from urp.notices.broadcasts.model import ACTIVE, Broadcast, BroadcastStatus
from urp.notices.broadcasts.tally import Statement, Tally


@dataclass(frozen=True, slots=True)
class MemoryBroadcasts:
    stored: Stored

    def create(self, broadcast: Broadcast, post: ChannelPost | None, act: Act) -> None:
        self.stored.record(act)
        if broadcast.id in self.stored.headers:
            raise ConflictError("a broadcast with this id exists")
        self.stored.headers[broadcast.id] = broadcast
        if post is not None:
            self.stored.posts[broadcast.id] = post

    def load(self, broadcast_id: UUID) -> Broadcast | None:
        return self.stored.headers.get(broadcast_id)

    def store(self, before: Broadcast, after: Broadcast, act: Act | None = None) -> Broadcast:
        stored = self.stored.require_version(before)
        self.stored.record(act)
        self.stored.headers[before.id] = replace(after, version=before.version + 1, progress=stored.progress)
        return self.stored.headers[before.id]

    def active(self, until: datetime) -> Sequence[UUID]:
        work = [
            each
            for each in self.stored.headers.values()
            if each.status is BroadcastStatus.SCHEDULED or each.status in ACTIVE
        ]
        return [each.id for each in work if (each.due_at or each.created_at) <= until]

    def page(self, cursor: str | None, limit: int) -> Page[Broadcast]:
        newest = sorted(self.stored.headers.values(), key=lambda each: each.created_at, reverse=True)
        return page_of(newest, cursor, limit)

    def stale(self, cursor: str | None, limit: int) -> Page[Broadcast]:
        found = [each for each in self.stored.headers.values() if each.status is BroadcastStatus.STALE]
        return page_of(sorted(found, key=lambda each: each.due_at or each.created_at), cursor, limit)


@dataclass(frozen=True, slots=True)
class MemoryStatements:
    stored: Stored

    def close(self, before: Broadcast, after: Broadcast, statement: Statement) -> None:
        if before.id in self.stored.statements:
            raise ConflictError("it is closed already")
        MemoryBroadcasts(self.stored).store(before, after)
        self.stored.statements[before.id] = statement

    def statement(self, broadcast_id: UUID) -> Statement | None:
        return self.stored.statements.get(broadcast_id)

    def add_part(self, broadcast_id: UUID, shard: int, counted: Tally, now: datetime) -> bool:
        return self.stored.parts[broadcast_id].setdefault(shard, counted) is counted

    def parts(self, broadcast_id: UUID) -> Mapping[int, Tally]:
        return dict(self.stored.parts[broadcast_id])


@dataclass(frozen=True, slots=True)
class MemoryChannelPosts:
    stored: Stored

    def load(self, broadcast_id: UUID) -> ChannelPost | None:
        return self.stored.posts.get(broadcast_id)

    def wait(self, broadcast_id: UUID, since: datetime) -> None:
        post = self.stored.posts[broadcast_id]
        if post.waiting_since is None:
            self.stored.posts[broadcast_id] = replace(post, waiting_since=since)

    def mark_posted(self, post: ChannelPost, act: Act) -> None:
        if self.stored.posts[post.broadcast_id].posted is not None:
            raise ConflictError("already marked as posted")
        self.stored.record(act)
        self.stored.posts[post.broadcast_id] = post

    def waiting(self, cursor: str | None, limit: int) -> Page[ChannelPost]:
        waiting = [
            (post.waiting_since, post)
            for post in self.stored.posts.values()
            if post.waiting_since is not None and post.posted is None
        ]
        return page_of([post for _, post in sorted(waiting, key=lambda each: each[0])], cursor, limit)


@dataclass(frozen=True, slots=True)
class MemoryAccountNotes:
    stored: Stored

    def all(self) -> Sequence[AccountNote]:
        return list(self.stored.notes.values())

    def store(self, note: AccountNote) -> None:
        known = self.stored.notes.get(note.subject)
        if known is None or known.at <= note.at:
            self.stored.notes[note.subject] = note


def page_of[T](items: Sequence[T], cursor: str | None, limit: int) -> Page[T]:
    if cursor is not None and not cursor.isdecimal():
        raise InvalidError("cursor", "is not one of this list")
    start = int(cursor or 0)
    following = str(start + limit) if start + limit < len(items) else None
    return Page(tuple(items[start : start + limit]), following)
