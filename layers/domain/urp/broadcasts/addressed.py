"""The people of one shard that a broadcast's audience rule names, as they stand while it is frozen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from urp.broadcasts.audience_rule import AudienceKind
from urp.broadcasts.freezing_ports import Audience, Freezing
from urp.broadcasts.model import Broadcast
from urp.broadcasts.recipients import Outcome


@dataclass(frozen=True, slots=True)
class Addressed:
    audience: Audience
    freezing: Freezing

    def __call__(self, broadcast: Broadcast, shard: int, now: datetime) -> Iterator[Sequence[UUID]]:
        """Who left or was blocked since another broadcast is found out at the hand-over, and counted so."""
        rule = broadcast.audience_rule
        if rule.kind is AudienceKind.UNCLEAR_OF and rule.of is not None:
            yield self._with_outcome(rule.of, shard, Outcome.UNCLEAR)
        elif rule.kind is AudienceKind.EVERYBODY:
            yield from self._subscribed(broadcast, shard, now)
        elif rule.kind is AudienceKind.UNCONFIRMED:
            yield from self._unconfirmed(rule.of, shard, now)
        else:
            raise ValueError("nobody is named by this rule")

    def _subscribed(self, broadcast: Broadcast, shard: int, now: datetime) -> Iterator[Sequence[UUID]]:
        """Who has not confirmed yet hears of nothing but danger."""
        for page in self.audience.pages(shard, now):
            yield [
                member.citizen_id
                for member in page
                if not member.blocked and (member.unconfirmed is None or broadcast.emergency)
            ]

    def _unconfirmed(self, import_id: UUID | None, shard: int, now: datetime) -> Iterator[Sequence[UUID]]:
        for page in self.audience.pages(shard, now):
            yield [
                member.citizen_id
                for member in page
                if not member.blocked and member.unconfirmed is not None and member.unconfirmed == import_id
            ]

    def _with_outcome(self, broadcast_id: UUID, shard: int, outcome: Outcome) -> Sequence[UUID]:
        rows = self.freezing.rows(broadcast_id, shard)
        return [row.citizen_id for row in rows if row.outcome is outcome]
