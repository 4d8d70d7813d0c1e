"""The people of one shard that a broadcast's audience rule names, as they stand while it is frozen.

The same shard holds a citizen's membership and their rows of every broadcast: each rule reads a shard of each
once, and the cost of a person does not grow with the audience.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from urp.notices.broadcasts.audience_rule import AudienceKind
from urp.notices.broadcasts.follow_ups import forerunners
from urp.notices.broadcasts.freezing_ports import Audience, Freezing, Member
from urp.notices.broadcasts.model import Broadcast
from urp.notices.broadcasts.ports import Broadcasts
from urp.notices.broadcasts.recipients import Outcome

MAY_HAVE_READ = frozenset({Outcome.ACCEPTED, Outcome.UNCLEAR, Outcome.HANDED})
"""Whoever is in doubt counts as reached: corrected too, and not written to a second time."""


@dataclass(frozen=True, slots=True)
class Addressed:
    broadcasts: Broadcasts
    audience: Audience
    freezing: Freezing

    def __call__(self, broadcast: Broadcast, shard: int, now: datetime) -> Iterator[Sequence[UUID]]:
        """Who left or was blocked since another broadcast is found out at the hand-over, and counted so."""
        others = [each.id for each in forerunners(broadcast, self.broadcasts.load)]
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
        """Also whoever was reached under another name, before the two proved to be one person."""
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
