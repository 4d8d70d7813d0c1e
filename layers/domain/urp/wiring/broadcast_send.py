"""`broadcast_send`, wired once per environment: threads and their connections live as long as it does."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from urp.citizens.store.dynamodb_restore import DynamoRestore
from urp.citizens.store.s3_exclusions import ExclusionKey
from urp.notices.broadcasts.automatic_stop import TooMany
from urp.notices.broadcasts.direct_send import DirectSend
from urp.notices.broadcasts.hold import Holds
from urp.notices.broadcasts.meta_answers import ObeyMeta
from urp.notices.broadcasts.sending import SendJob
from urp.notices.broadcasts.tier import LearnLimit
from urp.notices.broadcasts.trackers import SignedButtons
from urp.notices.store.broadcasts import Broadcasts
from urp.notices.store.health import Health
from urp.notices.store.jobs import Jobs
from urp.notices.store.rows import Rows
from urp.notices.store.sending_threads import PooledSendingThreads, SystemClock
from urp.notices.store.sqs_broadcasts import BroadcastQueueUrls, SqsBroadcastQueues
from urp.notices.store.trouble_counts import TroubleCounts
from urp.town.templates import load_templates
from urp.whatsapp.store.dynamodb_rate import DynamoNumberRate, DynamoReach
from urp.wiring.clients import secrets_client, sqs_client
from urp.wiring.graph import message_sender, number_at_meta
from urp.wiring.town import TownSettings, load_town, open_tables


@dataclass(frozen=True, slots=True)
class BroadcastSendSettings(TownSettings):
    broadcasts_table: str
    audit_table: str
    citizens_table: str
    control_table: str
    broadcast_queue_url: str
    emergency_queue_url: str
    dispatch_queue_url: str
    access_token_secret_arn: str
    exclusion_key_arn: str
    graph_base_url: str
    graph_version: str
    phone_number_id: str
    number_rate: int
    restored_at: datetime | None
    lends_reserve: bool
    training: bool


THREADS = 12
"""Calls in flight of one worker. Four workers at 76 messages a second and 0.4 s a call need eight each. It is
also all that a silent Meta can leave unclear beyond the five that hold the broadcast."""


@cache
def send_job() -> SendJob:
    settings, tables, clock = _settings(), open_tables(_settings()), SystemClock()
    rate, queues = _rate(settings), _queues(settings)
    health = Health(tables)
    holds = Holds(Broadcasts(tables), health, queues)
    number = number_at_meta(settings)
    ledger = DynamoReach(tables, settings.phone_number_id)
    return SendJob(
        rows=Rows(tables),
        jobs=Jobs(tables),
        queues=queues,
        rate=rate,
        sender=message_sender(settings),
        meta_answers=number.answers,
        holds=holds,
        obey=ObeyMeta(
            rate=rate,
            health=health,
            troubles=TroubleCounts(tables),
            too_many=TooMany(load_town(_settings()).automatic_stop),
            holds=holds,
            learn=LearnLimit(ledger, number.ask_limit),
            clock=clock,
        ),
        ledger=ledger,
        threads=PooledSendingThreads(THREADS),
        clock=clock,
        templates=load_templates(
            settings.profile_package, placeholders_allowed=settings.placeholders_allowed
        ),
        buttons=SignedButtons(ExclusionKey(secrets_client, settings.exclusion_key_arn)),
        direct=DirectSend(load_town(settings).break_glass.direct_send),
    )


@cache
def restore() -> DynamoRestore:
    return DynamoRestore(open_tables(_settings()), _settings().restored_at)


@cache
def _settings() -> BroadcastSendSettings:
    return BroadcastSendSettings.from_env(os.environ)


def _rate(settings: BroadcastSendSettings) -> DynamoNumberRate:
    return DynamoNumberRate(
        open_tables(_settings()), settings.phone_number_id, settings.number_rate, lends=settings.lends_reserve
    )


def _queues(settings: BroadcastSendSettings) -> SqsBroadcastQueues:
    urls = BroadcastQueueUrls(
        ordinary=settings.broadcast_queue_url,
        emergency=settings.emergency_queue_url,
        dispatch=settings.dispatch_queue_url,
    )
    return SqsBroadcastQueues(sqs_client(), urls)
