"""Redirects read for the office: the counts of a month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from urp.adapters.dynamodb import Item, query
from urp.adapters.redirect_items import month_key
from urp.redirects.codes import Category, RedirectKind
from urp.redirects.counts import Counted

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class DynamoRedirectCounts:
    def __init__(self, client: DynamoDBClient, desk_table: str) -> None:
        self._client = client
        self._table = desk_table

    def of_month(self, month: str) -> Iterator[Counted]:
        items = query(
            self._client,
            self._table,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": month_key(month)},
            ConsistentRead=True,
        )
        return (_counted(item) for item in items)


def _counted(item: Item) -> Counted:
    day = date.fromisoformat(item["sk"].partition("#")[0])
    return Counted(RedirectKind(item["kind"]), Category(item["category"]), day)
