"""The table of calls and sizes, from which figures of cost and speed are computed, against the stores."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import Any
from uuid import UUID

import boto3
import pytest

from tests.fakes.aws.calls import HEADER_UNITS, JOB, JOB_UNITS, MEMBER, ROW
from tests.fakes.broadcasts.engine_store import EngineStore, Subscriber
from tests.fakes.broadcasts.meta import Temper
from tests.fakes.dynamodb.tables import open_tables
from tests.integration.broadcasts.adapted_town import AdaptedTown
from urp.notices.store.sqs_broadcasts import BroadcastQueueUrls, SqsBroadcastQueues

NOTICE = UUID(int=1)
PEOPLE = 102


@pytest.fixture
def town(outputs: Mapping[str, str]) -> AdaptedTown:
    """After a notice to people of two shards: one whole job each, and the rest."""
    dynamodb, sqs = boto3.client("dynamodb"), boto3.client("sqs")
    urls = BroadcastQueueUrls(
        expansion=outputs["ExpansionQueueUrl"],
        ordinary=outputs["BroadcastQueueUrl"],
        emergency=outputs["EmergencyQueueUrl"],
        dispatch=outputs["DispatchQueueUrl"],
    )
    town = AdaptedTown(
        EngineStore(open_tables(dynamodb, outputs)), SqsBroadcastQueues(sqs, urls), (dynamodb, sqs)
    )
    town.meta.temper = Temper(read=1.0)
    for number in range(PEOPLE):
        citizen_id = UUID(int=(1000 + number) * 16 + number % 2)
        town.stored.subscribe(
            Subscriber(citizen_id, f"IT.1000000000000000{number:04d}", f"393330000{number:03d}")
        )
    town.send_to_everybody(NOTICE)
    return town


def test_the_table_counts_what_the_stores_ask(town: AdaptedTown) -> None:
    counted = {what: count for what, count in town.usage.calls.items() if what[0] != "webhook"}

    statement = town.stored.statements.statement(NOTICE)
    assert statement is not None
    assert statement.counts.accepted == PEOPLE
    assert {what: counted.get(what, 0) for what in town.made} == pytest.approx(town.made, rel=0.02, abs=3)
    assert counted.keys() == town.made.keys()


def test_the_items_have_the_sizes_of_the_table(town: AdaptedTown, outputs: Mapping[str, str]) -> None:
    broadcasts, citizens = (_items(outputs[name]) for name in ("BroadcastsTableName", "CitizensTableName"))
    headers = [_size(item) for item in broadcasts if item["sk"]["S"] == "HEADER"]
    jobs = [_size(item) for item in broadcasts if item["sk"]["S"].startswith("JOB#")]
    rows = [_size(item) for item in broadcasts if "answer" in item]

    assert ceil(max(headers) / 1024) <= HEADER_UNITS  # a notice with a longer text takes the second
    assert ceil(max(jobs) / 1024) == JOB_UNITS
    assert max(jobs) <= JOB
    assert len(rows) == PEOPLE
    assert max(rows) <= ROW
    assert max(_size(item) for item in citizens) <= MEMBER


def _items(table: str) -> list[dict[str, Any]]:
    return list(boto3.client("dynamodb").scan(TableName=table)["Items"])


def _size(item: Mapping[str, Any]) -> int:
    """In bytes, as DynamoDB bills it: names and values (AWS, "DynamoDB item sizes and formats")."""
    return sum(len(name) + _of_value(value) for name, value in item.items())


def _of_value(attribute: Mapping[str, Any]) -> int:
    ((kind, value),) = attribute.items()
    match kind:
        case "S" | "B":
            return len(value.encode() if isinstance(value, str) else value)
        case "N":
            return ceil(len(value) / 2) + 1
        case "M":
            return 3 + sum(len(name) + _of_value(each) + 1 for name, each in value.items())
        case _:
            return 1
