"""Audiences and their freezing, in memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from tests.fakes.broadcasts.stored import Stored, StoredJob
from urp.citizens.identity.model import AUDIENCE_SHARDS
from urp.notices.broadcasts.audience import Member
from urp.notices.broadcasts.jobs import Job, Shard
from urp.notices.broadcasts.recipients import RecipientRow

PAGE = 7  # people of one page: small, so that tests cross the edges of pages


@dataclass(frozen=True, slots=True)
class MemoryAudience:
    stored: Stored
    page: int = PAGE

    def pages(self, shard: int, now: datetime) -> Iterator[Sequence[Member]]:
        """Like a query: a page shows what is stored when it is read. By number as by text: the same order."""
        last = -1
        while True:
            people = self.stored.by_shard[shard].values()
            rest = sorted((each for each in people if each.id.int > last), key=lambda each: each.id.int)
            page = rest[: self.page]
            yield [each.seen(now) for each in page]
            if len(rest) <= self.page:
                return
            last = page[-1].id.int


@dataclass(frozen=True, slots=True)
class MemoryFreezing:
    stored: Stored

    def shards(self, broadcast_id: UUID) -> Sequence[Shard]:
        return [self.shard(broadcast_id, number) for number in range(AUDIENCE_SHARDS)]

    def shard(self, broadcast_id: UUID, number: int) -> Shard:
        return self.stored.shards.get((broadcast_id, number), Shard(number))

    def add(self, broadcast_id: UUID, shard: int, citizens: Sequence[UUID], now: datetime) -> bool:
        before = self.shard(broadcast_id, shard)
        if before.sealed is not None:
            return False
        self.stored.shards[broadcast_id, shard] = replace(before, writes=before.writes + 1, added_at=now)
        self.stored.rows[broadcast_id, shard] |= {each: RecipientRow(each) for each in citizens}
        return True

    def citizens(self, broadcast_id: UUID, shard: int) -> Sequence[UUID]:
        return sorted(self.stored.rows[broadcast_id, shard])

    def rows(self, broadcast_id: UUID, shard: int) -> Iterator[RecipientRow]:
        yield from list(self.stored.rows[broadcast_id, shard].values())

    def row(self, broadcast_id: UUID, citizen_id: UUID) -> RecipientRow | None:
        return self.stored.rows[broadcast_id, citizen_id.int % AUDIENCE_SHARDS].get(citizen_id)

    def seal(self, broadcast_id: UUID, seen: Shard, people: int, now: datetime) -> bool:
        before = self.shard(broadcast_id, seen.number)
        if before.sealed is not None or before.writes != seen.writes:
            return False
        self.stored.shards[broadcast_id, seen.number] = replace(before, sealed=people)
        return True

    def add_jobs(self, broadcast_id: UUID, shard: int, jobs: Sequence[Job], now: datetime) -> bool:
        before = self.shard(broadcast_id, shard)
        if before.sealed is None or before.ready:
            return False
        self.stored.shards[broadcast_id, shard] = replace(before, added_at=now)
        self.stored.jobs[broadcast_id] |= {job.id: StoredJob(job) for job in jobs}
        return True

    def make_ready(self, broadcast_id: UUID, shard: int, jobs: int) -> None:
        before = self.shard(broadcast_id, shard)
        if before.sealed is not None and not before.ready:
            self.stored.shards[broadcast_id, shard] = replace(before, jobs=jobs)
