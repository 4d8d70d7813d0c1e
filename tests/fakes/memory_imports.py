"""Imports of lists and the people they take over, in memory, with the refusals of the real store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from tests.fakes.memory_ledger import MemoryLedger
from urp.acts.errors import AlreadyActedError
from urp.acts.model import Act
from urp.acts.page import Page
from urp.citizens.consent import LedgerEntry
from urp.citizens.identity.model import Citizen, SenderIds
from urp.errors import ConflictError
from urp.notices.imports.model import InvalidLine, ListedPhone, ListImport, TakenCounts
from urp.notices.imports.ports import RecordedChange


@dataclass(slots=True)
class MemoryImports:
    imports: dict[UUID, ListImport] = field(default_factory=dict)
    parts: dict[tuple[UUID, int], Sequence[ListedPhone]] = field(default_factory=dict)
    faults: dict[UUID, Sequence[InvalidLine]] = field(default_factory=dict)
    acts: list[Act] = field(default_factory=list)

    def create(
        self,
        new: ListImport,
        parts: Sequence[Sequence[ListedPhone]],
        invalid: Sequence[InvalidLine],
        act: Act,
    ) -> None:
        keys = {each.idempotency.key for each in self.acts if each.idempotency}
        if act.idempotency and act.idempotency.key in keys:
            raise AlreadyActedError("the Idempotency-Key was used before")
        if new.id in self.imports:
            raise ConflictError("an import with this id exists")
        self.acts.append(act)
        self.imports[new.id] = new
        self.parts |= {(new.id, number): list(part) for number, part in enumerate(parts)}
        self.faults[new.id] = list(invalid)

    def load(self, import_id: UUID) -> ListImport | None:
        return self.imports.get(import_id)

    def page(self, cursor: str | None, limit: int) -> Page[ListImport]:
        newest = sorted(self.imports.values(), key=lambda each: (each.created_at, str(each.id)), reverse=True)
        start = int(cursor or 0)
        some = newest[start : start + limit]
        return Page(tuple(some), str(start + limit) if len(newest) > start + limit else None)

    def unfinished(self) -> Sequence[ListImport]:
        return [each for each in self.imports.values() if not each.done or each.ended_at is None]

    def invalid(self, import_id: UUID, start: int, limit: int) -> Sequence[InvalidLine]:
        return self.faults.get(import_id, [])[start : start + limit]

    def open_parts(self, import_id: UUID) -> Sequence[int]:
        return sorted(number for found, number in self.parts if found == import_id)

    def part(self, import_id: UUID, number: int) -> Sequence[ListedPhone] | None:
        return self.parts.get((import_id, number))

    def finish(self, import_id: UUID, number: int, taken: TakenCounts, now: datetime) -> bool:
        if self.parts.pop((import_id, number), None) is None:
            return False
        before = self.imports[import_id]
        progress = replace(
            before.progress,
            parts_done=before.progress.parts_done + 1,
            taken=dict(Counter(before.progress.taken) + Counter(taken)),
        )
        self.imports[import_id] = replace(before, progress=progress)
        return True

    def announce(self, before: ListImport, after: ListImport) -> None:
        stored = self.imports[before.id]
        campaigns = stored.campaigns | after.campaigns
        self.imports[before.id] = replace(stored, confirm_by=after.confirm_by, campaigns=campaigns)

    def end(self, import_id: UUID, now: datetime) -> None:
        self.imports[import_id] = replace(self.imports[import_id], ended_at=now)


@dataclass(slots=True)
class MemoryListedPeople:
    """`before_store` stands for whatever happens between reading people and writing them."""

    citizens: MemoryLedger
    imports: MemoryImports
    before_store: Callable[[Sequence[RecordedChange]], None] = lambda _: None
    lost_leaves: frozenset[str] = frozenset()
    """Phones of people whose leave a restore lost, and them with it."""

    def excluded(self, phones: Collection[str]) -> Collection[str]:
        return self.lost_leaves & set(phones)

    def by_phone(self, phones: Collection[str]) -> Mapping[str, Citizen]:
        found = {phone: self.citizens.load(SenderIds(None, phone)).by_phone for phone in phones}
        return {phone: citizen for phone, citizen in found.items() if citizen is not None}

    def entered(self, entries: Sequence[LedgerEntry]) -> Collection[LedgerEntry]:
        there = {_name(each) for each in self.citizens.ledger}
        return [each for each in entries if _name(each) in there]

    def store(self, recorded: Sequence[RecordedChange], now: datetime) -> None:
        self.before_store(recorded)
        if self.entered([each.entry for each in recorded]):
            raise ConflictError("the entry is in the ledger")
        self.citizens.store([each.change for each in recorded], [each.entry for each in recorded], now)

    def page(self, import_id: UUID, shard: int, cursor: str | None) -> tuple[Sequence[Citizen], str | None]:
        everybody = [self.citizens.citizens[each] for each in self.citizens.audience]
        waiting = [each for each in everybody if each.unconfirmed == import_id and each.shard == shard]
        return sorted(waiting, key=lambda each: str(each.id)), None

    def remove(self, import_id: UUID, recorded: Sequence[RecordedChange], now: datetime) -> None:
        self.store(recorded, now)
        before = self.imports.imports[import_id]
        progress = replace(before.progress, removed=before.progress.removed + len(recorded))
        self.imports.imports[import_id] = replace(before, progress=progress)


def _name(entry: LedgerEntry) -> tuple[UUID, datetime, str, str]:
    return entry.citizen_id, entry.at, entry.message_id, entry.kind


@dataclass(slots=True)
class RecordedParts:
    orders: list[tuple[UUID, int]] = field(default_factory=list)

    def take_over(self, import_id: UUID, parts: Sequence[int]) -> None:
        self.orders += [(import_id, part) for part in parts]
