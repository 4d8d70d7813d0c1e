"""`broadcast_send`, wired once per environment: threads and their connections live as long as it does."""

from __future__ import annotations

import os
from functools import cache

from urp.adapters.dynamodb import dynamodb_client
from urp.adapters.dynamodb_broadcasts import DynamoBroadcasts
from urp.adapters.dynamodb_health import DynamoHealth
from urp.adapters.dynamodb_jobs import DynamoJobs
from urp.adapters.dynamodb_rate import DynamoNumberRate
from urp.adapters.dynamodb_reach import DynamoReach
from urp.adapters.dynamodb_restore import DynamoRestore
from urp.adapters.dynamodb_rows import DynamoRows
from urp.adapters.dynamodb_troubles import DynamoTroubles
from urp.adapters.graph_api import GraphApi
from urp.adapters.graph_limit import GraphLimit
from urp.adapters.graph_reachability import GraphReachability
from urp.adapters.s3_exclusions import ExclusionKey
from urp.adapters.sending_threads import PooledSendingThreads, SystemClock
from urp.adapters.sqs_broadcasts import BroadcastQueueUrls, SqsBroadcastQueues
from urp.broadcasts.absorb import AbsorbAttempts
from urp.broadcasts.attempt import HandToMeta
from urp.broadcasts.automatic_stop import TooMany
from urp.broadcasts.finish import FinishJob
from urp.broadcasts.hold import Holds
from urp.broadcasts.learn_limit import LearnLimit
from urp.broadcasts.send import SendJob
from urp.broadcasts.set_out import SetOut
from urp.broadcasts.signed_buttons import SignedButtons
from urp.broadcasts.within_tier import WithinTier
from urp.broadcasts.write_down import WriteDown
from urp.municipality import load_municipality
from urp.settings.broadcast_send import BroadcastSendSettings
from urp.templates import load_templates
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
