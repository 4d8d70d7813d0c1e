"""`reply_send`, wired once per environment."""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from urp.citizens.store.citizens import CitizenReader
from urp.desk.reply_outcome import FollowReply
from urp.desk.send_reply import SendReply
from urp.desk.slots import DeskSlots
from urp.desk.store.outbox import Outbox
from urp.desk.store.outbox_items import SqsReplies
from urp.whatsapp.store.dynamodb_rate import DynamoNumberRate
from urp.wiring.clients import sqs_client
from urp.wiring.graph import message_sender
from urp.wiring.reply_outcomes import follow_reply, outcome_writes
from urp.wiring.town import TownSettings, load_town, open_tables


@dataclass(frozen=True, slots=True)
class ReplySendSettings(TownSettings):
    citizens_table: str
    desk_table: str
    control_table: str
    replies_queue_url: str
    access_token_secret_arn: str
    graph_base_url: str
    graph_version: str
    phone_number_id: str
    training: bool
    number_rate: int


THREADS = 10
"""One for each message of a batch: most of the time is spent waiting for Meta."""


@cache
def reply_threads() -> ThreadPoolExecutor:
    """Kept between invocations, and with each thread its connection to Meta: one greeting less a reply."""
    return ThreadPoolExecutor(THREADS, thread_name_prefix="reply")


@cache
def send_reply() -> SendReply:
    settings, tables = _settings(), open_tables(_settings())
    rate = DynamoNumberRate(tables, settings.phone_number_id, settings.number_rate)
    return SendReply(
        outbox=Outbox(tables, writes=outcome_writes(tables)),
        citizens=CitizenReader(tables),
        slots=DeskSlots(rate, _now, time.sleep),
        sender=message_sender(settings),
        replies=SqsReplies(sqs_client(), settings.replies_queue_url),
        follow=lambda row, outcome, now: _follow()(row, outcome, now),
        clock=_now,
    )


@cache
def _follow() -> FollowReply:
    """Not before the first answer of a person: most replies are followed by nothing."""
    return follow_reply(open_tables(_settings()), lambda: load_town(_settings()).policy.version)


@cache
def _settings() -> ReplySendSettings:
    return ReplySendSettings.from_env(os.environ)


def _now() -> datetime:
    return datetime.now(UTC)
