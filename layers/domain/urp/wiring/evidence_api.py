"""The part of the office's API that keeps files of evidence: a function of its own, since no other may write
custody or lift a hold (docs/decisions/least-privilege.md)."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from functools import cache, cached_property
from typing import TYPE_CHECKING
from uuid import uuid4

from urp.acts.store.audit import Marks
from urp.acts.store.staff import Denials
from urp.aws.dynamodb import dynamodb_client
from urp.staff_api.application import StaffApi
from urp.staff_api.pace import CallPace
from urp.staff_api.table import EVIDENCE, find_routes
from urp.wiring.evidence_office import EvidenceApiSettings

if TYPE_CHECKING:
    from aws_lambda_powertools import Logger
    from mypy_boto3_dynamodb import DynamoDBClient

    from urp.acts.second_person import SecondPerson
    from urp.moderation.api.offices import EvidenceOffices as Asked
    from urp.moderation.evidence.office import EvidenceOffice
    from urp.staff_api.routing import AnyRoute
    from urp.town.municipality import Municipality
from urp.wiring.town import load_town, open_tables


@cache
def evidence_api(log: Logger) -> StaffApi:
    settings = EvidenceApiSettings.from_env(os.environ)
    offices = EvidenceOffices(settings, dynamodb_client(), log)
    asked: Asked = offices
    marks = Marks(offices.tables, _now)
    denials = Denials(offices.tables, _now)
    pace = CallPace() if settings.keeps_pace else None
    return StaffApi(
        _routes_of, asked, marks, denials, _now, lambda: uuid4().hex, log, settings.fresh_sign_in, pace
    )


class EvidenceOffices:
    """A profile that cannot be read keeps the function from starting."""

    def __init__(self, settings: EvidenceApiSettings, client: DynamoDBClient, log: Logger) -> None:
        self._settings = settings
        self._log = log
        self.municipality: Municipality = load_town(settings)
        self.tables = open_tables(settings, client)

    @cached_property
    def evidence(self) -> EvidenceOffice:
        from urp.wiring.evidence_office import evidence_office

        second_person = self.second_person
        return evidence_office(self.tables, self._settings, self.municipality, second_person, self._log)

    @cached_property
    def second_person(self) -> SecondPerson:
        from urp.wiring.second_person import second_person

        return second_person(self.tables, self._settings, self.municipality, self._log)


def _routes_of(resource: str) -> tuple[AnyRoute, ...]:
    return find_routes(resource) if resource == EVIDENCE else ()


def _now() -> datetime:
    return datetime.now(UTC)
