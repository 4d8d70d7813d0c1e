"""What waits for a second person, on tables in memory; nobody is on duty."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from urp.acts.second_person import SecondPerson
from urp.acts.store.proposals import ProposalRegister
from urp.aws.tables import Tables
from urp.desk.store.sns import NobodyOnDuty


def second_person_on(tables: Tables) -> SecondPerson:
    return SecondPerson(ProposalRegister(tables), NobodyOnDuty(), ZoneInfo("Europe/Rome"))
