"""`receipts_record`, wired once per environment."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from random import SystemRandom

from urp.notices.broadcasts.receipts import RecordReceipts
from urp.notices.store.delivery import DeliveryLedger
from urp.notices.store.sqs_trouble_reports import SqsTroubleReports
from urp.wiring.clients import sqs_client
from urp.wiring.exclusions import exclusion_record
from urp.wiring.receipts import learn_lessons, reply_receipts
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


@cache
def record_receipts() -> RecordReceipts:
    settings = receipts_settings()
    town = load_town(settings)
    tables = open_tables(settings)
    exclusions = exclusion_record(settings.exclusions_bucket, settings.exclusion_key_arn)
    return RecordReceipts(
        ledger=DeliveryLedger(tables, SystemRandom()),
        teach=learn_lessons(tables, town, exclusions),
        replies=reply_receipts(tables, town, exclusions),
        reports=SqsTroubleReports(sqs_client(), settings.dispatch_queue_url),
    )
