"""The part of the office's API that keeps files of evidence: a function of its own, since no other may write
custody or lift a hold (docs/decisions/0119)."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from functools import cache, cached_property
from typing import TYPE_CHECKING, cast
from uuid import uuid4

from urp.adapters.dynamodb import dynamodb_client
from urp.adapters.dynamodb_audit import DynamoMarks
from urp.adapters.dynamodb_staff import DynamoDenials
from urp.municipality import load_municipality
from urp.settings.evidence_api import EvidenceApiSettings
from urp.staff.api.application import StaffApi
from urp.staff.api.table import EVIDENCE, routes_of

if TYPE_CHECKING:
    from aws_lambda_powertools import Logger
    from mypy_boto3_dynamodb import DynamoDBClient

    from urp.acts.second_person import SecondPerson
    from urp.evidence.office import EvidenceOffice
    from urp.municipality import Municipality
    from urp.staff.api.offices import Offices
    from urp.staff.api.routing import AnyRoute


@cache
def evidence_api(log: Logger) -> StaffApi:
    settings = EvidenceApiSettings.from_env(os.environ)
    client = dynamodb_client()
    marks = DynamoMarks(client, settings.control_table, _now)
    offices = cast("Offices", EvidenceOffices(settings, client, log))  # all that its routes ask for
    denials = DynamoDenials(client, settings.control_table, _now)
    return StaffApi(_routes_of, offices, marks, denials, _now, lambda: uuid4().hex, log)


class EvidenceOffices:
    """A profile that cannot be read keeps the function from starting."""

    def __init__(self, settings: EvidenceApiSettings, client: DynamoDBClient, log: Logger) -> None:
        self._settings = settings
        self._client = client
        self._log = log
        self.municipality: Municipality = load_municipality(
            settings.profile_package, placeholders_allowed=settings.placeholders_allowed
        )

    @cached_property
    def evidence(self) -> EvidenceOffice:
        from urp.wiring.evidence_office import evidence_office

        second_person = self.second_person
        return evidence_office(self._client, self._settings, self.municipality, second_person, self._log)

    @cached_property
    def second_person(self) -> SecondPerson:
        from urp.wiring.second_person import second_person

        return second_person(self._client, self._settings, self.municipality, self._log)


def _routes_of(resource: str) -> tuple[AnyRoute, ...]:
    return routes_of(resource) if resource == EVIDENCE else ()


def _now() -> datetime:
    return datetime.now(UTC)
