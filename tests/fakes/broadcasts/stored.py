"""What the town hall has stored, in memory. Each fake port of the engine works on one of these."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from urp.acts.model import Act, AlreadyActedError
from urp.citizens.identity.model import AUDIENCE_SHARDS
from urp.errors import ConflictError
from urp.notices.account.model import AccountNote
from urp.notices.announcements.model import Announcement
from urp.notices.broadcasts.audience import Member
from urp.notices.broadcasts.automatic_stop import Troubles
from urp.notices.broadcasts.channel_post import ChannelPost
from urp.notices.broadcasts.jobs import Job, JobId, Shard
from urp.notices.broadcasts.model import Broadcast
from urp.notices.broadcasts.recipients import RecipientRow
from urp.notices.broadcasts.tally import Statement, Tally

NO_END = 0


@dataclass(frozen=True, slots=True)
class Subscriber:
    id: UUID
    user_id: str | None = None
    phone: str | None = None
    blocked_until: int | None = None
    """Epoch seconds; 0 without end, as it is stored."""
    unconfirmed: UUID | None = None
    topics: frozenset[str] | None = None
    absorbed: tuple[UUID, ...] = ()

    def seen(self, now: datetime) -> Member:
        until = self.blocked_until
        blocked = until is not None and (until == NO_END or until > int(now.timestamp()))
        return Member(
            self.id, self.user_id, self.phone, blocked, self.unconfirmed, self.topics, self.absorbed
        )


@dataclass(slots=True)
class StoredJob:
    job: Job
    open: bool = True
    started: bool = False
    """Some worker has held it."""


@dataclass(slots=True)
class Stored:
    headers: dict[UUID, Broadcast] = field(default_factory=dict)
    posts: dict[UUID, ChannelPost] = field(default_factory=dict)
    statements: dict[UUID, Statement] = field(default_factory=dict)
    parts: dict[UUID, dict[int, Tally]] = field(default_factory=lambda: defaultdict(dict))
    receipts: dict[UUID, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """Counters by name, as the recorder adds to them."""
    shards: dict[tuple[UUID, int], Shard] = field(default_factory=dict)
    rows: dict[tuple[UUID, int], dict[UUID, RecipientRow]] = field(default_factory=lambda: defaultdict(dict))
    jobs: dict[UUID, dict[JobId, StoredJob]] = field(default_factory=lambda: defaultdict(dict))
    unclear: dict[UUID, list[int]] = field(default_factory=lambda: defaultdict(list))
    refused: dict[UUID, list[int]] = field(default_factory=lambda: defaultdict(list))
    troubles: dict[UUID, Troubles] = field(default_factory=lambda: defaultdict(Troubles))
    subscribers: dict[UUID, Subscriber] = field(default_factory=dict)
    windows: dict[UUID, datetime] = field(default_factory=dict)
    """Until when each citizen's 24 hours last."""
    by_shard: dict[int, dict[UUID, Subscriber]] = field(default_factory=lambda: defaultdict(dict))
    """The same people."""
    announcements: dict[UUID, Announcement] = field(default_factory=dict)
    notes: dict[str, AccountNote] = field(default_factory=dict)
    acts: list[Act] = field(default_factory=list)

    def subscribe(self, subscriber: Subscriber) -> None:
        self.subscribers[subscriber.id] = subscriber
        self.by_shard[subscriber.id.int % AUDIENCE_SHARDS][subscriber.id] = subscriber

    def leave(self, citizen_id: UUID) -> None:
        self.subscribers.pop(citizen_id, None)
        self.by_shard[citizen_id.int % AUDIENCE_SHARDS].pop(citizen_id, None)

    def record(self, act: Act | None) -> None:
        if act is None:
            return
        marks = {each.idempotency.key for each in self.acts if each.idempotency is not None}
        if act.idempotency is not None and act.idempotency.key in marks:
            raise AlreadyActedError("the Idempotency-Key was used before")
        self.acts.append(act)

    def require_version(self, before: Broadcast) -> Broadcast:
        stored = self.headers[before.id]
        if stored.version != before.version:
            raise ConflictError("changed by somebody else in the meantime")
        return stored

    def all_rows(self, broadcast_id: UUID) -> Mapping[UUID, RecipientRow]:
        return {
            citizen_id: row
            for shard in range(AUDIENCE_SHARDS)
            for citizen_id, row in self.rows[broadcast_id, shard].items()
        }
