"""The offices of desk, blocks and calendar, the audit trail and the marks, wired from what the API has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from urp.account.rules import AccountRules
from urp.adapters.dynamodb_account import DynamoAccountNotes
from urp.adapters.dynamodb_audit import DynamoAuditTrail
from urp.adapters.dynamodb_blocks import DynamoBlockRegister
from urp.adapters.dynamodb_calendar import DynamoCalendarRegister
from urp.adapters.dynamodb_identity import CitizenReader
from urp.adapters.dynamodb_office import DynamoDeskRegister
from urp.adapters.sqs_replies import SqsReplies
from urp.blocks.office import BlockOffice
from urp.desk.office import DeskOffice
from urp.desk.resuming import ResumeQuestion
from urp.municipality import Municipality
from urp.opening_hours.office import CalendarOffice
from urp.templates import MessageTemplate
from urp.texts import Texts

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
    municipality: Municipality
    texts: Texts


def desk_office(parts: OfficeParts) -> DeskOffice:
    return DeskOffice(
        register=_desk_register(parts),
        people=CitizenReader(parts.client, parts.citizens_table),
        replies=SqsReplies(parts.queues, parts.replies_queue_url),
    )


def resume_question(parts: OfficeParts, templates: Mapping[str, MessageTemplate]) -> ResumeQuestion:
    notes = DynamoAccountNotes(parts.client, parts.control_table, parts.municipality.retention)
    return ResumeQuestion(
        register=_desk_register(parts),
        people=CitizenReader(parts.client, parts.citizens_table),
        replies=SqsReplies(parts.queues, parts.replies_queue_url),
        templates=templates,
        forbids=AccountRules(notes, templates).forbids,
    )


def _desk_register(parts: OfficeParts) -> DynamoDeskRegister:
    return DynamoDeskRegister(
        parts.client,
        desk_table=parts.desk_table,
        audit_table=parts.audit_table,
        control_table=parts.control_table,
        retention=parts.municipality.retention,
    )


def block_office(parts: OfficeParts) -> BlockOffice:
    return BlockOffice(
        register=DynamoBlockRegister(
            parts.client,
            citizens_table=parts.citizens_table,
            desk_table=parts.desk_table,
            audit_table=parts.audit_table,
            control_table=parts.control_table,
            retention=parts.municipality.retention,
        ),
        people=CitizenReader(parts.client, parts.citizens_table),
        replies=SqsReplies(parts.queues, parts.replies_queue_url),
        municipality=parts.municipality,
        texts=parts.texts,
    )


def calendar_office(parts: OfficeParts) -> CalendarOffice:
    register = DynamoCalendarRegister(
        parts.client,
        control_table=parts.control_table,
        audit_table=parts.audit_table,
        retention=parts.municipality.retention,
    )
    return CalendarOffice(register, parts.municipality.zone)


def audit_trail(parts: OfficeParts) -> DynamoAuditTrail:
    return DynamoAuditTrail(parts.client, parts.audit_table)
