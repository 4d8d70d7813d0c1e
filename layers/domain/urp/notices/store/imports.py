"""Imports of lists: stored whole with the act, taken over part by part, counted once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from urp.acts.model import Act
from urp.acts.page import Page
from urp.acts.second_person import Agreed
from urp.acts.store.act_items import act_writes
from urp.acts.store.proposals import proposal_write
from urp.aws.dynamodb import Item, Value, Write, get, get_many, put_new, query, to_iso, transact
from urp.aws.dynamodb_pages import query_page
from urp.aws.dynamodb_updates import transact_with_retry, update_if
from urp.aws.tables import Store
from urp.errors import ConflictError
from urp.notices.imports.model import InvalidLine, ListedPhone, ListImport, TakenCounts
from urp.notices.store.import_items import (
    IMPORTS,
    INVALID_TOGETHER,
    header_key,
    import_from,
    import_items,
    invalid_from,
    invalid_key,
    listed_from,
    part_key,
)


class _FinishedError(ConflictError):
    """Somebody else finished the part."""


_FINISHED = _FinishedError("the part is finished")
_WAITS = "waits = :yes"
_OVER = ConflictError("Questo elenco non aspetta più nessuno: rileggilo.")


class ImportRegister(Store):
    def create(
        self,
        new: ListImport,
        parts: Sequence[Sequence[ListedPhone]],
        invalid: Sequence[InvalidLine],
        act: Act,
    ) -> None:
        """All of it, or nothing. AlreadyActedError when the act's key was used. In one transaction: 40,000
        lines are 85 of its 100 items and, all of them wrong, below 4 MB."""
        days = self._tables.retention
        acts = act_writes(act, self._tables)
        items = import_items(new, parts, invalid, days)
        there = ConflictError("Esiste già un elenco con questo id.")
        transact(self._client, [*acts, *(put_new(self._tables.citizens, item, there) for item in items)])

    def confirm(self, before: ListImport, agreed: Agreed) -> ListImport:
        """With the confirmation and its act. ConflictError when it waits no more."""
        acts = act_writes(agreed.act, self._tables)
        confirmed = proposal_write(agreed.change, self._tables)
        header = self._update(header_key(before.id), "REMOVE waits", {":yes": True}, _WAITS, _OVER)
        transact(self._client, [*acts, confirmed, header])
        return replace(before, waits=False)

    def drop(self, before: ListImport, now: datetime) -> ListImport:
        """Its numbers with it. One transaction: 80 parts at most. ConflictError when it waits no more."""
        values: dict[str, Value] = {":yes": True, ":now": to_iso(now)}
        update = "SET dropped_at = :now REMOVE waits"
        header = self._update(header_key(before.id), update, values, _WAITS, _OVER)
        parts = [self._without_phones(before.id, number, now) for number in range(before.parts)]
        transact(self._client, [header, *parts])
        return replace(before, waits=False, dropped_at=now)

    def load(self, import_id: UUID) -> ListImport | None:
        item = get(self._client, self._tables.citizens, *header_key(import_id))
        return None if item is None else import_from(item)

    def page(self, cursor: str | None, limit: int) -> Page[ListImport]:
        """Newest first."""
        pointers, following = query_page(
            self._client,
            self._tables.citizens,
            cursor,
            limit,
            KeyConditionExpression="pk = :all",
            ExpressionAttributeValues={":all": IMPORTS},
            ScanIndexForward=False,
        )
        return Page(tuple(self._led_to(pointers)), following)

    def unfinished(self) -> Sequence[ListImport]:
        """Those with parts to take over or people to remove; there are few imports, ever."""
        pointers = query(
            self._client,
            self._tables.citizens,
            KeyConditionExpression="pk = :all",
            ExpressionAttributeValues={":all": IMPORTS},
        )
        return [
            each
            for each in self._led_to(list(pointers))
            if each.dropped_at is None and (not each.done or each.ended_at is None)
        ]

    def invalid(self, import_id: UUID, start: int, limit: int) -> Sequence[InvalidLine]:
        """In the order of their lines, from the `start`-th on."""
        first, last = start // INVALID_TOGETHER, (start + limit - 1) // INVALID_TOGETHER
        keys = [invalid_key(import_id, number) for number in range(first, last + 1)]
        found = get_many(self._client, self._tables.citizens, keys)
        lines = [line for key in keys if key in found for line in invalid_from(found[key])]
        skipped = start - first * INVALID_TOGETHER
        return lines[skipped : skipped + limit]

    def open_parts(self, import_id: UUID) -> Sequence[int]:
        parts = query(
            self._client,
            self._tables.citizens,
            ConsistentRead=True,
            KeyConditionExpression="pk = :import AND begins_with(sk, :part)",
            FilterExpression="attribute_exists(people)",
            ExpressionAttributeValues={":import": header_key(import_id)[0], ":part": "PART#"},
            ProjectionExpression="sk",
        )
        return [int(item["sk"].removeprefix("PART#")) for item in parts]

    def part(self, import_id: UUID, number: int) -> Sequence[ListedPhone] | None:
        """None once it is finished: its phones are deleted with that."""
        item = get(self._client, self._tables.citizens, *part_key(import_id, number))
        return None if item is None or "people" not in item else listed_from(item["people"])

    def finish(self, import_id: UUID, number: int, taken: TakenCounts, now: datetime) -> bool:
        """Counts the part and deletes its phones, once; False when somebody else did."""
        counts: dict[str, Value] = {f"taken_{each.value}": people for each, people in taken.items()}
        finished = self._without_phones(import_id, number, now)
        counted = self._adding(import_id, {"parts_done": 1, **counts})
        try:
            transact_with_retry(self._client, [finished, counted])
        except _FinishedError:
            return False
        return True

    def announce(self, before: ListImport, after: ListImport) -> None:
        """Its date and its campaigns. Doing it again changes nothing: DynamoDB adds no empty set."""
        named = {str(each) for each in after.campaigns - before.campaigns}
        values: dict[str, Value] = {":date": after.confirm_by.isoformat(), ":new": named}
        update = "SET confirm_by = :date" + (" ADD campaigns :new" if named else "")
        update_if(self._client, self._tables.citizens, header_key(before.id), update, values)

    def end(self, import_id: UUID, now: datetime) -> None:
        ended: dict[str, Value] = {":now": to_iso(now)}
        update_if(self._client, self._tables.citizens, header_key(import_id), "SET ended_at = :now", ended)

    def _without_phones(self, import_id: UUID, number: int, now: datetime) -> Write:
        values: dict[str, Value] = {":now": to_iso(now)}
        update = "SET done_at = :now REMOVE people"
        return self._update(part_key(import_id, number), update, values, "attribute_exists(people)")

    def _led_to(self, pointers: Sequence[Item]) -> Iterator[ListImport]:
        keys = [header_key(UUID(item["sk"].partition("#")[2])) for item in pointers]
        found = get_many(self._client, self._tables.citizens, keys)
        yield from (import_from(found[key]) for key in keys if key in found)

    def _adding(self, import_id: UUID, counts: dict[str, Value]) -> Write:
        return adding(self._tables.citizens, import_id, counts)

    def _update(
        self,
        key: tuple[str, str],
        update: str,
        values: dict[str, Value],
        condition: str,
        on_conflict: ConflictError = _FINISHED,
    ) -> Write:
        return Write(
            "Update",
            self._tables.citizens,
            dict(zip(("pk", "sk"), key, strict=True)),
            condition=condition,
            update=update,
            values=values,
            on_conflict=on_conflict,
        )


def adding(table: str, import_id: UUID, counts: dict[str, Value]) -> Write:
    """To the header's counters, whose names are ours."""
    return Write(
        "Update",
        table,
        dict(zip(("pk", "sk"), header_key(import_id), strict=True)),
        update="ADD " + ", ".join(f"{name} :{name}" for name in counts),
        values={f":{name}": count for name, count in counts.items()},
    )
