"""What is left of the day, read after it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import boto3

from tests.fakes.secrets_source import MADE_UP_SECRETS
from tests.integration.whole_service.calls import Call, Keyed
from tests.integration.whole_service.meta import Meta
from tests.integration.whole_service.people import Person
from tests.integration.whole_service.service import READERS, TownHall

TABLES = ("CitizensTable", "BroadcastsTable", "DeskTable", "AuditTable", "ControlTable")


@dataclass(frozen=True, slots=True)
class Evidence:
    people: tuple[Person, ...]
    logs: str
    metrics_and_answers: tuple[str, ...]
    queue_attributes: str
    object_names: str
    alerts: str
    addresses: str
    items: Mapping[str, list[dict[str, Any]]]
    calls: Mapping[str, set[Call]]
    keys: Mapping[str, set[Keyed]]

    @property
    def traces(self) -> set[str]:
        return {trace for person in self.people for trace in person.traces()}


def made_up_secrets() -> dict[str, str]:
    """Their ARNs by their names in the template."""
    webhook = {name: getattr(MADE_UP_SECRETS, name) for name in MADE_UP_SECRETS.__slots__}
    made_up = {"Secret": webhook, "AccessTokenSecret": {"access_tokens": ["made-up-access-token"]}}
    client = boto3.client("secretsmanager")
    return {
        name: client.create_secret(Name=name, SecretString=json.dumps(value))["ARN"]
        for name, value in made_up.items()
    }


def names_in_the_template(outputs: Mapping[str, str], secrets: Mapping[str, str]) -> dict[str, str]:
    tables = {
        outputs[f"{name}Name"]: name
        for name in (*TABLES, "ReceivedBucket", "EvidenceBucket", "ExclusionsBucket", "RecordBucket")
    }
    queues = {outputs[url]: url.removesuffix("Url") for url in READERS}
    topics = {outputs[f"{name}Arn"]: name for name in ("DutyTopic", "DeskTopic", "StaffTopic")}
    rest = topics | {arn: name for name, arn in secrets.items()}
    rest |= {outputs["ExclusionKeyArn"]: "ExclusionKey"}
    return tables | queues | rest | {"a-table-that-is-not-there": "Missing"}


def listening_to(topic: str) -> str:
    sqs = boto3.client("sqs")
    url = sqs.create_queue(QueueName="duty")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    boto3.client("sns").subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)
    return url


def gathered(service: TownHall, meta: Meta, people: tuple[Person, ...], alerts: str) -> Evidence:
    s3, bucket = boto3.client("s3"), service.outputs["ReceivedBucketName"]
    keys = [found["Key"] for found in s3.list_objects_v2(Bucket=bucket)["Contents"]]
    heads = [s3.head_object(Bucket=bucket, Key=key)["Metadata"] for key in keys]
    told = boto3.client("sqs").receive_message(QueueUrl=alerts, MaxNumberOfMessages=10)
    dynamodb = boto3.client("dynamodb")
    items = {name: dynamodb.scan(TableName=service.outputs[f"{name}Name"])["Items"] for name in TABLES}
    return Evidence(
        people=people,
        logs=service.written.getvalue(),
        metrics_and_answers=tuple(service.answers),
        queue_attributes=str(service.attributes),
        object_names=f"{keys} {heads}",
        alerts=str(told["Messages"]),
        addresses=str(meta.urls),
        items=items,
        calls=service.recorder.calls,
        keys=service.recorder.keys,
    )
