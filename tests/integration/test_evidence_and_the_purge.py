"""The nightly purge and a file of evidence: nothing of it goes while it is held, all of it afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

import boto3
import pytest

from tests.fakes.dynamodb.tables import open_tables
from tests.integration.evidence_posts import DAY, NOON
from tests.integration.evidence_stores import (
    ADMINISTRATOR,
    FILE,
    EvidenceStores,
    act,
    buckets_on_s3,
    open_stores,
    sealed,
)
from urp.privacy.store.purge import ExpiredItems, S3ExpiredBodies
from urp.retention.classes import RetentionClass

if TYPE_CHECKING:
    from datetime import datetime

    from urp.retention.purge import Expired

TEN_YEARS = timedelta(days=3650)


@pytest.fixture
def stores(outputs: Mapping[str, str]) -> EvidenceStores:
    return open_stores(open_tables(boto3.client("dynamodb"), outputs), buckets_on_s3(outputs))


@pytest.fixture
def sources(outputs: Mapping[str, str]) -> tuple[Expired, ...]:
    tables = open_tables(boto3.client("dynamodb"), outputs)
    return (
        ExpiredItems(tables, tables.desk),
        S3ExpiredBodies(boto3.client("s3"), outputs["ReceivedBucketName"], 30),
    )


def purged(sources: tuple[Expired, ...], now: datetime) -> dict[RetentionClass, int]:
    deleted: dict[RetentionClass, int] = {}
    for source in sources:
        deleted |= source.delete_page(None, now).deleted
    return deleted


def test_ten_years_of_purges_leave_a_held_file_whole(
    stores: EvidenceStores, sources: tuple[Expired, ...]
) -> None:
    body = stores.threatened()
    sealed(stores)

    purged(sources, NOON + 31 * DAY)
    deleted = purged(sources, NOON + TEN_YEARS)

    exported = stores.office.export(FILE, act(ADMINISTRATOR, NOON + TEN_YEARS))
    assert RetentionClass.EVIDENCE not in deleted
    assert body.content in exported.content


def test_a_released_file_ends_by_its_own_time_and_never_by_the_purge(
    stores: EvidenceStores, sources: tuple[Expired, ...], outputs: Mapping[str, str]
) -> None:
    """The purge may delete no item of a file: what could delete a released one could delete a held one."""
    stores.threatened()
    sealed(stores)
    stores.release(NOON + DAY)

    assert RetentionClass.EVIDENCE not in purged(sources, NOON + TEN_YEARS)
    items = boto3.client("dynamodb").scan(TableName=outputs["DeskTableName"])["Items"]
    ends = [item.get("expires_at") for item in items if item["pk"]["S"].startswith("EVIDENCE#")]
    assert ends == [{"N": str(int((NOON + 31 * DAY).timestamp()))}] * 6
