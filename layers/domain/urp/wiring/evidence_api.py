"""The part of the office's API that keeps files of evidence: a function of its own, since no other may write
custody or lift a hold (docs/decisions/least-privilege.md)."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, cached_property
from typing import TYPE_CHECKING
from uuid import uuid4

from urp.acts.store.audit import Marks
from urp.acts.store.call_counts import CallCounts
from urp.acts.store.staff import Denials
from urp.aws.dynamodb import dynamodb_client
from urp.citizens.store.citizens import CitizenReader
from urp.desk.store.desk_register import DeskRegister
from urp.moderation.evidence.export import ExportFile
from urp.moderation.evidence.holding import Casebook, HoldCase
from urp.moderation.evidence.office import EvidenceOffice
from urp.moderation.evidence.proposal import ProposeFile
from urp.moderation.store.cases import CaseRegister
from urp.moderation.store.evidence import EvidenceRegister
from urp.moderation.store.s3_evidence import S3EvidenceVault
from urp.staff_api.application import StaffApi
from urp.staff_api.calls import StaffCalls
from urp.staff_api.pace import CallPace
from urp.staff_api.table import EVIDENCE, find_routes
from urp.town.municipality import Municipality
from urp.wiring.clients import s3_client
from urp.wiring.duty import duty_alerts
from urp.wiring.second_person import second_person
from urp.wiring.town import SignInSettings, load_town, open_tables

if TYPE_CHECKING:
    from aws_lambda_powertools import Logger
    from mypy_boto3_dynamodb import DynamoDBClient

    from urp.moderation.api.offices import EvidenceOffices as Asked
    from urp.staff_api.routing import AnyRoute


@dataclass(frozen=True, slots=True)
class EvidenceApiSettings(SignInSettings):
    citizens_table: str
    desk_table: str
    audit_table: str
    control_table: str
    received_bucket: str
    evidence_bucket: str


@cache
def evidence_api(log: Logger) -> StaffApi:
    settings = EvidenceApiSettings.from_env(os.environ)
    offices = EvidenceOffices(settings, dynamodb_client(), log)
    return StaffApi(_routes_of, evidence_calls(settings, offices, log))


class EvidenceOffices:
    """A profile that cannot be read keeps the function from starting."""

    def __init__(self, settings: EvidenceApiSettings, client: DynamoDBClient, log: Logger) -> None:
        self._settings = settings
        self._log = log
        self.municipality: Municipality = load_town(settings)
        self.tables = open_tables(settings, client)

    @cached_property
    def evidence(self) -> EvidenceOffice:
        tables, settings, town = self.tables, self._settings, self.municipality
        register, cases = EvidenceRegister(tables), CaseRegister(tables)
        vault = S3EvidenceVault(
            s3_client, received=settings.received_bucket, evidence=settings.evidence_bucket
        )
        casebook, people = Casebook(HoldCase(cases, town)), CitizenReader(tables)
        return EvidenceOffice(
            register=register,
            vault=vault,
            open_file=ProposeFile(
                register, vault, DeskRegister(tables), casebook, people, town.policy.version
            ),
            export=ExportFile(register, vault, town),
            alerts=duty_alerts(settings, self._log),
            second_person=second_person(tables, settings, town, self._log),
            kept_after_end=timedelta(days=town.retention.evidence_after_release),
        )


def _now() -> datetime:
    return datetime.now(UTC)


def evidence_calls(
    settings: EvidenceApiSettings,
    offices: EvidenceOffices,
    log: Logger,
    clock: Callable[[], datetime] = _now,
) -> StaffCalls:
    asked: Asked = offices
    marks, denials = Marks(offices.tables, clock), Denials(offices.tables, clock)
    pace = CallPace(CallCounts(offices.tables)) if settings.keeps_pace else None
    return StaffCalls(asked, marks, denials, clock, lambda: uuid4().hex, log, settings.fresh_sign_in, pace)


def _routes_of(resource: str) -> tuple[AnyRoute, ...]:
    return find_routes(resource) if resource == EVIDENCE else ()
