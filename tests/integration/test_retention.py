"""What is past its time is deleted, whole; what is not, stays."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from unittest.mock import patch

import boto3
import pytest

from tests.fakes.dynamodb.tables import open_tables
from tests.fakes.memory_exclusions import MemoryExclusions
from tests.integration.stacks import written_long_ago
from tests.integration.test_forgetting import ANNA, DAY, IDS, MEMBER, NOON, purged
from urp.acts.store.audit import AuditTrail
from urp.aws.dynamodb import get, to_attributes
from urp.citizens.blocks import Block
from urp.citizens.identity.model import Citizen, CitizenChange
from urp.inbound.model import Effect
from urp.inbound.store.ledger import InboundLedger
from urp.moderation.store.blocks import EndedBlocks
from urp.privacy.purge import PurgeExpired, PurgeRun
from urp.privacy.store.purge import ExpiredItems, PurgeLog, S3ExpiredBodies
from urp.retention.classes import RetentionClass


@pytest.fixture
def ledger(outputs: Mapping[str, str]) -> InboundLedger:
    return InboundLedger(open_tables(boto3.client("dynamodb"), outputs), MemoryExclusions())


def test_a_block_that_ended_a_year_ago_is_taken_off(
    outputs: Mapping[str, str], ledger: InboundLedger
) -> None:
    blocked = replace(MEMBER, block=Block("spam", "staff-1", NOON, NOON + DAY, "1"))
    ledger.commit(Effect("wamid.5", (CitizenChange(Citizen(ANNA), blocked),)), NOON)
    ended = EndedBlocks(open_tables(boto3.client("dynamodb"), outputs))

    too_early = purged(ended, NOON + 366 * DAY)
    a_year_later = purged(ended, NOON + 367 * DAY)

    assert (too_early, a_year_later) == ({}, {RetentionClass.BLOCKS: 1})
    found = ledger.load(IDS).by_user_id
    assert found is not None
    assert (found.block, found.version) == (None, 2)


def test_expired_items_go_and_are_counted_by_class(outputs: Mapping[str, str]) -> None:
    tables = open_tables(boto3.client("dynamodb"), outputs)
    client, table = tables.client, tables.desk
    past, future = int((NOON - DAY).timestamp()), int((NOON + DAY).timestamp())
    for pk, sk, kind, time in (
        ("CONVERSATION#1", "MESSAGE#1#a", "question", past),
        ("CONVERSATION#1", "MESSAGE#1#b", "report", past),
        ("CONVERSATION#1", "MESSAGE#2#c", "question", future),
        ("OUTBOX#1", "OUTBOX", "welcome", past),
    ):
        item = to_attributes({"pk": pk, "sk": sk, "kind": kind, "expires_at": time})
        client.put_item(TableName=table, Item=item)

    counts = purged(ExpiredItems(tables, table), NOON)

    assert counts == {
        RetentionClass.DESK_TEXT: 1,
        RetentionClass.REDIRECTED_REPORTS: 1,
        RetentionClass.OUTBOX: 1,
    }
    assert get(client, table, "CONVERSATION#1", "MESSAGE#2#c") is not None


def test_what_is_written_anew_while_the_purge_runs_stays(outputs: Mapping[str, str]) -> None:
    """It was read as expired: between the reading and the deletion somebody gave it a later time."""
    tables = open_tables(boto3.client("dynamodb"), outputs)
    client, table = tables.client, tables.desk
    past, future = int((NOON - DAY).timestamp()), int((NOON + DAY).timestamp())
    item = {"pk": "CONVERSATION#1", "sk": "MESSAGE#1#a", "kind": "question"}
    client.put_item(TableName=table, Item=to_attributes({**item, "expires_at": past}))
    scan = client.scan

    def scan_then_written_anew(**request: object) -> object:
        page = scan(**request)  # type: ignore[arg-type]
        client.put_item(TableName=table, Item=to_attributes({**item, "expires_at": future}))
        return page

    with patch.object(client, "scan", scan_then_written_anew):
        counts = purged(ExpiredItems(tables, table), NOON)

    assert counts == {}
    assert get(client, table, "CONVERSATION#1", "MESSAGE#1#a") is not None


def test_what_ends_at_this_very_second_is_not_over(outputs: Mapping[str, str]) -> None:
    tables = open_tables(boto3.client("dynamodb"), outputs)
    client, table = tables.client, tables.desk
    for number, expires in enumerate((int(NOON.timestamp()) - 1, int(NOON.timestamp()))):
        item = {"pk": "CONVERSATION#1", "sk": f"MESSAGE#{number}#a", "kind": "question"}
        client.put_item(TableName=table, Item=to_attributes({**item, "expires_at": expires}))

    purged(ExpiredItems(tables, table), NOON)

    assert get(client, table, "CONVERSATION#1", "MESSAGE#0#a") is None
    assert get(client, table, "CONVERSATION#1", "MESSAGE#1#a") is not None


def test_who_was_dismissed_goes_by_time_to_live_alone(outputs: Mapping[str, str]) -> None:
    """The purge's role may not delete it: it would let somebody in again (template.yaml)."""
    tables = open_tables(boto3.client("dynamodb"), outputs)
    client, table = tables.client, tables.control
    past = int((NOON - DAY).timestamp())
    for pk, sk in (("DENIED#made-up", "DENIED"), ("IDEMPOTENCY#made-up", "IDEMPOTENCY")):
        client.put_item(TableName=table, Item=to_attributes({"pk": pk, "sk": sk, "expires_at": past}))

    assert purged(ExpiredItems(tables, table), NOON) == {RetentionClass.IDEMPOTENCY: 1}
    assert get(client, table, "DENIED#made-up", "DENIED") is not None


def test_received_bodies_go_after_their_days(outputs: Mapping[str, str]) -> None:
    """S3 says when each was written; a name of before has its day in it, and goes the same way."""
    client, bucket = boto3.client("s3"), outputs["ReceivedBucketName"]
    names = [f"messages/{number:04d}.json" for number in range(1_001)]
    for name in (*names, "messages/2026/11/25/a.json", "inspection/2026/11/25/b.json"):
        client.put_object(Bucket=bucket, Key=name, Body=b"{}")
    stored_on = client.head_object(Bucket=bucket, Key=names[0])["LastModified"].replace(hour=0, minute=0)

    too_early = purged(S3ExpiredBodies(client, bucket, 30), stored_on + 30 * DAY + DAY / 2)
    on_the_day = purged(S3ExpiredBodies(client, bucket, 30), stored_on + 31 * DAY + DAY / 2)

    assert too_early == {}
    assert on_the_day == {RetentionClass.RECEIVED_BODIES: 1_002, RetentionClass.INSPECTION: 1}
    assert client.list_objects_v2(Bucket=bucket)["KeyCount"] == 0


def test_what_was_received_since_stays_when_older_things_go(outputs: Mapping[str, str]) -> None:
    client, bucket = boto3.client("s3"), outputs["ReceivedBucketName"]
    client.put_object(Bucket=bucket, Key="messages/a.json", Body=b"{}")
    client.put_object(Bucket=bucket, Key="messages/b.json", Body=b"{}")
    written_long_ago("messages/a.json", bucket)

    counts = purged(S3ExpiredBodies(client, bucket, 30), datetime.now(UTC))

    assert counts == {RetentionClass.RECEIVED_BODIES: 1}
    assert [found["Key"] for found in client.list_objects_v2(Bucket=bucket)["Contents"]] == [
        "messages/b.json"
    ]


def test_the_proof_of_a_night_is_in_the_audit(outputs: Mapping[str, str]) -> None:
    tables = open_tables(boto3.client("dynamodb"), outputs)
    log = PurgeLog(tables)
    half_way = PurgeRun(NOON.date(), 0, "somewhere", {RetentionClass.OUTBOX: 2})
    log.save(half_way, NOON)
    assert log.read_last() == half_way

    run = PurgeExpired([S3ExpiredBodies(boto3.client("s3"), outputs["ReceivedBucketName"], 30)], log)
    log.save(PurgeRun(NOON.date(), 0, None, {RetentionClass.OUTBOX: 2}), NOON)
    finished = run(NOON, lambda: True)

    proof = AuditTrail(tables).of_day(date(2026, 11, 25), None, 10).items[0]
    assert (proof.by, proof.name) == ("retention_purge", "retention.purge")
    assert json.loads(proof.details) == {"outbox": 2}
    assert log.read_last() == finished
