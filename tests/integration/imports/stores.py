"""Imports and the people they take over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from tests.acting import AS_OPERATOR
from tests.fakes.memory_exclusions import MemoryExclusions
from urp.acts.model import Act, IdempotencyMark
from urp.aws.tables import Tables
from urp.citizens.consent import EntryKind, LedgerEntry, Source
from urp.citizens.identity.model import Citizen, CitizenChange
from urp.citizens.store.citizens import KnownAliases
from urp.notices.imports.model import ListedPhone, ListImport, Provenance, RecordedChange
from urp.notices.store.imports import ImportRegister
from urp.notices.store.listed_people import ListedPeople

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
PAPER = UUID("00000000-0000-4000-8000-000000000071")


@dataclass(frozen=True, slots=True)
class ImportStore:
    register: ImportRegister
    people: ListedPeople
    citizens: KnownAliases
    """Where everybody else finds and changes them."""


def on_tables(tables: Tables) -> ImportStore:
    register = ImportRegister(tables)
    people = ListedPeople(tables, MemoryExclusions())
    return ImportStore(register, people, KnownAliases(tables, MemoryExclusions()))


def phone(number: int) -> str:
    return f"393330000{number:03d}"


def act(key: str = "import-1") -> Act:
    mark = IdempotencyMark(key, "fingerprint", str(PAPER))
    return Act(
        key, "staff-1", "import.create", f"import/{PAPER}", NOON, idempotency=mark, standing=AS_OPERATOR
    )


def paper(import_id: UUID = PAPER, parts: int = 2, at: datetime = NOON) -> ListImport:
    return ListImport(
        id=import_id,
        name="Modulo cartaceo",
        provenance=Provenance("Sportello, 2024", "consenso", "prot. 1234/2024"),
        confirm_by=date(2026, 12, 31),
        created_at=at,
        created_by="staff-1",
        lines=5,
        people=3,
        duplicates=1,
        invalid=1,
        parts=parts,
    )


PARTS = [[ListedPhone(1, phone(1)), ListedPhone(2, phone(2))], [ListedPhone(4, phone(3))]]


def taking(number: int, import_id: UUID = PAPER) -> RecordedChange:
    """Somebody new, as an import writes them."""
    new = paper(import_id)
    before = Citizen(new.citizen_id(number))
    after = Citizen(
        before.id, phones=(phone(number),), subscribed=True, subscribed_at=NOON, unconfirmed=import_id
    )
    return RecordedChange(CitizenChange(before, after), entry(before.id, number, import_id))


def entry(citizen_id: UUID, number: int, import_id: UUID = PAPER) -> LedgerEntry:
    return LedgerEntry(
        citizen_id=citizen_id,
        kind=EntryKind.IMPORTED,
        at=NOON,
        recorded_at=NOON,
        message_id=paper(import_id).line_name(number),
        source=Source.IMPORT,
        text="Sportello, 2024",
        policy_version="policy-1",
        privacy_version="privacy-1",
    )
