"""`broadcast_expand`, wired once per environment."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from functools import cache

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
from urp.town.templates import load_templates
from urp.wiring.clients import sqs_client
from urp.wiring.silence import moments_of
from urp.wiring.town import TownSettings, load_town, open_tables


@dataclass(frozen=True, slots=True)
class BroadcastExpandSettings(TownSettings):
    broadcasts_table: str
    audit_table: str
    citizens_table: str
    control_table: str
    expansion_queue_url: str
    dispatch_queue_url: str
    restored_at: datetime | None


@cache
def freeze_shard() -> FreezeShard:
    settings, tables = _settings(), open_tables(_settings())
    templates = load_templates(settings.profile_package, placeholders_allowed=settings.placeholders_allowed)
    return FreezeShard(
        broadcasts=Broadcasts(tables),
        audience=Audience(tables),
        freezing=Freezing(tables),
        posts=ChannelPosts(tables),
        account=AccountRules(AccountNotes(tables), templates),
        seals=Seals(templates),
        queues=SqsBroadcastQueues(
            sqs_client(),
            BroadcastQueueUrls(expansion=settings.expansion_queue_url, dispatch=settings.dispatch_queue_url),
        ),
        clock=SystemClock(),
        moments=moments_of(tables, load_town(settings)),
    )


@cache
def restore() -> DynamoRestore:
    return DynamoRestore(open_tables(_settings()), _settings().restored_at)


@cache
def _settings() -> BroadcastExpandSettings:
    return BroadcastExpandSettings.from_env(os.environ)
