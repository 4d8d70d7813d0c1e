"""Files of evidence, wired."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from urp.acts.second_person import SecondPerson
from urp.aws.tables import Tables
from urp.citizens.store.citizens import CitizenReader
from urp.desk.store.desk_register import DeskRegister
from urp.moderation.evidence.export import ExportFile
from urp.moderation.evidence.holding import Casebook, HoldCase
from urp.moderation.evidence.office import EvidenceOffice
from urp.moderation.evidence.proposal import ProposeFile
from urp.moderation.store.cases import CaseRegister
from urp.moderation.store.evidence import EvidenceRegister
from urp.moderation.store.s3_evidence import S3EvidenceVault
from urp.town.municipality import Municipality
from urp.wiring.clients import s3_client
from urp.wiring.duty import duty_alerts
from urp.wiring.town import SignInSettings

if TYPE_CHECKING:
    from aws_lambda_powertools import Logger


@dataclass(frozen=True, slots=True)
class EvidenceApiSettings(SignInSettings):
    citizens_table: str
    desk_table: str
    audit_table: str
    control_table: str
    received_bucket: str
    evidence_bucket: str


def evidence_office(
    tables: Tables,
    settings: EvidenceApiSettings,
    municipality: Municipality,
    second_person: SecondPerson,
    log: Logger,
) -> EvidenceOffice:
    register = EvidenceRegister(tables)
    vault = S3EvidenceVault(s3_client, received=settings.received_bucket, evidence=settings.evidence_bucket)
    desk = DeskRegister(tables)
    cases = CaseRegister(tables)
    casebook = Casebook(HoldCase(cases, municipality))
    people = CitizenReader(tables)
    return EvidenceOffice(
        register=register,
        vault=vault,
        open_file=ProposeFile(register, vault, desk, casebook, people, municipality.policy.version),
        export=ExportFile(register, vault, municipality),
        alerts=duty_alerts(settings, log),
        second_person=second_person,
        kept_after_end=timedelta(days=municipality.retention.evidence_after_release),
    )
