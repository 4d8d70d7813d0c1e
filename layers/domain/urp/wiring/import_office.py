"""The office of imports, wired from what the API has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from urp.notices.broadcasts.office import BroadcastOffice
from urp.notices.imports.campaign import AskToConfirm
from urp.notices.imports.office import ImportOffice
from urp.notices.store.imports import ImportRegister
from urp.notices.store.sqs_imports import SqsImportQueue
from urp.settings.staff_api import StaffApiSettings
from urp.town.municipality import Municipality
from urp.town.templates import MessageTemplate

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_sqs import SQSClient


def import_office(
    client: DynamoDBClient, queues: SQSClient, settings: StaffApiSettings, town: Municipality
) -> ImportOffice:
    register = ImportRegister(
        client,
        citizens_table=settings.citizens_table,
        audit_table=settings.audit_table,
        control_table=settings.control_table,
        retention=town.retention,
    )
    return ImportOffice(register, SqsImportQueue(queues, settings.import_queue_url), town.zone)


def ask_to_confirm(
    imports: ImportOffice,
    broadcasts: BroadcastOffice,
    templates: Mapping[str, MessageTemplate],
    town: Municipality,
) -> AskToConfirm:
    return AskToConfirm(
        register=imports.register,
        broadcasts=broadcasts.broadcasts,
        templates=tuple(templates.values()),
        link=town.privacy.url,
        zone=town.zone,
    )
