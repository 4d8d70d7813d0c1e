"""`broadcast_send`, wired once per environment: threads and their connections live as long as it does."""

from __future__ import annotations

import os
from functools import cache

from urp.aws.dynamodb import dynamodb_client
from urp.citizens.store.dynamodb_restore import DynamoRestore
from urp.citizens.store.s3_exclusions import ExclusionKey
from urp.notices.broadcasts.absorb import AbsorbAttempts
from urp.notices.broadcasts.attempt import HandToMeta
from urp.notices.broadcasts.automatic_stop import TooMany
from urp.notices.broadcasts.finish import FinishJob
from urp.notices.broadcasts.hold import Holds
from urp.notices.broadcasts.learn_limit import LearnLimit
from urp.notices.broadcasts.send import SendJob
from urp.notices.broadcasts.set_out import SetOut
from urp.notices.broadcasts.signed_buttons import SignedButtons
from urp.notices.broadcasts.within_tier import WithinTier
from urp.notices.broadcasts.write_down import WriteDown
from urp.notices.store.dynamodb_broadcasts import DynamoBroadcasts
from urp.notices.store.dynamodb_health import DynamoHealth
from urp.notices.store.dynamodb_jobs import DynamoJobs
from urp.notices.store.dynamodb_rows import DynamoRows
from urp.notices.store.dynamodb_troubles import DynamoTroubles
from urp.notices.store.sending_threads import PooledSendingThreads, SystemClock
from urp.notices.store.sqs_broadcasts import BroadcastQueueUrls, SqsBroadcastQueues
from urp.settings.broadcast_send import BroadcastSendSettings
from urp.town.municipality import load_municipality
from urp.town.templates import load_templates
from urp.whatsapp.graph.graph_api import GraphApi
from urp.whatsapp.graph.graph_number import GraphLimit, GraphReachability
from urp.whatsapp.store.dynamodb_rate import DynamoNumberRate
from urp.whatsapp.store.dynamodb_reach import DynamoReach
from urp.wiring.clients import secrets_client, sqs_client
from urp.wiring.graph import graph_tokens

THREADS = 12
"""Calls in flight of one worker. Four workers at 76 messages a second and 0.4 s a call need eight each. It is
also all that a silent Meta can leave unclear beyond the five that hold the broadcast."""


@cache
def send_job() -> SendJob:
    settings = BroadcastSendSettings.from_env(os.environ)
    client, package = dynamodb_client(), settings.profile_package
    town = load_municipality(package, placeholders_allowed=settings.placeholders_allowed)
    table, clock = settings.broadcasts_table, SystemClock()
    rows = DynamoRows(client, broadcasts_table=table, citizens_table=settings.citizens_table)
    jobs = DynamoJobs(client, table)
    rate = _rate(settings)
    queues = _queues(settings)
    threads = PooledSendingThreads(THREADS)
    health = DynamoHealth(client, table, town.retention)
    broadcasts = DynamoBroadcasts(client, broadcasts_table=table, retention=town.retention)
    holds = Holds(broadcasts, health, queues)
    troubles, too_many = DynamoTroubles(client, table, town.retention), TooMany(town.automatic_stop)
    write_down = WriteDown(rows)
    tokens = graph_tokens(settings.access_token_secret_arn)
    graph = (settings.graph_base_url, settings.graph_version, settings.phone_number_id, tokens)
    ledger = DynamoReach(client, settings.control_table, settings.phone_number_id)
    within_tier = WithinTier(ledger, holds, LearnLimit(ledger, GraphLimit(*graph)))
    absorb = AbsorbAttempts(rate, health, troubles, too_many, holds, clock, within_tier)
    hand_to_meta = HandToMeta(rows, rate, GraphApi(*graph), clock)
    templates = load_templates(package, placeholders_allowed=settings.placeholders_allowed)
    return SendJob(
        rows=rows,
        jobs=jobs,
        rate=rate,
        absorb=absorb,
        write_down=write_down,
        finish=FinishJob(rows, jobs, queues, threads, absorb, write_down, clock, within_tier),
        holds=holds,
        reachability=GraphReachability(*graph),
        threads=threads,
        clock=clock,
        set_out=SetOut(rate, hand_to_meta, absorb, write_down, threads, clock, templates, _buttons(settings)),
        within_tier=within_tier,
    )


@cache
def restore() -> DynamoRestore:
    settings = BroadcastSendSettings.from_env(os.environ)
    return DynamoRestore(dynamodb_client(), settings.control_table, settings.restored_at)


def _rate(settings: BroadcastSendSettings) -> DynamoNumberRate:
    return DynamoNumberRate(
        dynamodb_client(),
        settings.control_table,
        settings.phone_number_id,
        settings.number_rate,
        lends=settings.lends_reserve,
    )


def _queues(settings: BroadcastSendSettings) -> SqsBroadcastQueues:
    urls = BroadcastQueueUrls(
        ordinary=settings.broadcast_queue_url,
        emergency=settings.emergency_queue_url,
        dispatch=settings.dispatch_queue_url,
    )
    return SqsBroadcastQueues(sqs_client(), urls)


def _buttons(settings: BroadcastSendSettings) -> SignedButtons:
    return SignedButtons(ExclusionKey(secrets_client, settings.exclusion_key_arn))
