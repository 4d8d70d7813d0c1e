"""The office of broadcasts, wired from what the API has."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
from urp.town.pricing.loading import load_prices
from urp.whatsapp.store.dynamodb_rate import DynamoNumberRate
from urp.whatsapp.store.dynamodb_reach import DynamoReach

if TYPE_CHECKING:
    from urp.wiring.office import OfficeResources


def broadcast_office(resources: OfficeResources) -> BroadcastOffice:
    client, table, retention = (
        resources.client,
        resources.settings.broadcasts_table,
        resources.municipality.retention,
    )
    notes = DynamoAccountNotes(client, resources.settings.control_table, retention)
    broadcasts = DynamoBroadcasts(
        client,
        broadcasts_table=table,
        audit_table=resources.settings.audit_table,
        control_table=resources.settings.control_table,
        retention=retention,
    )
    account = AccountRules(notes, resources.templates)
    return BroadcastOffice(
        broadcasts=broadcasts,
        statements=DynamoStatements(client, table, retention),
        posts=DynamoChannelPosts(
            client,
            broadcasts_table=table,
            audit_table=resources.settings.audit_table,
            control_table=resources.settings.control_table,
            retention=retention,
        ),
        audience=DynamoAudience(client, resources.settings.citizens_table),
        receipts=DynamoReceiptCounters(client, table),
        work=DynamoWorkInHand(client, table),
        jobs=DynamoJobs(client, table),
        health=DynamoHealth(client, table, retention),
        troubles=DynamoTroubles(client, table, retention),
        rate=DynamoNumberRate(
            client,
            resources.settings.control_table,
            resources.settings.phone_number_id,
            resources.settings.number_rate,
        ),
        reach=ReachOffice(
            DynamoReach(client, resources.settings.control_table, resources.settings.phone_number_id),
            broadcasts,
        ),
        queues=SqsBroadcastQueues(
            resources.queues, BroadcastQueueUrls(dispatch=resources.settings.dispatch_queue_url)
        ),
        account=NotBeforeTheReplay(
            DynamoRestore(client, resources.settings.control_table, resources.settings.restored_at), account
        ),
        notes=notes,
        costs=Costs(
            lambda: load_prices(resources.settings.profile_package), account, resources.municipality.zone
        ),
        templates=resources.templates,
        topics=frozenset(topic.id for topic in resources.municipality.topics),
        official_domains=resources.municipality.answering.official_domains,
    )


def lift_prohibition(resources: OfficeResources) -> LiftProhibition:
    return LiftProhibition(
        notes=DynamoAccountNotes(
            resources.client, resources.settings.control_table, resources.municipality.retention
        ),
        prohibitions=Prohibitions(
            resources.client,
            control_table=resources.settings.control_table,
            audit_table=resources.settings.audit_table,
            retention=resources.municipality.retention,
        ),
    )


def set_messaging_limit(resources: OfficeResources) -> SetMessagingLimit:
    return SetMessagingLimit(_number_settings(resources))


def set_number_rate(resources: OfficeResources) -> SetNumberRate:
    return SetNumberRate(_number_settings(resources))


def _number_settings(resources: OfficeResources) -> NumberSettings:
    return NumberSettings(
        resources.client,
        control_table=resources.settings.control_table,
        audit_table=resources.settings.audit_table,
        phone_number_id=resources.settings.phone_number_id,
        retention=resources.municipality.retention,
    )
