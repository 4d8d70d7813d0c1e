"""What waits for a second person, on tables in memory; nobody is on duty."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID
from zoneinfo import ZoneInfo

from urp.acts.model import Act
from urp.acts.second_person import SecondPerson
from urp.acts.store.proposals import ProposalRegister
from urp.aws.tables import Tables
from urp.desk.store.sns import NobodyOnDuty
from urp.moderation.blocks.office import BlockedCitizen, BlockOffice


def second_person_on(tables: Tables) -> SecondPerson:
    return SecondPerson(ProposalRegister(tables), NobodyOnDuty(), ZoneInfo("Europe/Rome"))


def lift_by_two(
    office: BlockOffice, citizen_id: UUID, reason: str, act: Act, *, by_administrator: bool = False
) -> BlockedCitizen:
    """A grave block: `act` proposes, a colleague confirms at the same moment."""
    asked = office.lift(citizen_id, reason, act, by_administrator=by_administrator)
    assert asked.proposed is not None
    assert asked.block is not None
    colleague = replace(act, id=f"{act.id}b", by="staff-2")
    seen = asked.proposed.proposal.seen
    return office.confirm_lift(citizen_id, seen, colleague, by_administrator=by_administrator)
