"""`receipts_record`, wired once per environment."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from random import SystemRandom

from urp.aws.dynamodb import dynamodb_client
from urp.aws.tables import Tables
from urp.notices.broadcasts.receipts import RecordReceipts
from urp.notices.store.delivery import DeliveryLedger
from urp.notices.store.sqs_trouble_reports import SqsTroubleReports
from urp.settings import Settings
from urp.town.municipality import load_municipality
from urp.wiring.clients import sqs_client
from urp.wiring.exclusions import exclusion_record
from urp.wiring.receipts import learn_lessons, reply_receipts


@dataclass(frozen=True, slots=True)
class ReceiptsRecordSettings(Settings):
    placeholders_allowed: bool
    broadcasts_table: str
    citizens_table: str
    desk_table: str
    dispatch_queue_url: str
    exclusions_bucket: str
    exclusion_key_arn: str
    phone_number_id: str
    profile_package: str


@cache
def receipts_settings() -> ReceiptsRecordSettings:
    return ReceiptsRecordSettings.from_env(os.environ)


def of_our_number(phone_number_id: str | None) -> bool:
    """The application also hears of the statuses of the account's other numbers."""
    return phone_number_id in (None, receipts_settings().phone_number_id)


@cache
def record_receipts() -> RecordReceipts:
    settings = receipts_settings()
    town = load_municipality(settings.profile_package, placeholders_allowed=settings.placeholders_allowed)
    tables = Tables(
        dynamodb_client(),
        lambda: town.retention,
        broadcasts=settings.broadcasts_table,
        citizens=settings.citizens_table,
        desk=settings.desk_table,
    )
    exclusions = exclusion_record(settings.exclusions_bucket, settings.exclusion_key_arn)
    return RecordReceipts(
        ledger=DeliveryLedger(tables, SystemRandom()),
        teach=learn_lessons(tables, town, exclusions),
        replies=reply_receipts(tables, town, exclusions),
        reports=SqsTroubleReports(sqs_client(), settings.dispatch_queue_url),
    )
