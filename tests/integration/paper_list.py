"""A list on paper, and its people taken over as the function behind the queue does."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from tests.fakes.memory_exclusions import MemoryExclusions
from urp.notices.imports.take_over import TakeOverPart
from urp.notices.store.listed_people import ListedPeople

if TYPE_CHECKING:
    from tests.integration.staff_town import StaffTown

PAPER_LIST: dict[str, object] = {
    "name": "Modulo cartaceo dello sportello",
    "collected": "Modulo cartaceo firmato allo sportello, 2024-2025",
    "legal_basis": "consenso dell'interessato, art. 6(1)(a) GDPR",
    "document": "prot. 1234/2024",
    "confirm_by": "2027-01-31",
    "csv": "nome;telefono\nAnna;333 0000001\nBruno;+39 333 0000002\n"
    "Anna;3330000001\nCarla;071 220001\n;nessuno\n",
}


def take_over(town: StaffTown, import_id: str) -> None:
    made = UUID(import_id)
    register, municipality = town.offices.imports.register, town.offices.municipality
    people = ListedPeople(town.tables, MemoryExclusions())
    versions = municipality.policy.version, municipality.privacy.version
    taking = TakeOverPart(register, people, map, *versions)
    for part in register.open_parts(made):
        taking(made, part, town.now)
