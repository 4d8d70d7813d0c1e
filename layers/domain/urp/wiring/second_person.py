"""What waits for a second person, wired from what the office's API has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.acts.second_person import SecondPerson
from urp.acts.store.proposals import ProposalRegister
from urp.town.municipality import Municipality
from urp.wiring.duty import duty_alerts

if TYPE_CHECKING:
    from aws_lambda_powertools import Logger
    from mypy_boto3_dynamodb import DynamoDBClient

    from urp.wiring.evidence_office import EvidenceApiSettings
    from urp.wiring.resources import StaffApiSettings


def second_person(
    client: DynamoDBClient,
    settings: StaffApiSettings | EvidenceApiSettings,
    municipality: Municipality,
    log: Logger,
) -> SecondPerson:
    return SecondPerson(
        register=ProposalRegister(
            client,
            control_table=settings.control_table,
            audit_table=settings.audit_table,
            retention=municipality.retention,
        ),
        alerts=duty_alerts(
            settings.duty_topic_arn,
            settings.duty_secret_arn,
            log,
            somebody_is_on_duty=settings.somebody_is_on_duty,
        ),
        zone=municipality.zone,
    )
