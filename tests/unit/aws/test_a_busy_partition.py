"""A table that is busy for a moment is waited for: that is how an audience is written on AWS."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast
from uuid import UUID

import pytest
from botocore.exceptions import ClientError

from tests.fakes.days import RETENTION
from urp.aws.dynamodb_failures import NeverTakenError
from urp.aws.dynamodb_updates import Changed, update_if
from urp.aws.tables import Tables
from urp.notices.store.freezing import Freezing

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

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
