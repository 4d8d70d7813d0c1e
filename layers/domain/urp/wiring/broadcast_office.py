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
from urp.notices.store.account_notes import AccountNotes, Prohibitions
from urp.notices.store.audience import Audience
from urp.notices.store.broadcasts import Broadcasts
from urp.notices.store.channel_posts import ChannelPosts
from urp.notices.store.delivery import ReceiptCounters
from urp.notices.store.freezing import Freezing
from urp.notices.store.health import Health
from urp.notices.store.jobs import Jobs
from urp.notices.store.number_settings import NumberSettings
from urp.notices.store.sqs_broadcasts import BroadcastQueueUrls, SqsBroadcastQueues
from urp.notices.store.statements import Statements
from urp.notices.store.trouble_counts import TroubleCounts
from urp.notices.store.work_in_hand import WorkInHand
from urp.town.pricing.loading import load_prices
from urp.whatsapp.store.dynamodb_rate import DynamoNumberRate
from urp.whatsapp.store.dynamodb_reach import DynamoReach
from urp.wiring.duty import duty_alerts

if TYPE_CHECKING:
    from aws_lambda_powertools import Logger

    from urp.wiring.resources import OfficeResources


def broadcast_office(resources: OfficeResources, log: Logger) -> BroadcastOffice:
    client, table, retention = (
        resources.client,
        resources.settings.broadcasts_table,
        resources.municipality.retention,
    )
    notes = AccountNotes(client, resources.settings.control_table, retention)
    broadcasts = Broadcasts(
        client,
        broadcasts_table=table,
        audit_table=resources.settings.audit_table,
        control_table=resources.settings.control_table,
        retention=retention,
    )
    account = AccountRules(notes, resources.templates)
    return BroadcastOffice(
        broadcasts=broadcasts,
        statements=Statements(client, table, retention),
        posts=ChannelPosts(
            client,
            broadcasts_table=table,
            audit_table=resources.settings.audit_table,
            control_table=resources.settings.control_table,
            retention=retention,
        ),
        audience=Audience(client, resources.settings.citizens_table),
        freezing=Freezing(client, table, retention),
        receipts=ReceiptCounters(client, table),
        work=WorkInHand(client, table),
        jobs=Jobs(client, table),
        health=Health(client, table, retention),
        troubles=TroubleCounts(client, table, retention),
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
        approval=resources.municipality.approval,
        alerts=duty_alerts(
            resources.settings.duty_topic_arn,
            resources.settings.duty_secret_arn,
            log,
            somebody_is_on_duty=resources.settings.somebody_is_on_duty,
        ),
        templates=resources.templates,
        topics=frozenset(topic.id for topic in resources.municipality.topics),
        official_domains=resources.municipality.answering.official_domains,
    )


def lift_prohibition(resources: OfficeResources) -> LiftProhibition:
    return LiftProhibition(
        notes=AccountNotes(
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
