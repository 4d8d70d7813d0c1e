"""Freezes one shard of an audience: rows, seal, jobs. Cut off anywhere, it is simply run again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import batched
from math import ceil
from uuid import UUID

from urp.errors import ConflictError
from urp.notices.broadcasts.addressed import Addressed
from urp.notices.broadcasts.follow_ups import Standing, standing
from urp.notices.broadcasts.freezing_ports import Audience, Freezing
from urp.notices.broadcasts.jobs import Shard, jobs_of
from urp.notices.broadcasts.lifecycle import freezing, held, stale
from urp.notices.broadcasts.model import ACTIVE, Broadcast, BroadcastStatus, Hold, HoldReason
from urp.notices.broadcasts.ports import AccountChecks, Broadcasts, ChannelPosts, Queues
from urp.notices.broadcasts.sending_ports import Clock

ROWS_AT_ONCE = 99  # rows of one transaction: AWS takes 100 items, one is the shard's own
JOBS_AT_ONCE = 20  # jobs of one transaction: fifty ids each stay far below its 4 MB
SOON = timedelta(seconds=5)
PAUSE_SECONDS = 2  # between looks at another broadcast that was stopped a moment ago
PATIENCE = timedelta(seconds=30)  # for it; then the dispatcher takes the order for lost and gives another
_TRIES = 5


@dataclass(frozen=True, slots=True)
class FreezeShard:
    broadcasts: Broadcasts
    audience: Audience
    freezing: Freezing
    posts: ChannelPosts
    account: AccountChecks
    queues: Queues
    clock: Clock

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
        after = due(before, self.account.forbids(before.draft.template, now), now)
        if after.freezing_at is not None:
            others = standing(before, self.broadcasts.load, now)
            if others is Standing.MOVING:
                if -early < PATIENCE:
                    self.queues.expand(before.id, [number], PAUSE_SECONDS)
                return before
            after = after if others is Standing.STILL else stale(before)
        try:
            after = self.broadcasts.store(before, after)
        except ConflictError:  # another shard began it, or a person changed it
            after = self.broadcasts.load(before.id) or before
        if after.freezing_at is not None and after.audience_rule.for_the_channel:
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
        jobs = jobs_of(number, self.freezing.citizens(broadcast_id, number))
        for some in batched(jobs, JOBS_AT_ONCE, strict=False):
            if not self.freezing.add_jobs(broadcast_id, number, some, self.clock.now()):
                return
        self.freezing.make_ready(broadcast_id, number, len(jobs))

    def _fill(self, broadcast: Broadcast, shard: Shard, now: datetime) -> None:
        """Goes on after whoever began it: a large shard takes longer than one expander may live."""
        number = shard.number
        there = frozenset(self.freezing.citizens(broadcast.id, number)) if shard.writes else frozenset()
        for addressed in Addressed(self.broadcasts, self.audience, self.freezing)(broadcast, number, now):
            missing = [each for each in addressed if each not in there]
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


def due(before: Broadcast, forbidden: str | None, now: datetime) -> Broadcast:
    """A scheduled broadcast whose moment has come: it begins, unless it comes too late or Meta forbids it."""
    if before.due_at is None or now > before.due_at + before.draft.tolerance:
        return stale(before)
    if forbidden is not None:
        return held(before, Hold(HoldReason.TEMPLATE, now, forbidden))
    return freezing(before, now)
