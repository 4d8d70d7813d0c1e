"""The person on duty is told, or no citizen reads that somebody was."""

from __future__ import annotations

import json
from uuid import UUID

import boto3

from urp.adapters.sns import SnsDutyAlerts

CONVERSATION = UUID(int=1)


def test_whoever_is_subscribed_is_alerted(outputs: dict[str, str]) -> None:
    sns, sqs = boto3.client("sns"), boto3.client("sqs")
    queue = sqs.create_queue(QueueName="duty")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    sns.subscribe(TopicArn=outputs["DutyTopicArn"], Protocol="sqs", Endpoint=arn)

    assert SnsDutyAlerts(lambda: sns, outputs["DutyTopicArn"]).alert(CONVERSATION, "emergency")
    assert len(sqs.receive_message(QueueUrl=queue)["Messages"]) == 1


def test_of_a_threat_the_person_on_duty_is_told_the_case(outputs: dict[str, str]) -> None:
    sns, sqs = boto3.client("sns"), boto3.client("sqs")
    queue = sqs.create_queue(QueueName="duty")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    sns.subscribe(TopicArn=outputs["DutyTopicArn"], Protocol="sqs", Endpoint=arn)

    SnsDutyAlerts(lambda: sns, outputs["DutyTopicArn"]).alert(CONVERSATION, "threat")

    (message,) = sqs.receive_message(QueueUrl=queue)["Messages"]
    told = json.loads(json.loads(message["Body"])["Message"])
    assert told == {"case_id": str(CONVERSATION), "class": "threat"}


def test_an_address_that_nobody_confirmed_alerts_nobody(outputs: dict[str, str]) -> None:
    """Amazon publishes to it without a word, and delivers nothing."""
    assert not SnsDutyAlerts(lambda: boto3.client("sns"), outputs["DutyTopicArn"]).alert(
        CONVERSATION, "emergency"
    )


def test_a_topic_that_is_not_there_alerts_nobody(outputs: dict[str, str]) -> None:
    gone = outputs["DutyTopicArn"] + "-gone"

    assert not SnsDutyAlerts(lambda: boto3.client("sns"), gone).alert(CONVERSATION, "emergency")
