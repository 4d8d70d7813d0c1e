"""Freezes one shard of an audience: rows, seal, jobs. Cut off anywhere, it is simply run again.

The same shard holds a citizen's membership and their rows of every broadcast: each rule reads a shard of each
once, and the cost of a person does not grow with the audience.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import batched
from math import ceil
from typing import TYPE_CHECKING
from uuid import UUID

from urp.citizens.identity.model import AUDIENCE_SHARDS
from urp.errors import ConflictError
from urp.notices.broadcasts.audience import AudienceKind, Member
from urp.notices.broadcasts.follow_ups import SourceState, source_state, sources
from urp.notices.broadcasts.jobs import Shard, jobs_of
from urp.notices.broadcasts.lifecycle import after_quiet_hours, freezing, held, late, stale
from urp.notices.broadcasts.model import ACTIVE, Broadcast, BroadcastStatus, Hold, HoldReason
from urp.notices.broadcasts.ports import Clock, Queues
from urp.notices.broadcasts.prohibitions import AccountChecks
from urp.notices.broadcasts.recipients import Outcome
from urp.notices.broadcasts.seal import Seals
from urp.notices.broadcasts.training import PEOPLE_A_SHARD
from urp.notices.silence.moments import Moments

if TYPE_CHECKING:
    from urp.notices.store.audience import Audience
    from urp.notices.store.broadcasts import Broadcasts
    from urp.notices.store.channel_posts import ChannelPosts
    from urp.notices.store.freezing import Freezing


ROWS_AT_ONCE = 99  # rows of one transaction: AWS takes 100 items, one is the shard's own
JOBS_AT_ONCE = 20  # jobs of one transaction: fifty ids each stay far below its 4 MB
SOON = timedelta(seconds=5)
PAUSE_SECONDS = 2  # between looks at another broadcast that was stopped a moment ago
WAIT_FOR_STOP = timedelta(seconds=30)  # then the dispatcher takes the order for lost and gives another
_TRIES = 5
MAY_HAVE_READ = frozenset({Outcome.ACCEPTED, Outcome.UNCLEAR, Outcome.HANDED})
"""Who is in doubt counts as reached: corrected too, and not written to a second time."""


@dataclass(frozen=True, slots=True)
class FreezeShard:
    broadcasts: Broadcasts
    audience: Audience
    freezing: Freezing
    posts: ChannelPosts
    account: AccountChecks
    seals: Seals
    queues: Queues
    clock: Clock
    moments: Moments

    def __call__(self, broadcast_id: UUID, number: int, now: datetime) -> str:
        """What happened, in a word for the log."""
        broadcast = self.broadcasts.load(broadcast_id)
        if broadcast is None:
            return "unknown"
        if broadcast.status is BroadcastStatus.SCHEDULED:
            broadcast = self._begin(broadcast, number, now)
        if broadcast.status not in ACTIVE or broadcast.freezing_at is None:
            return broadcast.status.value
        if broadcast.sending_at is not None:
            return "frozen"
        self._freeze(broadcast, number, now)
        self.queues.dispatch(broadcast_id)
        return "ready"

    def _begin(self, before: Broadcast, number: int, now: datetime) -> Broadcast:
        """Due to the second. An order that comes early was given for another time and is forgotten, unless it
        is a clock's small difference."""
        early = before.due_at - now if before.due_at is not None else timedelta.max
        if early > timedelta(0):
            if early <= SOON:
                self.queues.expand(before.id, [number], ceil(early.total_seconds()))
            return before
        forbidden = self.account.forbids(before.draft.template, now)
        after = due(before, self.seals, self.moments, forbidden, now)
        if after.freezing_at is not None:
            others = source_state(before, self.broadcasts.load, now)
            if others is SourceState.RUNNING:
                if -early < WAIT_FOR_STOP:
                    self.queues.expand(before.id, [number], PAUSE_SECONDS)
                return before
            after = after if others is SourceState.SETTLED else stale(before)
        try:
            after = self.broadcasts.decide(before, after, now)
        except ConflictError:  # another shard began it, or a person changed it
            after = self.broadcasts.load(before.id) or before
        if after.freezing_at is not None and after.audience_rule.for_the_channel and not after.training:
            self.posts.wait(before.id, after.freezing_at)
        return after

    def _freeze(self, broadcast: Broadcast, number: int, now: datetime) -> None:
        broadcast_id = broadcast.id
        shard = self.freezing.shard(broadcast_id, number)
        if shard.ready:
            return
        if shard.sealed is None:
            self._fill(broadcast, shard, now)
            self._seal(broadcast_id, number, now)
        people = self.freezing.citizens(broadcast_id, number)
        jobs = jobs_of(number, people, training=broadcast.training)
        for some in batched(jobs, JOBS_AT_ONCE, strict=False):
            if not self.freezing.add_jobs(broadcast_id, number, some, self.clock.now()):
                return
        self.freezing.make_ready(broadcast_id, number, len(jobs))

    def _fill(self, broadcast: Broadcast, shard: Shard, now: datetime) -> None:
        """Goes on where another stopped: a large shard takes longer than one expander may live."""
        number = shard.number
        there = frozenset(self.freezing.citizens(broadcast.id, number)) if shard.writes else frozenset()
        room = max(0, PEOPLE_A_SHARD - len(there)) if broadcast.training else None
        for addressed in Addressed(self.broadcasts, self.audience, self.freezing)(broadcast, number, now):
            missing = [each for each in addressed if each not in there][:room]
            room = None if room is None else room - len(missing)
            for some in batched(missing, ROWS_AT_ONCE, strict=False):
                if not self.freezing.add(broadcast.id, number, some, self.clock.now()):
                    return

    def _seal(self, broadcast_id: UUID, number: int, now: datetime) -> None:
        """Counts the rows between reading the shard and sealing it as read: nobody can slip in between."""
        for _ in range(_TRIES):
            seen = self.freezing.shard(broadcast_id, number)
            if seen.sealed is not None:
                return
            people = len(self.freezing.citizens(broadcast_id, number))
            self.freezing.seal(broadcast_id, seen, people, now)
        raise ConflictError("rows keep being added to the shard")


def due(before: Broadcast, seals: Seals, moments: Moments, forbidden: str | None, now: datetime) -> Broadcast:
    """A scheduled broadcast whose moment has come: it begins, unless it comes too late, is not what was
    approved, may not go out now, or Meta forbids it."""
    if before.due_at is None or late(before, now) or not seals.holds(before, now):
        return stale(before)
    if (silence := moments.silences(before, now)) is not None:
        return stale(before, silence)
    if (free_from := moments.free_from(before, now)) > now:
        return after_quiet_hours(before, free_from, now)
    if forbidden is not None:
        return held(before, Hold(HoldReason.TEMPLATE, now, forbidden))
    return replace(freezing(before, now), words=seals.words_of(before.draft))


@dataclass(frozen=True, slots=True)
class Addressed:
    """The people of one shard whom a broadcast's rule names, as they are while it is frozen."""

    broadcasts: Broadcasts
    audience: Audience
    freezing: Freezing

    def __call__(self, broadcast: Broadcast, shard: int, now: datetime) -> Iterator[Sequence[UUID]]:
        """Who left or was blocked since another broadcast is found out at the hand-over, and counted so."""
        others = [each.id for each in sources(broadcast, self.broadcasts.load)]
        rule = broadcast.audience_rule
        match rule.kind:
            case AudienceKind.EVERYBODY:
                yield from self._subscribed(broadcast, shard, now)
            case AudienceKind.UNCONFIRMED:
                yield from self._unconfirmed(rule.of, shard, now)
            case AudienceKind.UNCLEAR_OF:
                yield self._with_outcome(others, shard, {Outcome.UNCLEAR})
            case AudienceKind.REACHED_OF:
                yield from self._reached(others, shard, now)
            case AudienceKind.NOT_REACHED_OF:
                yield from self._not_reached(broadcast, others, shard, now)

    def count(self, broadcast: Broadcast, now: datetime) -> int:
        """Of all shards, one by one."""
        shards = (self(broadcast, shard, now) for shard in range(AUDIENCE_SHARDS))
        return sum(len(some) for pages in shards for some in pages)

    def _subscribed(self, broadcast: Broadcast, shard: int, now: datetime) -> Iterator[Sequence[UUID]]:
        for page in self.audience.pages(shard, now):
            yield [member.citizen_id for member in page if _gets(member, broadcast)]

    def _unconfirmed(self, import_id: UUID | None, shard: int, now: datetime) -> Iterator[Sequence[UUID]]:
        for page in self.audience.pages(shard, now):
            yield [
                member.citizen_id
                for member in page
                if not member.blocked and member.unconfirmed is not None and member.unconfirmed == import_id
            ]

    def _reached(self, others: Sequence[UUID], shard: int, now: datetime) -> Iterator[Sequence[UUID]]:
        """Also who was reached under another name, before the two proved to be one person."""
        reached = self._with_outcome(others, shard, MAY_HAVE_READ)
        yield reached
        known = set(reached)
        for page in self.audience.pages(shard, now):
            merged = [member for member in page if member.absorbed and member.citizen_id not in known]
            yield [member.citizen_id for member in merged if self._reached_before(member, others)]

    def _not_reached(
        self, broadcast: Broadcast, others: Sequence[UUID], shard: int, now: datetime
    ) -> Iterator[Sequence[UUID]]:
        reached = set(self._with_outcome(others, shard, MAY_HAVE_READ))
        for page in self.audience.pages(shard, now):
            fresh = [each for each in page if _gets(each, broadcast) and each.citizen_id not in reached]
            yield [member.citizen_id for member in fresh if not self._reached_before(member, others)]

    def _reached_before(self, member: Member, others: Sequence[UUID]) -> bool:
        """Under the name of somebody they have absorbed; few have absorbed anybody."""
        rows = (self.freezing.row(other, each) for other in others for each in member.absorbed)
        return any(row is not None and row.outcome in MAY_HAVE_READ for row in rows)

    def _with_outcome(
        self, broadcasts: Sequence[UUID], shard: int, outcomes: Collection[Outcome]
    ) -> Sequence[UUID]:
        rows = (row for each in broadcasts for row in self.freezing.rows(each, shard))
        return [row.citizen_id for row in rows if row.outcome in outcomes]


def _gets(member: Member, broadcast: Broadcast) -> bool:
    return member.gets(broadcast.audience_rule, emergency=broadcast.emergency)
