"""An office with a list on paper, and the citizens of its town."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from tests.fakes.memory_imports import MemoryImports, MemoryListedPeople, RecordedParts
from tests.fakes.memory_ledger import MemoryLedger
from urp.acts.model import Act
from urp.citizens.identity.model import Citizen, CitizenChange
from urp.notices.broadcasts.model import Broadcast
from urp.notices.imports.model import ListImport, Provenance, Taken
from urp.notices.imports.office import ImportOffice, NewList
from urp.notices.imports.ports import RecordedChange
from urp.notices.imports.removal import RemoveUnconfirmed
from urp.notices.imports.take_over import TakeOverPart
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


@dataclass(slots=True)
class Office:
    now: datetime = NOON
    citizens: MemoryLedger = field(default_factory=MemoryLedger)
    register: MemoryImports = field(default_factory=MemoryImports)
    queue: RecordedParts = field(default_factory=RecordedParts)
    broadcasts: dict[UUID, Broadcast] = field(default_factory=dict)
    people: MemoryListedPeople = field(init=False)

    def __post_init__(self) -> None:
        self.people = MemoryListedPeople(self.citizens, self.register)

    @property
    def imports(self) -> ImportOffice:
        return ImportOffice(self.register, self.queue, ROME)

    def hands_over(
        self, *lines: str, import_id: UUID = PAPER, confirm_by: date = date(2026, 12, 31)
    ) -> ListImport:
        new = NewList("Lista cartacea", PROVENANCE, confirm_by, "\n".join(lines))
        act = Act(f"act-{import_id}", "staff-1", "import.create", f"import/{import_id}", self.now)
        return self.imports.create(import_id, new, act)

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

    def taken(self, import_id: UUID = PAPER) -> dict[Taken, int]:
        counts = self.register.imports[import_id].progress.taken
        return {each: people for each, people in counts.items() if people}

    def knows(self, number: int, **more: object) -> Citizen:
        citizen = Citizen(UUID(int=number), phones=(phone(number),), **more)  # type: ignore[arg-type]
        self.citizens.store([CitizenChange(Citizen(citizen.id), citizen)], [], self.now)
        return citizen

    def changes(self, before: Citizen, after: Citizen) -> None:
        self.citizens.store([CitizenChange(before, after)], [], self.now)

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
