"""Outbox rows that still have work to do, through their sparse index."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from urp.aws.dynamodb import iso, query
from urp.aws.dynamodb_updates import update_if
from urp.desk.store.outbox_items import WAITING, outbox_key

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class WaitingReplies:
    def __init__(self, client: DynamoDBClient, desk_table: str) -> None:
        self._client = client
        self._table = desk_table

    def waiting_since(self, moment: datetime, limit: int) -> tuple[str, ...]:
        """Rows with work to do that were due before `moment`, longest first."""
        found = query(
            self._client,
            self._table,
            IndexName="unsent",
            KeyConditionExpression="unsent = :waiting AND unsent_at < :moment",
            ExpressionAttributeValues={":waiting": WAITING, ":moment": iso(moment)},
            Limit=limit,
        )
        return tuple(item["pk"].removeprefix("OUTBOX#") for item, _ in zip(found, range(limit), strict=False))

    def postpone(self, outbox_id: str, until: datetime) -> None:
        """It was enqueued again: the next sweep need not look at it before `until`. Nothing when its work was
        done in the meantime."""
        update, values = "SET unsent_at = :until", {":until": iso(until)}
        update_if(
            self._client,
            self._table,
            outbox_key(outbox_id),
            update,
            values,
            condition="attribute_exists(unsent)",
        )
