"""receipts_record as Lambda calls it: many messages at once, each alone in its failure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import boto3
import pytest

from functions.receipts_record.handler import lambda_handler
from tests.fakes.dynamodb.tables import open_tables
from tests.integration.functions_town import Invocation, environment, new_container, records
from urp.aws.tables import Tables
from urp.notices.broadcasts.recipients import DeliveryStage
from urp.notices.broadcasts.trackers import RowReference, Tracker
from urp.notices.store.delivery import ReceiptCounters
from urp.notices.store.freezing import Freezing

if TYPE_CHECKING:
    from urp.notices.broadcasts.receipts import ReceiptCounts

NOTICE, NOW = UUID(int=1), datetime(2026, 11, 25, 9, tzinfo=UTC)
PEOPLE = [UUID(int=number * 16) for number in range(1, 8)]


class HurriedInvocation(Invocation):
    @staticmethod
    def get_remaining_time_in_millis() -> int:
        return 10_000


@pytest.fixture
def tables(outputs: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> Tables:
    for name, value in environment(outputs).items():
        monkeypatch.setenv(name, value)
    new_container()
    tables = open_tables(boto3.client("dynamodb"), outputs)
    Freezing(tables).add(NOTICE, 0, PEOPLE, NOW)
    return tables


def message(citizen_id: UUID, *states: str) -> str:
    tracker = str(Tracker(RowReference(NOTICE, 0, citizen_id)))
    told = [
        {"id": "wamid.1", "status": state, "timestamp": "1795597200", "biz_opaque_callback_data": tracker}
        for state in states
    ]
    return json.dumps({"phone_number_id": "900000000000001", "statuses": told, "contacts": []})


def failed(answer: Mapping[str, Any]) -> list[str]:
    return [each["itemIdentifier"] for each in answer["batchItemFailures"]]


def counts(tables: Tables) -> ReceiptCounts:
    return ReceiptCounters(tables).counts(NOTICE)


def test_one_message_that_cannot_be_read_holds_up_no_other(tables: Tables) -> None:
    bodies = {str(number): message(each, "sent", "delivered") for number, each in enumerate(PEOPLE)}
    bodies["4"] = json.dumps({"statuses": 7})

    answer = lambda_handler(records(bodies), Invocation())

    assert failed(answer) == ["4"]
    assert counts(tables).stages[DeliveryStage.DELIVERED] == len(PEOPLE) - 1


def test_with_little_time_left_the_queue_gives_them_again(tables: Tables) -> None:
    bodies = {str(number): message(each, "read") for number, each in enumerate(PEOPLE)}

    hurried = lambda_handler(records({**bodies, "x": "{}"}), HurriedInvocation())
    again = lambda_handler(records(bodies), Invocation())

    assert len(failed(hurried)) == len(PEOPLE) + 1
    assert failed(again) == []
    assert counts(tables).stages[DeliveryStage.READ] == len(PEOPLE)


def test_no_messages_are_no_failure(tables: Tables) -> None:
    assert failed(lambda_handler({"Records": []}, Invocation())) == []
    assert counts(tables).with_status == 0


def test_statuses_of_another_number_of_the_account_let_through(tables: Tables) -> None:
    of_another = message(PEOPLE[0], "delivered").replace("900000000000001", "900000000000999")

    answer = lambda_handler(records({"m1": of_another, "m2": message(PEOPLE[1], "delivered")}), Invocation())

    assert failed(answer) == []
    assert counts(tables).stages[DeliveryStage.DELIVERED] == 1
