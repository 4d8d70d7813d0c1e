"""Whoever was taken over, asked to confirm and did not answer by the date is removed: no message, an entry.

A source of the nightly purge, page by page: cut off or run again, it removes and counts nobody twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import batched
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from urp.citizens.consent import EntryKind, LedgerEntry, Source
from urp.citizens.identity.model import AUDIENCE_SHARDS, Citizen, CitizenChange
from urp.errors import ConflictError
from urp.notices.broadcasts.model import Broadcast
from urp.notices.imports.model import ListImport, RecordedChange
from urp.retention.classes import RetentionClass
from urp.retention.purge import PurgedPage

if TYPE_CHECKING:
    from urp.notices.store.imports import ImportRegister
    from urp.notices.store.listed_people import ListedPeople


TIME_TO_ANSWER = timedelta(days=7)
"""From the end of the campaign on, however soon the date comes."""
TOGETHER = 24
"""People of one transaction: profile, membership, reminder and ledger entry each, and the count."""


def is_over(of: ListImport, asked_at: datetime | None, now: datetime, zone: ZoneInfo) -> bool:
    """Nobody is removed who was never asked: an office that forgot its campaign loses nobody."""
    if asked_at is None or of.ended_at is not None:
        return False
    return now >= asked_at + TIME_TO_ANSWER and now.astimezone(zone).date() > of.confirm_by


@dataclass(frozen=True, slots=True)
class RemoveUnconfirmed:
    register: ImportRegister
    people: ListedPeople
    broadcast: Callable[[UUID], Broadcast | None]
    zone: ZoneInfo
    policy_version: str
    privacy_version: str

    def delete_page(self, cursor: str | None, now: datetime) -> PurgedPage:
        """One page of one shard of the audience."""
        here = _Place.read(cursor) if cursor else self._first(now)
        if here is None:
            return PurgedPage({}, None)
        found, within = self.people.page(here.import_id, here.shard, here.within)
        removed = sum(
            self._removed(here.import_id, some, now) for some in batched(found, TOGETHER, strict=False)
        )
        following = self._following(replace(here, found=here.found + len(found), within=within), now)
        counts = {RetentionClass.NOT_CONFIRMED: removed} if removed else {}
        return PurgedPage(counts, str(following) if following else None)

    def _first(self, now: datetime, after: UUID | None = None) -> _Place | None:
        waiting = [each for each in self.register.unfinished() if after is None or each.id > after]
        due = (each for each in waiting if is_over(each, self._asked_at(each), now, self.zone))
        first = min((each.id for each in due), default=None)
        return None if first is None else _Place(first)

    def _asked_at(self, of: ListImport) -> datetime | None:
        """When the first of its campaigns had asked everybody. One that was stopped, or expired, has not."""
        campaigns = map(self.broadcast, of.campaigns)
        return min(
            (each.closed_at for each in campaigns if each and each.closed_at and _whole(each)), default=None
        )

    def _following(self, here: _Place, now: datetime) -> _Place | None:
        """Over when a whole pass found nobody: a merge may carry somebody to a shard already read."""
        if here.within is not None:
            return here
        if here.shard + 1 < AUDIENCE_SHARDS:
            return replace(here, shard=here.shard + 1)
        if not here.found:
            self.register.end(here.import_id, now)
        return self._first(now, after=here.import_id)

    def _removed(self, import_id: UUID, some: Sequence[Citizen], now: datetime) -> int:
        """Whoever confirms or leaves at this very moment is left alone: their word counts."""
        try:
            self.people.remove(import_id, [self._removal(import_id, each, now) for each in some], now)
        except ConflictError:
            return sum(self._removed(import_id, [each], now) for each in some) if len(some) > 1 else 0
        return len(some)

    def _removal(self, import_id: UUID, citizen: Citizen, now: datetime) -> RecordedChange:
        """No opt-out: `left_at` stays empty, so that it ends no subscription of their own in a merge."""
        entry = LedgerEntry(
            citizen_id=citizen.id,
            kind=EntryKind.NOT_CONFIRMED,
            at=now,
            recorded_at=now,
            message_id=f"import:{import_id}",
            source=Source.IMPORT,
            text="",
            policy_version=self.policy_version,
            privacy_version=self.privacy_version,
        )
        return RecordedChange(CitizenChange(citizen, replace(citizen, subscribed=False)), entry)


def _whole(campaign: Broadcast) -> bool:
    counts = campaign.progress.counts
    return not counts.stopped and not counts.expired


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the purge goes on: import, shard of the audience, how many this pass has found, where in it."""

    import_id: UUID
    shard: int = 0
    found: int = 0
    within: str | None = None

    @staticmethod
    def read(cursor: str) -> _Place:
        import_id, shard, found, *within = cursor.split(" ")
        return _Place(UUID(import_id), int(shard), int(found), within[0] if within else None)

    def __str__(self) -> str:
        return " ".join([str(self.import_id), str(self.shard), str(self.found), *filter(None, [self.within])])
