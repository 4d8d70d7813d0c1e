"""What waits for a second person, wired from what the office's API has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.acts.second_person import SecondPerson
from urp.acts.store.proposals import ProposalRegister
from urp.aws.tables import Tables
from urp.town.municipality import Municipality
from urp.wiring.duty import duty_alerts

if TYPE_CHECKING:
    from aws_lambda_powertools import Logger

    from urp.wiring.town import DutySettings


def second_person(
    tables: Tables, settings: DutySettings, municipality: Municipality, log: Logger
) -> SecondPerson:
    return SecondPerson(
        register=ProposalRegister(tables),
        alerts=duty_alerts(settings, log),
        zone=municipality.zone,
    )
