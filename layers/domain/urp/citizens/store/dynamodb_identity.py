"""Finding citizens by what WhatsApp calls them: aliases by key, then their profiles, following merges."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from urp.aws.dynamodb import get_many, transact
from urp.citizens.exclusions.model import exclusions_of
from urp.citizens.identity.model import Citizen, CitizenChange, SenderIds
from urp.citizens.store.dynamodb_citizen_changes import change_writes
from urp.citizens.store.dynamodb_citizens import (
    citizen_from,
    citizen_key,
    phone_alias_key,
    user_alias_key,
)
from urp.citizens.store.dynamodb_consent import entry_write

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from urp.citizens.consent.model import LedgerEntry
    from urp.citizens.exclusions.model import ExclusionRecord
    from urp.citizens.identity.lessons import Lesson
    from urp.retention.days import RetentionDays

MOST_MERGES = 8  # a chain longer than this is a loop somebody made by hand


@dataclass(frozen=True, slots=True)
class FoundCitizens:
    """What one look-up found; a citizen who was merged is answered with the one they became."""

    owners: dict[tuple[str, str], UUID]
    """Alias key to citizen."""
    citizens: dict[UUID, Citizen]

    def by_user_id(self, ids: SenderIds) -> Citizen | None:
        return self._owner(user_alias_key(ids.user_id)) if ids.user_id else None

    def by_phone(self, ids: SenderIds) -> Citizen | None:
        return self._owner(phone_alias_key(ids.phone)) if ids.phone else None

    def named(self, name: SenderIds | UUID) -> tuple[Citizen, ...]:
        """Nobody, one citizen, or two when user id and phone are known as different people."""
        if isinstance(name, UUID):
            candidates = [self.by_id(name)]
        else:
            candidates = [self.by_user_id(name), self.by_phone(name)]
        return tuple({citizen.id: citizen for citizen in candidates if citizen}.values())

    def by_id(self, citizen_id: UUID) -> Citizen | None:
        citizen = self.citizens.get(citizen_id)
        for _ in range(MOST_MERGES):
            if citizen is None or citizen.merged_into is None:
                return citizen
            citizen = self.citizens.get(citizen.merged_into)
        return None

    def _owner(self, alias: tuple[str, str]) -> Citizen | None:
        owner = self.owners.get(alias)
        return None if owner is None else self.by_id(owner)


class CitizenReader:
    """Consistent reads by key: two calls, and one more where somebody was merged."""

    def __init__(self, client: DynamoDBClient, citizens_table: str) -> None:
        self._client = client
        self._table = citizens_table

    def find(self, names: Iterable[SenderIds | UUID]) -> FoundCitizens:
        names = list(names)
        aliases = _alias_keys([name for name in names if isinstance(name, SenderIds)])
        owners = {
            key: UUID(item["citizen"]) for key, item in get_many(self._client, self._table, aliases).items()
        }
        wanted = {name for name in names if isinstance(name, UUID)} | set(owners.values())
        return FoundCitizens(owners, self._with_merges(wanted))

    def find_one(self, citizen_id: UUID) -> Citizen | None:
        return self.find([citizen_id]).by_id(citizen_id)

    def find_all(self, citizen_ids: Iterable[UUID]) -> dict[UUID, Citizen]:
        asked = set(citizen_ids)
        found = self.find(asked)
        known = {each: found.by_id(each) for each in asked}
        return {each: citizen for each, citizen in known.items() if citizen is not None}

    def _with_merges(self, wanted: set[UUID]) -> dict[UUID, Citizen]:
        citizens: dict[UUID, Citizen] = {}
        for _ in range(MOST_MERGES):
            keys = [citizen_key(each) for each in sorted(wanted - citizens.keys())]
            if not keys:
                break
            read = [citizen_from(item) for item in get_many(self._client, self._table, keys).values()]
            citizens |= {citizen.id: citizen for citizen in read}
            wanted = {citizen.merged_into for citizen in read if citizen.merged_into}
        return citizens


class DynamoAliasLearning:
    """The store behind learning an alias from a status: what is known of the ids, and the change of it."""

    def __init__(
        self,
        client: DynamoDBClient,
        citizens_table: str,
        retention: RetentionDays,
        exclusions: ExclusionRecord,
    ) -> None:
        self._client = client
        self._table = citizens_table
        self._retention = retention
        self._exclusions = exclusions
        self._reader = CitizenReader(client, citizens_table)

    def find(self, citizen_id: UUID, ids: SenderIds) -> tuple[Citizen | None, Citizen | None, Citizen | None]:
        """The citizen, whoever bears the user id, whoever bears the phone."""
        found = self._reader.find([citizen_id, ids])
        return found.by_id(citizen_id), found.by_user_id(ids), found.by_phone(ids)

    def learnt(self, lessons: Sequence[Lesson]) -> frozenset[UUID]:
        aliases = {lesson.citizen_id: _alias_keys([lesson.ids]) for lesson in lessons}
        keys = dict.fromkeys(key for some in aliases.values() for key in some)
        owners = get_many(self._client, self._table, list(keys))
        return frozenset(
            citizen_id
            for citizen_id, some in aliases.items()
            if all(owners.get(key, {}).get("citizen") == str(citizen_id) for key in some)
        )

    def store(self, changes: Sequence[CitizenChange], entries: Sequence[LedgerEntry], now: datetime) -> None:
        """ConflictError when somebody changed one of them in the meantime."""
        self._exclusions.record(exclusions_of(changes, now), now)  # a merge may end a subscription
        together = frozenset(change.after.id for change in changes)
        writes = [
            write
            for change in changes
            for write in change_writes(change, self._table, self._retention, now, together)
        ]
        writes += [entry_write(entry, self._table) for entry in entries]
        transact(self._client, writes)


def _alias_keys(names: Iterable[SenderIds]) -> list[tuple[str, str]]:
    """Each once: BatchGetItem refuses a key that is asked for twice."""
    users = [user_alias_key(name.user_id) for name in names if name.user_id]
    phones = [phone_alias_key(name.phone) for name in names if name.phone]
    return list(dict.fromkeys(users + phones))
