"""`broadcast_expand`, wired once per environment."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from urp.aws.dynamodb import dynamodb_client
from urp.citizens.store.dynamodb_restore import DynamoRestore
from urp.notices.account.rules import AccountRules
from urp.notices.broadcasts.freezing import FreezeShard
from urp.notices.broadcasts.seal import Seals
from urp.notices.store.account_notes import AccountNotes
from urp.notices.store.audience import Audience
from urp.notices.store.broadcasts import Broadcasts
from urp.notices.store.channel_posts import ChannelPosts
from urp.notices.store.freezing import Freezing
from urp.notices.store.sending_threads import SystemClock
from urp.notices.store.sqs_broadcasts import BroadcastQueueUrls, SqsBroadcastQueues
from urp.settings import Settings
from urp.town.municipality import load_municipality
from urp.town.templates import load_templates
from urp.wiring.clients import sqs_client


@dataclass(frozen=True, slots=True)
class BroadcastExpandSettings(Settings):
    placeholders_allowed: bool
    broadcasts_table: str
    citizens_table: str
    control_table: str
    expansion_queue_url: str
    dispatch_queue_url: str
    restored_at: datetime | None
    profile_package: str


@cache
def freeze_shard() -> FreezeShard:
    settings = BroadcastExpandSettings.from_env(os.environ)
    client, package = dynamodb_client(), settings.profile_package
    town = load_municipality(package, placeholders_allowed=settings.placeholders_allowed)
    templates = load_templates(package, placeholders_allowed=settings.placeholders_allowed)
    table, retention = settings.broadcasts_table, town.retention
    return FreezeShard(
        broadcasts=Broadcasts(client, broadcasts_table=table, retention=retention),
        audience=Audience(client, settings.citizens_table),
        freezing=Freezing(client, table, retention),
        posts=ChannelPosts(client, broadcasts_table=table, retention=retention),
        account=AccountRules(AccountNotes(client, settings.control_table, retention), templates),
        seals=Seals(templates),
        queues=SqsBroadcastQueues(
            sqs_client(),
            BroadcastQueueUrls(expansion=settings.expansion_queue_url, dispatch=settings.dispatch_queue_url),
        ),
        clock=SystemClock(),
    )


@cache
def restore() -> DynamoRestore:
    settings = BroadcastExpandSettings.from_env(os.environ)
    return DynamoRestore(dynamodb_client(), settings.control_table, settings.restored_at)
