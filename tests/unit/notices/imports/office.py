"""An office with a list on paper, and the citizens of its town."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from tests.acting import AS_OPERATOR
from tests.fakes.dynamodb.tables import create_tables
from tests.fakes.memory_exclusions import MemoryExclusions
from tests.fakes.two_people import second_person_on
from urp.acts.model import Act, AuditEntry
from urp.acts.store.audit import AuditTrail
from urp.aws.dynamodb import from_attributes, transact
from urp.aws.tables import Tables
from urp.citizens.consent import LedgerEntry
from urp.citizens.exclusions import to_phone_name
from urp.citizens.identity.model import Citizen, CitizenChange
from urp.citizens.store.citizen_items import read_citizen, read_entry
from urp.citizens.store.citizens import KnownAliases
from urp.citizens.store.dynamodb_restore import write_excluded
from urp.notices.broadcasts.model import Broadcast
from urp.notices.imports.model import ListImport, Provenance, RecordedChange, Taken
from urp.notices.imports.office import HandedOver, ImportOffice, NewList
from urp.notices.imports.removal import RemoveUnconfirmed
from urp.notices.imports.take_over import TakeOverPart
from urp.notices.store.imports import ImportRegister
from urp.notices.store.listed_people import ListedPeople
from urp.retention.classes import RetentionClass

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
ROME = ZoneInfo("Europe/Rome")
PAPER = UUID("00000000-0000-4000-8000-000000000071")
PROVENANCE = Provenance(
    "Modulo cartaceo dello sportello, 2024-2025", "consenso, art. 6(1)(a)", "prot. 1234/2024"
)


def phone(number: int) -> str:
    return f"393330000{number:03d}"


def in_turn(
    store: Callable[[Sequence[RecordedChange]], bool], batches: Iterable[Sequence[RecordedChange]]
) -> Iterable[bool]:
    return [store(batch) for batch in batches]


class Meddled(ListedPeople):
    """`before_store` stands for what happens between reading people and writing them."""

    def __init__(self, tables: Tables) -> None:
        super().__init__(tables, MemoryExclusions(), name_hash=_hash)
        self.before_store: Callable[[Sequence[RecordedChange]], None] = lambda _: None

    def store(self, recorded: Sequence[RecordedChange], now: datetime) -> None:
        self.before_store(recorded)
        super().store(recorded, now)

    def remove(self, import_id: UUID, recorded: Sequence[RecordedChange], now: datetime) -> None:
        self.before_store(recorded)
        super().remove(import_id, recorded, now)


@dataclass(slots=True)
class RecordedParts:
    orders: list[tuple[UUID, int]] = field(default_factory=list)

    def take_over(self, import_id: UUID, parts: Sequence[int]) -> None:
        self.orders += [(import_id, part) for part in parts]


@dataclass(slots=True)
class Office:
    now: datetime = NOON
    tables: Tables = field(default_factory=create_tables)
    queue: RecordedParts = field(default_factory=RecordedParts)
    broadcasts: dict[UUID, Broadcast] = field(default_factory=dict)
    register: ImportRegister = field(init=False)
    people: Meddled = field(init=False)
    citizens: KnownAliases = field(init=False)
    """Where everybody else finds and changes them."""

    def __post_init__(self) -> None:
        self.register = ImportRegister(self.tables)
        self.people = Meddled(self.tables)
        self.citizens = KnownAliases(self.tables, MemoryExclusions())

    @property
    def _citizens_table(self) -> str:
        return self.tables.citizens

    @property
    def imports(self) -> ImportOffice:
        return ImportOffice(self.register, self.queue, ROME, second_person_on(self.tables))

    def hands_in(
        self, *lines: str, import_id: UUID = PAPER, confirm_by: date = date(2026, 12, 31)
    ) -> HandedOver:
        """It waits for a colleague."""
        new = NewList("Lista cartacea", PROVENANCE, confirm_by, "\n".join(lines))
        return self.imports.create(import_id, new, self.act("import.create", import_id))

    def act(self, name: str, import_id: UUID = PAPER, by: str = "staff-1") -> Act:
        return Act(f"{name}-{import_id}", by, name, f"import/{import_id}", self.now, standing=AS_OPERATOR)

    def hands_over(
        self, *lines: str, import_id: UUID = PAPER, confirm_by: date = date(2026, 12, 31)
    ) -> ListImport:
        """With the colleague's word."""
        handed = self.hands_in(*lines, import_id=import_id, confirm_by=confirm_by)
        if handed.proposed is None:
            return handed.made
        act = self.act("import.take_over", import_id, "staff-2")
        return self.imports.confirm(import_id, handed.proposed.proposal.seen, handed.made.people, act)

    def works(self) -> list[str]:
        """Everything on the queue, once."""
        orders, self.queue.orders = self.queue.orders, []
        return [self.take_over(import_id, part) for import_id, part in orders]

    def take_over(self, import_id: UUID, part: int) -> str:
        taking = TakeOverPart(self.register, self.people, in_turn, "policy-1", "privacy-1")
        return taking(import_id, part, self.now)

    def takes_over(self, *lines: str, import_id: UUID = PAPER) -> None:
        self.hands_over(*lines, import_id=import_id)
        self.works()

    def found(self, import_id: UUID = PAPER) -> ListImport:
        return self.imports.get(import_id)

    def taken(self, import_id: UUID = PAPER) -> dict[Taken, int]:
        counts = self.found(import_id).progress.taken
        return {each: people for each, people in counts.items() if people}

    def knows(self, number: int, **more: object) -> Citizen:
        citizen = Citizen(UUID(int=number), phones=(phone(number),), **more)  # type: ignore[arg-type]
        self.changes(Citizen(citizen.id), citizen)
        return citizen

    def changes(self, before: Citizen, after: Citizen) -> None:
        self.citizens.store([CitizenChange(before, after)], [], self.now)

    def loses_the_leave_of(self, number: int) -> None:
        """A restore of the tables lost it, and them with it."""
        name = _hash(to_phone_name(phone(number)))
        transact(self.tables.client, [write_excluded(name, self.now, self.tables)])

    def everybody(self) -> list[Citizen]:
        return [read_citizen(item) for item in self._stored() if item["sk"] == "PROFILE"]

    def audience(self) -> set[UUID]:
        return {UUID(item["sk"]) for item in self._stored() if item["pk"].startswith("AUDIENCE#")}

    def ledger(self) -> list[LedgerEntry]:
        """Of each citizen, oldest first."""
        return [read_entry(item) for item in self._stored() if item["sk"].startswith("CONSENT#")]

    def citizen(self, number: int) -> Citizen:
        found = self.people.by_phone([phone(number)])
        return found[phone(number)]

    def purges(self) -> int:
        """The night's whole work on imports: how many were removed."""
        removing = RemoveUnconfirmed(
            self.register, self.people, self.broadcasts.get, ROME, "policy-1", "privacy-1"
        )
        removed, cursor, more = 0, None, True
        while more:
            page = removing.delete_page(cursor, self.now)
            removed += page.deleted.get(RetentionClass.NOT_CONFIRMED, 0)
            cursor, more = page.cursor, page.cursor is not None
        return removed

    def passes(self, **duration: float) -> None:
        self.now += timedelta(**duration)

    def audit(self) -> Sequence[AuditEntry]:
        trail = AuditTrail(self.tables)
        return trail.of_day(self.now.date(), None, 100).items

    def _stored(self) -> Iterator[dict[str, Any]]:
        """Everything in the table of citizens."""
        start: dict[str, Any] = {}
        while True:
            page = self.tables.client.scan(TableName=self._citizens_table, **start)
            yield from (from_attributes(item) for item in page["Items"])
            if "LastEvaluatedKey" not in page:
                return
            start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}


def _hash(name: str) -> str:
    return f"hash of {name}"
