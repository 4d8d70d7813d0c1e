"""A table that is busy for a moment is waited for: that is how an audience is written on AWS."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

import pytest
from botocore.exceptions import ClientError

from tests.fakes.days import RETENTION
from urp.aws.dynamodb import get_many
from urp.aws.dynamodb_failures import BusyError, NeverTakenError
from urp.aws.dynamodb_updates import Changed, update_if
from urp.aws.tables import Tables
from urp.notices.store.freezing import Freezing

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Nobody waits; how long they would have."""
    waited: list[float] = []
    monkeypatch.setattr("time.sleep", waited.append)
    return waited


NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
PEOPLE = [UUID(int=16 * number) for number in range(1, 4)]


class BusyTable:
    """Refuses the first so many transactions, for the reasons that DynamoDB gives item by item."""

    def __init__(self, refusals: Sequence[str]) -> None:
        self.refusals = list(refusals)
        self.taken: list[Sequence[Mapping[str, object]]] = []

    def transact_write_items(self, *, TransactItems: Sequence[Mapping[str, object]]) -> None:  # noqa: N803
        if self.refusals:
            reason = self.refusals.pop(0)
            reasons = [{"Code": "None"}, *({"Code": reason} for _ in TransactItems[1:])]
            answer = {"Error": {"Code": "TransactionCanceledException"}, "CancellationReasons": reasons}
            raise ClientError(answer, "TransactWriteItems")  # type: ignore[arg-type]
        self.taken.append(TransactItems)


def freezing_in(table: BusyTable) -> Freezing:
    return Freezing(Tables(cast("DynamoDBClient", table), lambda: RETENTION, broadcasts="broadcasts"))


@pytest.mark.parametrize("reason", ["ThrottlingError", "ProvisionedThroughputExceeded"])
def test_rows_are_written_once_the_partition_takes_more(reason: str) -> None:
    table = BusyTable([reason, reason])

    added = freezing_in(table).add(UUID(int=1), 0, PEOPLE, NOON)

    assert added
    assert [len(items) for items in table.taken] == [1 + len(PEOPLE)]


def test_what_is_wrong_with_the_request_itself_is_told_at_once() -> None:
    table = BusyTable(["ValidationError"])

    with pytest.raises(NeverTakenError):
        freezing_in(table).add(UUID(int=1), 0, PEOPLE, NOON)
    assert table.taken == []


class SlowReader:
    """Leaves the last key of each request unprocessed, as often as `times` says."""

    def __init__(self, times: int) -> None:
        self.times = times

    def batch_get_item(self, *, RequestItems: Mapping[str, Any]) -> Mapping[str, Any]:  # noqa: N803
        ((table, asked),) = RequestItems.items()
        left = min(self.times, 1)
        self.times -= left
        read, unread = asked["Keys"][: len(asked["Keys"]) - left], asked["Keys"][len(asked["Keys"]) - left :]
        return {
            "Responses": {table: read},
            "UnprocessedKeys": {table: {**asked, "Keys": unread}} if unread else {},
        }


KEYS = [("BROADCAST#1", str(number)) for number in range(3)]


def test_what_a_busy_partition_left_unread_is_asked_for_after_growing_pauses(pauses: list[float]) -> None:
    found = get_many(cast("DynamoDBClient", SlowReader(3)), "broadcasts", KEYS)

    assert sorted(found) == KEYS
    assert len(pauses) == 3
    assert pauses[0] < pauses[1] < pauses[2]


def test_a_partition_that_stays_busy_is_given_up(pauses: list[float]) -> None:
    with pytest.raises(BusyError):
        get_many(cast("DynamoDBClient", SlowReader(1_000)), "broadcasts", KEYS)

    assert sum(pauses) < 4


class TouchedTable:
    """Other people's transactions are on the item, one after another."""

    def __init__(self, transactions: int) -> None:
        self.transactions = transactions

    def update_item(self, **_: object) -> Mapping[str, object]:
        if self.transactions:
            self.transactions -= 1
            answer = {"Error": {"Code": "TransactionConflictException"}}
            raise ClientError(answer, "UpdateItem")  # type: ignore[arg-type]
        return {"Attributes": {"pk": {"S": "BROADCAST#1"}}}


def test_an_item_in_other_peoples_transactions_is_written_after_them() -> None:
    table = cast("DynamoDBClient", TouchedTable(7))

    done = update_if(table, "broadcasts", ("BROADCAST#1", "HEADER"), "SET seen = :yes", {":yes": True})

    assert isinstance(done, Changed)
