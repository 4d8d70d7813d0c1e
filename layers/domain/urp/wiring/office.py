"""The office of the calendar, the audit trail and the marks, wired from what the API has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from urp.acts.store.audit import AuditTrail
from urp.citizens.exclusions import ExclusionRecord
from urp.desk.floods import CrowdOffice
from urp.desk.store.crowds import Crowds
from urp.settings.staff_api import StaffApiSettings
from urp.town.municipality import Municipality
from urp.town.opening_hours.office import CalendarOffice
from urp.town.store.calendar_register import CalendarRegister
from urp.town.texts import Texts, load_texts
from urp.wiring.clients import sqs_client
from urp.wiring.exclusions import exclusion_record

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_sqs import SQSClient


@dataclass(frozen=True, slots=True)
class OfficeParts:
    client: DynamoDBClient
    queues: SQSClient
    citizens_table: str
    desk_table: str
    audit_table: str
    control_table: str
    replies_queue_url: str
    blocks_queue_url: str
    municipality: Municipality
    texts: Texts
    exclusions: ExclusionRecord


def office_parts(
    settings: StaffApiSettings, client: DynamoDBClient, municipality: Municipality
) -> OfficeParts:
    placeholders_allowed = settings.placeholders_allowed
    texts = load_texts(settings.profile_package, municipality, placeholders_allowed=placeholders_allowed)
    return OfficeParts(
        client=client,
        queues=sqs_client(),
        citizens_table=settings.citizens_table,
        desk_table=settings.desk_table,
        audit_table=settings.audit_table,
        control_table=settings.control_table,
        replies_queue_url=settings.replies_queue_url,
        blocks_queue_url=settings.blocks_queue_url,
        municipality=municipality,
        texts=texts,
        exclusions=exclusion_record(settings.exclusions_bucket, settings.exclusion_key_arn),
    )


def calendar_office(parts: OfficeParts) -> CalendarOffice:
    register = CalendarRegister(
        parts.client,
        control_table=parts.control_table,
        audit_table=parts.audit_table,
        retention=parts.municipality.retention,
    )
    return CalendarOffice(register, parts.municipality.zone, parts.municipality.answering.official_domains)


def crowd_office(parts: OfficeParts) -> CrowdOffice:
    return CrowdOffice(Crowds(parts.client, parts.control_table))


def audit_trail(parts: OfficeParts) -> AuditTrail:
    return AuditTrail(parts.client, parts.audit_table)
