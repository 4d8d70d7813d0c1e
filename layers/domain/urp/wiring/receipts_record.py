"""`receipts_record`, wired once per environment."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from random import SystemRandom

from urp.citizens.identity.learning import LearnAliases, LearnLessons
from urp.citizens.store.citizens import KnownAliases
from urp.desk.receipts import RecordReplyReceipts
from urp.desk.store.outbox import Outbox
from urp.notices.broadcasts.receipts import RecordReceipts
from urp.notices.store.delivery import DeliveryLedger
from urp.notices.store.sqs_trouble_reports import SqsTroubleReports
from urp.wiring.clients import sqs_client
from urp.wiring.exclusions import exclusion_record
from urp.wiring.reply_outcomes import follow_reply, outcome_writes
from urp.wiring.town import TownSettings, load_town, open_tables


@dataclass(frozen=True, slots=True)
class ReceiptsRecordSettings(TownSettings):
    broadcasts_table: str
    citizens_table: str
    desk_table: str
    dispatch_queue_url: str
    exclusions_bucket: str
    exclusion_key_arn: str
    phone_number_id: str


@cache
def receipts_settings() -> ReceiptsRecordSettings:
    return ReceiptsRecordSettings.from_env(os.environ)


def of_our_number(phone_number_id: str | None) -> bool:
    """The application also hears of the statuses of the account's other numbers."""
    return phone_number_id in (None, receipts_settings().phone_number_id)


_LEARNING_THREADS = 8  # a citizen takes three calls of some ten milliseconds


@cache
def record_receipts() -> RecordReceipts:
    settings = receipts_settings()
    town = load_town(settings)
    tables = open_tables(settings)
    known = KnownAliases(tables, exclusion_record(settings.exclusions_bucket, settings.exclusion_key_arn))
    learn = LearnAliases(known, town.policy.version, town.privacy.version)
    return RecordReceipts(
        ledger=DeliveryLedger(tables, SystemRandom()),
        teach=LearnLessons(
            known, learn, ThreadPoolExecutor(_LEARNING_THREADS, thread_name_prefix="learning")
        ),
        replies=RecordReplyReceipts(
            outbox=Outbox(tables, writes=outcome_writes(tables)),
            learn=learn,
            follow=follow_reply(tables, lambda: town.policy.version),
        ),
        reports=SqsTroubleReports(sqs_client(), settings.dispatch_queue_url),
    )
