"""A list on paper, and its people taken over as the function behind the queue does."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from tests.fakes.memory_exclusions import MemoryExclusions
from tests.fakes.staff_calls import Answered, Caller
from tests.integration.staff_town import APPROVER_ID
from urp.acts.model import Role
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


def confirm(town: StaffTown, handed_over: Answered) -> Answered:
    """By another administrator, who repeats how many they are."""
    made = handed_over.json
    colleague = Caller(town.api, (Role.ADMINISTRATOR,), APPROVER_ID)
    read = {"seen": made["proposed"]["seen"], "people": made["people"]}
    return colleague.post(f"{made['proposed']['address']}/confirm", read)


def take_over(town: StaffTown, handed_over: Answered) -> None:
    """Once another administrator has confirmed it."""
    confirm(town, handed_over)
    take_over_confirmed(town, handed_over)


def take_over_confirmed(town: StaffTown, handed_over: Answered) -> None:
    made = UUID(handed_over.json["id"])
    register, municipality = town.offices.imports.register, town.offices.municipality
    people = ListedPeople(town.tables, MemoryExclusions())
    versions = municipality.policy.version, municipality.privacy.version
    taking = TakeOverPart(register, people, map, *versions)
    for part in register.open_parts(made):
        taking(made, part, town.now)
