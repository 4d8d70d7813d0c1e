"""Staff's exceptional days, one item each, sorted by date."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from urp.aws.dynamodb import Item, query
from urp.town.opening_hours import ExceptionalDay

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

PARTITION = "EXCEPTION"


class CalendarExceptions:
    """Read access for automatic replies."""

    def __init__(self, client: DynamoDBClient, control_table: str) -> None:
        self._client = client
        self._table = control_table

    def read_between(self, first: date, last: date) -> dict[date, ExceptionalDay]:
        items = query(
            self._client,
            self._table,
            KeyConditionExpression="pk = :pk AND sk BETWEEN :first AND :last",
            ExpressionAttributeValues={
                ":pk": PARTITION,
                ":first": first.isoformat(),
                ":last": last.isoformat(),
            },
            ConsistentRead=True,
        )
        return {date.fromisoformat(item["sk"]): _read_exception(item) for item in items}


def _read_exception(item: Item) -> ExceptionalDay:
    return ExceptionalDay.parse(item["slots"], item["reason"], item.get("english_reason", ""))
