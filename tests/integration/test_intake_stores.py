"""The bucket and the queues behind the webhook keep the same promises as their fakes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import boto3
import pytest

from tests.fakes.intake_queues import MemoryIntakeQueues
from tests.fakes.received_bodies import MemoryReceivedBodies
from urp.errors import NotFoundError, UnavailableError
from urp.inbound.intake import EnqueuedMessage, IntakeQueues, ReceivedBodies
from urp.inbound.store.received import S3ReceivedBodies, SqsIntakeQueues

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)

type Store = MemoryReceivedBodies | S3ReceivedBodies


@dataclass(frozen=True, slots=True)
class Queues:
    """A way in and, for the test, a way to see what waits."""

    put: IntakeQueues
    waiting: Callable[[str], list[str]]


def _drained(client: SQSClient, url: str) -> Iterator[str]:
    while messages := client.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        for message in messages:
            client.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
            yield message["Body"]


@pytest.fixture(params=["fake", "adapter"])
def store(request: pytest.FixtureRequest, outputs: Mapping[str, str]) -> Store:
    stores: dict[str, Store] = {
        "fake": MemoryReceivedBodies(),
        "adapter": S3ReceivedBodies(lambda: boto3.client("s3"), outputs["ReceivedBucketName"]),
    }
    return stores[request.param]


@pytest.fixture(params=["fake", "adapter"])
def queues(request: pytest.FixtureRequest, outputs: Mapping[str, str]) -> Queues:
    client = boto3.client("sqs")
    urls = {name: outputs[f"{name}QueueUrl"] for name in ("Inbound", "Receipts", "Account")}
    memory = MemoryIntakeQueues()
    remembered: dict[str, Callable[[], list[str]]] = {
        "Inbound": lambda: [one.body for one in memory.messages],
        "Receipts": lambda: memory.statuses,
        "Account": lambda: memory.account_changes,
    }
    made = {
        "fake": Queues(memory, lambda name: remembered[name]()),
        "adapter": Queues(
            SqsIntakeQueues(client, *urls.values()), lambda name: list(_drained(client, urls[name]))
        ),
    }
    return made[request.param]


def test_a_kept_body_comes_back_byte_by_byte(store: Store) -> None:
    raw = b'{"text":"\\u00e8 \\/ \xc3\xa0"}'

    store.keep("messages/2026/11/25/a.json", raw, "sha256=00", ())

    assert store.body("messages/2026/11/25/a.json") == raw


def test_keeping_twice_is_keeping_once(store: Store) -> None:
    store.keep("messages/a.json", b"{}", "sha256=00", ())
    store.keep("messages/a.json", b"{}", "sha256=00", ())

    assert store.body("messages/a.json") == b"{}"


def test_what_is_posted_again_does_not_overwrite_the_time_of_its_first_receipt(store: Store) -> None:
    first = store.keep("messages/a.json", b"{}", "sha256=00", (), NOON)
    again = store.keep("messages/a.json", b"{}", "sha256=00", (), NOON + timedelta(days=2))

    assert (first, again) == (True, False)
    assert store.first_received_at("messages/a.json") == NOON


def test_of_a_body_that_is_gone_nobody_knows_when_it_came(store: Store) -> None:
    assert store.first_received_at("messages/never.json") is None


def test_a_body_that_is_gone_is_said_to_be(store: Store) -> None:
    with pytest.raises(NotFoundError):
        store.body("messages/never.json")


def test_a_kept_body_bears_its_signature_and_why_it_waits(outputs: Mapping[str, str]) -> None:
    client = boto3.client("s3")
    bucket = outputs["ReceivedBucketName"]
    bodies: ReceivedBodies = S3ReceivedBodies(lambda: client, bucket)

    bodies.keep("inspection/a.json", b"{}", "sha256=00", ("foreign_object", "no_entries"))

    assert client.head_object(Bucket=bucket, Key="inspection/a.json")["Metadata"] == {
        "signature": "sha256=00",
        "reasons": "foreign_object,no_entries",
    }


def test_whatever_is_put_waits(queues: Queues) -> None:
    messages = [EnqueuedMessage(f"m{number}", f"group {number % 7}", f"id {number}") for number in range(37)]

    queues.put.put_messages(messages)
    queues.put.put_statuses([f"s{number}" for number in range(12)])
    queues.put.put_account_changes(["a0"])

    assert sorted(queues.waiting("Inbound")) == sorted(one.body for one in messages)
    assert sorted(queues.waiting("Receipts")) == sorted(f"s{number}" for number in range(12))
    assert queues.waiting("Account") == ["a0"]


def test_a_message_put_twice_waits_once(queues: Queues) -> None:
    message = EnqueuedMessage("m", "group", "id")

    queues.put.put_messages([message])
    queues.put.put_messages([message])

    assert queues.waiting("Inbound") == ["m"]


def test_ten_long_messages_do_not_exceed_what_one_call_can_carry(queues: Queues) -> None:
    long = [json.dumps({"number": number, "text": "x" * 180_000}) for number in range(10)]

    queues.put.put_statuses(long)

    assert sorted(queues.waiting("Receipts")) == sorted(long)


def test_nothing_is_put_where_there_is_no_queue(outputs: Mapping[str, str]) -> None:
    missing = outputs["ReceiptsQueueUrl"] + "-missing"
    queues = SqsIntakeQueues(boto3.client("sqs"), missing, missing, missing)

    with pytest.raises(UnavailableError):
        queues.put_statuses(["s"])


def test_nothing_is_kept_where_there_is_no_bucket(outputs: Mapping[str, str]) -> None:
    bodies = S3ReceivedBodies(lambda: boto3.client("s3"), "missing-bucket")

    with pytest.raises(UnavailableError):
        bodies.keep("messages/a.json", b"{}", "sha256=00", ())
