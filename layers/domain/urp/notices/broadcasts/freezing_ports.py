"""What fixing an audience needs from outside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from urp.notices.broadcasts.audience_rule import AudienceRule
from urp.notices.broadcasts.jobs import Job, Shard
from urp.notices.broadcasts.recipients import RecipientRow


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in the audience, as a consistent read of the membership showed them."""

    citizen_id: UUID
    user_id: str | None
    phone: str | None
    blocked: bool
    """At the time of the read."""
    unconfirmed: UUID | None = None
    """The import that brought them in, as long as they have not confirmed."""
    topics: frozenset[str] | None = None
    """What they want to hear of; None: everything."""
    absorbed: tuple[UUID, ...] = ()
    """Citizens who proved to be this person: what reached them reached this one."""
    window_ends_at: datetime | None = None
    """Of their 24 hours, where it was read; None also when it was not."""

    def gets(self, rule: AudienceRule, *, emergency: bool) -> bool:
        """What is sent to subscribers by their topics. Who has not confirmed yet hears of nothing but danger,
        and danger is no topic."""
        if self.blocked:
            return False
        return emergency or (self.unconfirmed is None and rule.concerns(self.topics))


class Audience(Protocol):
    def pages(self, shard: int, now: datetime) -> Iterator[Sequence[Member]]:
        """By id, consistently read, page by page."""
        ...


class Freezing(Protocol):
    def shards(self, broadcast_id: UUID) -> Sequence[Shard]:
        """All sixteen, also those nobody touched yet."""
        ...

    def shard(self, broadcast_id: UUID, number: int) -> Shard: ...

    def add(self, broadcast_id: UUID, shard: int, citizens: Sequence[UUID], now: datetime) -> bool:
        """Pending rows; adding again changes nothing. False, and nothing written, once it is sealed."""
        ...

    def citizens(self, broadcast_id: UUID, shard: int) -> Sequence[UUID]:
        """Everybody with a row, read consistently."""
        ...

    def rows(self, broadcast_id: UUID, shard: int) -> Iterator[RecipientRow]:
        """What became of each, read consistently, page by page: no list of a whole shard is ever made."""
        ...

    def row(self, broadcast_id: UUID, citizen_id: UUID) -> RecipientRow | None:
        """One person's, read consistently."""
        ...

    def seal(self, broadcast_id: UUID, seen: Shard, people: int, now: datetime) -> bool:
        """False when rows were added since `seen` was read, or somebody else sealed it."""
        ...

    def add_jobs(self, broadcast_id: UUID, shard: int, jobs: Sequence[Job], now: datetime) -> bool:
        """Open jobs; False, and nothing written, once the shard is ready."""
        ...

    def make_ready(self, broadcast_id: UUID, shard: int, jobs: int) -> None:
        """All jobs are written. Doing it again changes nothing."""
        ...
