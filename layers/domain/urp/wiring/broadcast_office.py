"""The office of broadcasts, wired from what the API has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from urp.citizens.store.dynamodb_restore import DynamoRestore
from urp.notices.account.office import LiftProhibition, SetMessagingLimit, SetNumberRate
from urp.notices.account.rules import AccountRules
from urp.notices.broadcasts.costs import Costs
from urp.notices.broadcasts.office import BroadcastOffice
from urp.notices.broadcasts.prohibitions import NotBeforeTheReplay
from urp.notices.broadcasts.reach_outlook import ReachOffice
from urp.notices.store.dynamodb_account import DynamoAccountNotes, Prohibitions
from urp.notices.store.dynamodb_audience import DynamoAudience
from urp.notices.store.dynamodb_broadcasts import DynamoBroadcasts
from urp.notices.store.dynamodb_channel import DynamoChannelPosts
from urp.notices.store.dynamodb_delivery import DynamoReceiptCounters
from urp.notices.store.dynamodb_health import DynamoHealth
from urp.notices.store.dynamodb_jobs import DynamoJobs
from urp.notices.store.dynamodb_statements import DynamoStatements
from urp.notices.store.dynamodb_troubles import DynamoTroubles
from urp.notices.store.dynamodb_work import DynamoWorkInHand
from urp.notices.store.number_settings import NumberSettings
from urp.notices.store.sqs_broadcasts import BroadcastQueueUrls, SqsBroadcastQueues
from urp.retention.days import RetentionDays
from urp.settings.staff_api import StaffApiSettings
from urp.town.municipality import Municipality, Topic
from urp.town.pricing.loading import load_prices
from urp.town.templates import MessageTemplate
from urp.whatsapp.store.dynamodb_rate import DynamoNumberRate
from urp.whatsapp.store.dynamodb_reach import DynamoReach
from urp.wiring.clients import sqs_client

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_sqs import SQSClient


@dataclass(frozen=True, slots=True)
class BroadcastParts:
    client: DynamoDBClient
    queues: SQSClient
    broadcasts_table: str
    citizens_table: str
    audit_table: str
    control_table: str
    dispatch_queue_url: str
    phone_number_id: str
    number_rate: int
    restored_at: datetime | None
    retention: RetentionDays
    templates: Mapping[str, MessageTemplate]
    topics: tuple[Topic, ...]
    official_domains: tuple[str, ...]
    zone: ZoneInfo
    profile_package: str


def broadcast_parts(
    settings: StaffApiSettings,
    client: DynamoDBClient,
    municipality: Municipality,
    templates: Mapping[str, MessageTemplate],
) -> BroadcastParts:
    return BroadcastParts(
        client=client,
        queues=sqs_client(),
        broadcasts_table=settings.broadcasts_table,
        citizens_table=settings.citizens_table,
        audit_table=settings.audit_table,
        control_table=settings.control_table,
        dispatch_queue_url=settings.dispatch_queue_url,
        phone_number_id=settings.phone_number_id,
        number_rate=settings.number_rate,
        restored_at=settings.restored_at,
        retention=municipality.retention,
        templates=templates,
        topics=municipality.topics,
        official_domains=municipality.answering.official_domains,
        zone=municipality.zone,
        profile_package=settings.profile_package,
    )


def broadcast_office(parts: BroadcastParts) -> BroadcastOffice:
    client, table, retention = parts.client, parts.broadcasts_table, parts.retention
    notes = DynamoAccountNotes(client, parts.control_table, retention)
    broadcasts = DynamoBroadcasts(
        client,
        broadcasts_table=table,
        audit_table=parts.audit_table,
        control_table=parts.control_table,
        retention=retention,
    )
    account = AccountRules(notes, parts.templates)
    return BroadcastOffice(
        broadcasts=broadcasts,
        statements=DynamoStatements(client, table, retention),
        posts=DynamoChannelPosts(
            client,
            broadcasts_table=table,
            audit_table=parts.audit_table,
            control_table=parts.control_table,
            retention=retention,
        ),
        audience=DynamoAudience(client, parts.citizens_table),
        receipts=DynamoReceiptCounters(client, table),
        work=DynamoWorkInHand(client, table),
        jobs=DynamoJobs(client, table),
        health=DynamoHealth(client, table, retention),
        troubles=DynamoTroubles(client, table, retention),
        rate=DynamoNumberRate(client, parts.control_table, parts.phone_number_id, parts.number_rate),
        reach=ReachOffice(DynamoReach(client, parts.control_table, parts.phone_number_id), broadcasts),
        queues=SqsBroadcastQueues(parts.queues, BroadcastQueueUrls(dispatch=parts.dispatch_queue_url)),
        account=NotBeforeTheReplay(DynamoRestore(client, parts.control_table, parts.restored_at), account),
        notes=notes,
        costs=Costs(lambda: load_prices(parts.profile_package), account, parts.zone),
        templates=parts.templates,
        topics=frozenset(topic.id for topic in parts.topics),
        official_domains=parts.official_domains,
    )


def lift_prohibition(parts: BroadcastParts) -> LiftProhibition:
    return LiftProhibition(
        notes=DynamoAccountNotes(parts.client, parts.control_table, parts.retention),
        prohibitions=Prohibitions(
            parts.client,
            control_table=parts.control_table,
            audit_table=parts.audit_table,
            retention=parts.retention,
        ),
    )


def set_messaging_limit(parts: BroadcastParts) -> SetMessagingLimit:
    return SetMessagingLimit(_number_settings(parts))


def set_number_rate(parts: BroadcastParts) -> SetNumberRate:
    return SetNumberRate(_number_settings(parts))


def _number_settings(parts: BroadcastParts) -> NumberSettings:
    return NumberSettings(
        parts.client,
        control_table=parts.control_table,
        audit_table=parts.audit_table,
        phone_number_id=parts.phone_number_id,
        retention=parts.retention,
    )
