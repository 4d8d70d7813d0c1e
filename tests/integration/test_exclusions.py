"""Who leaves, is blocked or erased is written down outside the tables before the act is confirmed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import boto3
import pytest

from tests.fakes.dynamodb.tables import open_tables
from tests.fakes.memory_exclusions import MemoryExclusions
from urp.citizens.exclusions import Exclusion, ExclusionKind, find_exclusions, hash_name
from urp.citizens.identity.model import Citizen, CitizenChange
from urp.citizens.store.citizens import CitizenReader
from urp.citizens.store.s3_exclusions import ExclusionKey, S3Exclusions
from urp.errors import UnavailableError
from urp.inbound.model import Effect
from urp.inbound.store.ledger import InboundLedger

NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)
KEY = "a-made-up-key-of-more-than-thirty-two-characters"
ANNA = Citizen(UUID(int=1), phones=("393330000001",), subscribed=True, consent_at=NOON, subscribed_at=NOON)
LEFT = Exclusion(ExclusionKind.LEFT, NOON, ("citizen/1", "phone/393330000001"))


@pytest.fixture
def record(outputs: Mapping[str, str]) -> S3Exclusions:
    return S3Exclusions(lambda: boto3.client("s3"), outputs["ExclusionsBucketName"], lambda: KEY)


def _objects(outputs: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    s3, bucket = boto3.client("s3"), outputs["ExclusionsBucketName"]
    for found in s3.list_objects_v2(Bucket=bucket).get("Contents", []):
        yield found["Key"], s3.get_object(Bucket=bucket, Key=found["Key"])["Body"].read().decode()


def test_a_leave_is_one_object_of_its_day_that_names_nobody(
    outputs: Mapping[str, str], record: S3Exclusions
) -> None:
    record.record([LEFT], NOON)

    ((name, body),) = _objects(outputs)
    assert name.startswith("exclusions/2026-11-29/")
    assert "393330000001" not in name + body
    assert json.loads(body)["people"] == sorted(hash_name(KEY, each) for each in LEFT.names)


def test_the_same_leave_delivered_again_is_the_same_object(
    outputs: Mapping[str, str], record: S3Exclusions
) -> None:
    record.record([LEFT], NOON)
    record.record([LEFT], NOON + timedelta(hours=5))

    assert len(list(_objects(outputs))) == 1


def test_what_was_recorded_is_read_again_by_its_days(record: S3Exclusions) -> None:
    block = Exclusion(ExclusionKind.BLOCKED, NOON, ("citizen/2",), NOON + timedelta(days=90))
    record.record([LEFT, block], NOON)
    record.record([replace(LEFT, at=NOON + timedelta(days=1))], NOON + timedelta(days=1))

    today = list(record.read_since(NOON.date(), NOON.date(), unread=pytest.fail))
    both = list(record.read_since(NOON.date(), NOON.date() + timedelta(days=1), unread=pytest.fail))

    assert [(each.kind, each.until) for each in today] == [("left", None), ("blocked", block.until)]
    assert len(both) == 3
    assert {each.phones for each in both if each.kind == "left"} == {
        frozenset({hash_name(KEY, "phone/393330000001")})
    }


def test_nothing_is_asked_of_anybody_while_nobody_leaves() -> None:
    def never() -> str:
        raise AssertionError("the key was read")

    S3Exclusions(lambda: pytest.fail("a client was made"), "bucket", never).record([], NOON)


def test_a_bucket_that_does_not_answer_keeps_the_leave_from_being_confirmed(
    outputs: Mapping[str, str],
) -> None:
    gone = S3Exclusions(lambda: boto3.client("s3"), "there-is-no-such-bucket", lambda: KEY)

    with pytest.raises(UnavailableError):
        gone.record([LEFT], NOON)


def test_a_key_that_cannot_be_read_keeps_the_leave_from_being_confirmed(outputs: Mapping[str, str]) -> None:
    key = ExclusionKey(lambda: boto3.client("secretsmanager"), "no-such-secret")

    with pytest.raises(UnavailableError):
        S3Exclusions(lambda: boto3.client("s3"), outputs["ExclusionsBucketName"], key).record([LEFT], NOON)


def _ledger(outputs: Mapping[str, str], exclusions: MemoryExclusions) -> InboundLedger:
    return InboundLedger(open_tables(boto3.client("dynamodb"), outputs), exclusions)


def test_a_leave_that_was_not_recorded_has_no_effect_and_comes_again(outputs: Mapping[str, str]) -> None:
    exclusions = MemoryExclusions()
    ledger = _ledger(outputs, exclusions)
    ledger.commit(Effect("wamid.1", (CitizenChange(Citizen(ANNA.id), ANNA),)), NOON)
    anna = replace(ANNA, version=1)
    left = replace(anna, subscribed=False, left_at=NOON, consent_at=NOON)
    leave = Effect("wamid.2", (CitizenChange(anna, left),))
    exclusions.away = True

    with pytest.raises(UnavailableError):
        ledger.commit(leave, NOON)

    found = CitizenReader(open_tables(boto3.client("dynamodb"), outputs)).find_one(ANNA.id)
    assert found is not None
    assert found.subscribed
    assert ledger.reply_ids_of("wamid.2") is None

    exclusions.away = False
    ledger.commit(leave, NOON)
    assert exclusions.recorded == list(find_exclusions(leave.citizens, NOON))
