"""The person on duty is told, or no citizen reads that somebody was."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

import boto3

from urp.adapters.sns import SnsDutyAlerts

if TYPE_CHECKING:
    from mypy_boto3_sns import SNSClient

CONVERSATION = UUID(int=1)


@dataclass(slots=True)
class Duty:
    """With what was told of alerts that reached nobody."""

    topic_arn: str
    failed: list[tuple[UUID, str, str]] = field(default_factory=list)

    def alert(self, kind: str) -> bool:
        return SnsDutyAlerts(self._sns, self.topic_arn, self._failed).alert(CONVERSATION, kind)

    def _failed(self, subject: UUID, kind: str, reason: str) -> None:
        self.failed.append((subject, kind, reason))

    @staticmethod
    def _sns() -> SNSClient:
        return boto3.client("sns")


def test_whoever_is_subscribed_is_alerted(outputs: dict[str, str]) -> None:
    sns, sqs = boto3.client("sns"), boto3.client("sqs")
    queue = sqs.create_queue(QueueName="duty")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    sns.subscribe(TopicArn=outputs["DutyTopicArn"], Protocol="sqs", Endpoint=arn)

    duty = Duty(outputs["DutyTopicArn"])
    assert duty.alert("emergency")
    assert duty.failed == []
    assert len(sqs.receive_message(QueueUrl=queue)["Messages"]) == 1


def test_of_a_threat_the_person_on_duty_is_told_the_case(outputs: dict[str, str]) -> None:
    sns, sqs = boto3.client("sns"), boto3.client("sqs")
    queue = sqs.create_queue(QueueName="duty")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    sns.subscribe(TopicArn=outputs["DutyTopicArn"], Protocol="sqs", Endpoint=arn)

    Duty(outputs["DutyTopicArn"]).alert("threat")

    (message,) = sqs.receive_message(QueueUrl=queue)["Messages"]
    told = json.loads(json.loads(message["Body"])["Message"])
    assert told == {"case_id": str(CONVERSATION), "class": "threat"}


def test_an_address_that_nobody_confirmed_alerts_nobody(outputs: dict[str, str]) -> None:
    """Amazon publishes to it without a word, and delivers nothing."""
    duty = Duty(outputs["DutyTopicArn"])

    assert not duty.alert("emergency")
    assert duty.failed == [(CONVERSATION, "emergency", "nobody_confirmed")]


def test_a_topic_that_is_not_there_alerts_nobody(outputs: dict[str, str]) -> None:
    duty = Duty(outputs["DutyTopicArn"] + "-gone")

    assert not duty.alert("emergency")
    assert duty.failed == [(CONVERSATION, "emergency", "NotFound")]
