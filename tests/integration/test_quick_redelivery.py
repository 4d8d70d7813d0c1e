"""A failure of a moment costs seconds: what was not handled comes again soon, and later less often."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from moto.core.utils import unix_time_millis
from moto.sqs import models as moto_sqs

from functions.inbound_handle.handler import lambda_handler
from functions.receipts_record import handler as receipts
from tests.integration.functions_town import Invocation, enqueued, environment, new_container, records, text
from tests.integration.stacks import REGION
from urp.wiring import clients

FIRE = "Aiuto, c'è un incendio in casa!"


@dataclass(slots=True)
class Clock:
    """SQS's own, moved on by hand."""

    ahead: float = 0.0

    def __call__(self) -> float:
        return unix_time_millis() + self.ahead * 1000


@pytest.fixture
def sqs_time(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(moto_sqs, "unix_time_millis", clock)
    return clock


@pytest.fixture
def town_hall(outputs: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Mapping[str, str]]:
    for name, value in environment(outputs).items():
        monkeypatch.setenv(name, value)
    new_container()
    yield outputs
    new_container()


def write(town_hall: Mapping[str, str], *words: str) -> None:
    at = int(datetime.now(UTC).timestamp())
    for number, each in enumerate(words):
        boto3.client("sqs").send_message(
            QueueUrl=town_hall["InboundQueueUrl"],
            MessageBody=text(each, number + 1, at + number),
            MessageGroupId="anna",
            MessageDeduplicationId=str(number),
        )


def delivered(queue_url: str, arn: str) -> list[dict[str, Any]]:
    """What Lambda would hand on now."""
    found = boto3.client("sqs").receive_message(
        QueueUrl=queue_url, MaxNumberOfMessages=10, AttributeNames=["All"]
    )
    return [
        {
            "messageId": each["MessageId"],
            "receiptHandle": each["ReceiptHandle"],
            "body": each["Body"],
            "attributes": each["Attributes"],
            "eventSourceARN": arn,
            "awsRegion": REGION,
        }
        for each in found.get("Messages", [])
    ]


def handled(town_hall: Mapping[str, str]) -> list[str]:
    """What the citizens' messages, as handed to their function, left to come again: their words."""
    url, arn = town_hall["InboundQueueUrl"], town_hall["InboundQueueArn"]
    found = delivered(url, arn)
    answer = lambda_handler({"Records": found}, Invocation())
    again = {each["itemIdentifier"] for each in answer["batchItemFailures"]}
    for record in found:
        if record["messageId"] not in again:
            boto3.client("sqs").delete_message(QueueUrl=url, ReceiptHandle=record["receiptHandle"])
    return [words(record) for record in found if record["messageId"] in again]


def words(record: Mapping[str, Any]) -> str:
    return str(json.loads(record["body"])["message"]["text"]["body"])


def while_the_table_is_away(
    town_hall: Mapping[str, str], monkeypatch: pytest.MonkeyPatch, times: int, sqs_time: Clock, wait: int
) -> None:
    with monkeypatch.context() as outage:
        outage.setenv("DESK_TABLE", "a-table-that-is-not-there")
        new_container()
        for _ in range(times):
            assert handled(town_hall) != []
            sqs_time.ahead += wait
    new_container()


def test_an_emergency_written_during_a_hiccup_of_a_table_is_answered_seconds_later(
    town_hall: Mapping[str, str], monkeypatch: pytest.MonkeyPatch, sqs_time: Clock
) -> None:
    write(town_hall, FIRE)

    while_the_table_is_away(town_hall, monkeypatch, 1, sqs_time, 4)
    too_early = delivered(town_hall["InboundQueueUrl"], town_hall["InboundQueueArn"])
    sqs_time.ahead += 2
    left = handled(town_hall)

    assert too_early == []
    assert left == []
    assert len(list(enqueued(town_hall["RepliesQueueUrl"]))) == 1


def test_a_cancellami_behind_a_question_that_failed_waits_as_long_as_the_question(
    town_hall: Mapping[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was not tried, however often it was handed on. Another citizen's message waits by its own count."""
    asked: list[dict[str, Any]] = []
    monkeypatch.setattr(
        clients.redelivery_client(), "change_message_visibility_batch", lambda **call: asked.append(call)
    )
    monkeypatch.setenv("DESK_TABLE", "a-table-that-is-not-there")
    question = records({"question": text("Quando apre l'anagrafe?", 1, 1)}, deliveries=2)
    leave = records({"leave": text("Cancellami", 2, 2)}, deliveries=9)
    other = records({"other": text("Quando apre?", 3, 3)}, group="bruno", deliveries=1)

    lambda_handler({"Records": [*question["Records"], *leave["Records"], *other["Records"]]}, Invocation())

    (call,) = asked
    pauses = {each["ReceiptHandle"]: each["VisibilityTimeout"] for each in call["Entries"]}
    assert pauses == {"question": 10, "leave": 10, "other": 5}


def test_in_an_outage_that_lasts_it_is_tried_at_the_queues_own_pace(
    town_hall: Mapping[str, str], monkeypatch: pytest.MonkeyPatch, sqs_time: Clock
) -> None:
    """A hundred and forty deliveries half a minute apart would be over in an hour."""
    write(town_hall, FIRE)

    while_the_table_is_away(town_hall, monkeypatch, 40, sqs_time, 31)
    with monkeypatch.context() as outage:
        outage.setenv("DESK_TABLE", "a-table-that-is-not-there")
        new_container()
        assert handled(town_hall) == [FIRE]
    new_container()
    sqs_time.ahead += 170
    too_early = handled(town_hall), list(enqueued(town_hall["RepliesQueueUrl"]))
    sqs_time.ahead += 11
    handled(town_hall)

    assert too_early == ([], [])
    assert len(list(enqueued(town_hall["RepliesQueueUrl"]))) == 1


def test_a_queue_that_refuses_to_bring_it_sooner_brings_it_after_its_own_time(
    town_hall: Mapping[str, str], monkeypatch: pytest.MonkeyPatch, sqs_time: Clock
) -> None:
    def refuses(**_: object) -> None:
        raise ClientError(
            {"Error": {"Code": "AccessDenied", "Message": "no"}}, "ChangeMessageVisibilityBatch"
        )

    monkeypatch.setattr(clients.redelivery_client(), "change_message_visibility_batch", refuses)
    write(town_hall, FIRE)
    url, arn = town_hall["InboundQueueUrl"], town_hall["InboundQueueArn"]
    (record,) = delivered(url, arn)
    monkeypatch.setenv("DESK_TABLE", "a-table-that-is-not-there")

    answer = lambda_handler({"Records": [record]}, Invocation())
    sqs_time.ahead += 170
    too_early = delivered(url, arn)
    sqs_time.ahead += 11

    assert answer == {"batchItemFailures": [{"itemIdentifier": record["messageId"]}]}
    assert too_early == []
    assert len(delivered(url, arn)) == 1


def test_of_fifty_statuses_that_could_not_be_recorded_all_come_again_soon(
    town_hall: Mapping[str, str], sqs_time: Clock
) -> None:
    """SQS takes ten in one call."""
    url, arn = town_hall["ReceiptsQueueUrl"], town_hall["ReceiptsQueueArn"]
    for _ in range(50):
        boto3.client("sqs").send_message(QueueUrl=url, MessageBody="no json")
    fifty = [each for _ in range(5) for each in delivered(url, arn)]

    answer = receipts.lambda_handler({"Records": fifty}, Invocation())
    sqs_time.ahead += 6
    again = [each for _ in range(5) for each in delivered(url, arn)]

    assert len(answer["batchItemFailures"]) == 50
    assert len(again) == 50
