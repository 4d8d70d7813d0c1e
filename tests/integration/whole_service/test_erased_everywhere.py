"""Whoever erased themselves with their code is looked for in every table, queue, bucket and log,
and found in nothing but what the page says is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import boto3
import pytest

from tests.integration.whole_service.day import NOTICE, opened
from tests.integration.whole_service.evidence import TABLES
from tests.integration.whole_service.people import Person, posted
from tests.integration.whole_service.service import TownHall
from tests.integration.whole_service.test_everything_expires import kind

BUCKETS = ("ReceivedBucket", "EvidenceBucket", "ExclusionsBucket", "RecordBucket")
THEMSELVES = {
    "citizens CITIZEN#… / PROFILE",
    "citizens CITIZEN#… / CONSENT#…",
    "citizens ALIAS#PHONE#… / ALIAS",
    "citizens ALIAS#USER#… / ALIAS",
    "desk OUTBOX#… / OUTBOX",  # the answer, for its days
    "ReceivedBucket messages",  # until their day
    "broadcasts BROADCAST#…#… / …",  # who got which notice, until its day
}
"""Where their number, id, name or words may still be."""
BY_ID = THEMSELVES | {
    "desk RIGHTS#… / REQUEST",
    "audit AUDIT#… / …",
    "audit CHAIN#… / …",
    "citizens FORGET#… / …",  # when the night forgets the proof, too
}
"""Where our own id of them may be, too."""


@dataclass(frozen=True, slots=True)
class Town:
    service: TownHall
    erased: Person
    citizen: str
    joined: dict[str, Any]
    """Their "Iscrivimi", as Meta may deliver it again."""


@contextmanager
def erased_by_code(patch: pytest.MonkeyPatch) -> Iterator[Town]:
    people = (Person(1), Person(2))
    anna, bruno = people
    with opened(patch, people) as (service, _), service.listening():
        joining = anna.says("Iscrivimi")

        def hear(*messages: dict[str, Any]) -> None:
            service.post(posted(people, list(messages)))
            service.work()

        hear(joining, bruno.says("Iscrivimi"))
        citizen = next(
            item["pk"]["S"].removeprefix("CITIZEN#")
            for item in scan(service, "CitizensTable")
            if item["sk"]["S"] == "PROFILE" and anna.phone in str(item)
        )
        hear(
            anna.says(f"Quando apre l'anagrafe? {anna.secret}"),
            anna.says(f"Vorrei segnalare una buca in via Roma {anna.secret}"),
        )
        notice = service.staff("POST", "/staff/broadcasts", NOTICE, key="notice-0001")["id"]
        service.send(notice)
        service.work()
        for _ in range(3):
            service.call("broadcast_dispatch", {})
            service.work()
        hear(anna.says("Cancella tutto"))
        told = " ".join(str(item) for item in scan(service, "DeskTable") if "OUTBOX#" in item["pk"]["S"])
        code = re.search(r"CANCELLA TUTTO (\d{4})", told)
        assert code
        hear(anna.says(f"CANCELLA TUTTO {code[1]}"))
        assert service.call("staff_api", {"erase": "confirmed"}) == {"erased": 1}
        service.work()
        service.call("audit_seal", {})
        yield Town(service, anna, citizen, joining)


def scan(service: TownHall, table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = boto3.client("dynamodb").scan(TableName=service.outputs[f"{table}Name"])[
        "Items"
    ]
    return found


def test_they_are_found_in_a_listed_set_and_no_redelivery_brings_them_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with erased_by_code(monkeypatch) as town:
        service = town.service
        assert "Quando apre" not in str(scan(service, "DeskTable"))
        themselves = set(find(service, town.erased.traces()))
        by_id = set(find(service, {town.citizen}))

        service.post(posted((town.erased,), [town.joined]))
        service.work()

        assert not [item for item in scan(service, "CitizensTable") if is_membership(item, town.citizen)]
    assert {"citizens CITIZEN#… / CONSENT#…", "ReceivedBucket messages"} <= themselves <= THEMSELVES
    assert "desk RIGHTS#… / REQUEST" in by_id
    assert by_id <= BY_ID


def is_membership(item: dict[str, Any], citizen: str) -> bool:
    return bool(item["pk"]["S"].startswith("AUDIENCE#")) and citizen in str(item)


def find(service: TownHall, traces: set[str]) -> Iterator[str]:
    """The kinds of places that show one of these."""
    for place, content in everything(service):
        if any(trace in content for trace in traces):
            yield place


def everything(service: TownHall) -> Iterator[tuple[str, str]]:
    for table in TABLES:
        for item in scan(service, table):
            yield kind(table, item["pk"]["S"], item["sk"]["S"]), str(item)
    s3, sqs = boto3.client("s3"), boto3.client("sqs")
    for name in BUCKETS:
        bucket = service.outputs[f"{name}Name"]
        for found in s3.list_objects_v2(Bucket=bucket).get("Contents", []):
            key = found["Key"]
            yield f"{name} name", f"{key} {s3.head_object(Bucket=bucket, Key=key)['Metadata']}"
            yield (
                f"{name} {key.partition('/')[0]}",
                s3.get_object(Bucket=bucket, Key=key)["Body"].read().decode("utf-8", "replace"),
            )
    for url in sqs.list_queues().get("QueueUrls", []):
        waiting = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, AttributeNames=["All"])
        yield f"queue {url.rpartition('/')[2]}", str(waiting.get("Messages", []))
    yield "logs", service.written.getvalue()
    yield "answers", str(service.answers)
