"""Citizens as an import takes them over, and as the end of its date takes them out again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from urp.aws.dynamodb import Write, get_many, transact
from urp.aws.dynamodb_pages import query_page
from urp.aws.tables import Store, Tables
from urp.citizens.consent import LedgerEntry
from urp.citizens.exclusions import ExclusionRecord, find_exclusions, to_phone_name
from urp.citizens.identity.model import Citizen, SenderIds
from urp.citizens.store.citizen_items import to_entry_item, write_entry
from urp.citizens.store.citizens import CitizenReader, write_change
from urp.citizens.store.dynamodb_restore import excluded_key
from urp.notices.imports.model import RecordedChange
from urp.notices.store.imports import adding

_MEMBERS_A_PAGE = 1_000  # read, of whom few or all are of the import


class ListedPeople(Store):
    def __init__(
        self, tables: Tables, exclusions: ExclusionRecord, name_hash: Callable[[str], str] | None = None
    ) -> None:
        """`name_hash`: as the record of exclusions hashes a name; None where nobody new is taken in."""
        super().__init__(tables)
        self._exclusions = exclusions
        self._name_hash = name_hash
        self._reader = CitizenReader(tables)

    def by_phone(self, phones: Collection[str]) -> Mapping[str, Citizen]:
        """Read consistently; whoever gave way in a merge is answered with the one they became."""
        names = {phone: SenderIds(None, phone) for phone in phones}
        found = self._reader.find(names.values())
        owners = {phone: found.find_by_phone(name) for phone, name in names.items()}
        return {phone: owner for phone, owner in owners.items() if owner is not None}

    def excluded(self, phones: Collection[str]) -> Collection[str]:
        """Of those nobody here is known by: who was erased on request, and whose leave, block or erasure a
        restore of the tables lost."""
        if self._name_hash is None:
            return ()
        keys = {excluded_key(self._name_hash(to_phone_name(phone))): phone for phone in phones}
        return [keys[key] for key in get_many(self._client, self._tables.citizens, list(keys))]

    def entered(self, entries: Sequence[LedgerEntry]) -> Collection[LedgerEntry]:
        """Those of them that are in the consent ledger already."""
        keys = {
            (str(item["pk"]), str(item["sk"])): each for each in entries for item in [to_entry_item(each)]
        }
        return [keys[key] for key in get_many(self._client, self._tables.citizens, list(keys))]

    def store(self, recorded: Sequence[RecordedChange], now: datetime) -> None:
        """All or nothing; ConflictError when one of them moved since it was read. At most twenty-four."""
        self._record(recorded, now)
        transact(self._client, list(self._writes(recorded, now)))

    def page(self, import_id: UUID, shard: int, cursor: str | None) -> tuple[Sequence[Citizen], str | None]:
        """Members of one shard of the audience that came with this import and have not confirmed. Their
        profiles as they are now: who confirmed since the membership was read is left out."""
        members, following = query_page(
            self._client,
            self._tables.citizens,
            cursor,
            _MEMBERS_A_PAGE,
            ConsistentRead=True,
            KeyConditionExpression="pk = :shard",
            FilterExpression="unconfirmed = :import",
            ExpressionAttributeValues={":shard": f"AUDIENCE#{shard:02d}", ":import": str(import_id)},
        )
        found = self._reader.find_all([UUID(item["sk"]) for item in members])
        waiting = [each for each in found.values() if each.subscribed and each.unconfirmed == import_id]
        return waiting, following

    def remove(self, import_id: UUID, recorded: Sequence[RecordedChange], now: datetime) -> None:
        """All or nothing, counted on the import in the same step; ConflictError when one of them moved."""
        self._record(recorded, now)
        counted = adding(self._tables.citizens, import_id, {"removed": len(recorded)})
        transact(self._client, [*self._writes(recorded, now), counted])

    def _record(self, recorded: Sequence[RecordedChange], now: datetime) -> None:
        self._exclusions.record(find_exclusions([each.change for each in recorded], now), now)

    def _writes(self, recorded: Sequence[RecordedChange], now: datetime) -> Iterator[Write]:
        for each in recorded:
            yield from write_change(each.change, self._tables, now)
            yield write_entry(each.entry, self._tables.citizens)
