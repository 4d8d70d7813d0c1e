"""Blocks that ended long ago: taken off the profiles that still remember them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from urp.aws.dynamodb import Item, Write, get, transact
from urp.aws.dynamodb_pages import query_page
from urp.citizens.store.citizen_items import BLOCKED, citizen_key
from urp.errors import ConflictError
from urp.retention.classes import RetentionClass
from urp.retention.days import RetentionDays
from urp.retention.purge import PurgedPage

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_LINES_A_PAGE = 100


class DynamoEndedBlocks:
    def __init__(self, client: DynamoDBClient, citizens_table: str, retention: RetentionDays) -> None:
        self._client = client
        self._table = citizens_table
        self._retention = retention

    def delete_page(self, cursor: str | None, now: datetime) -> PurgedPage:
        ended_before = int((now - timedelta(days=self._retention.blocks_after_end)).timestamp())
        lines, following = query_page(
            self._client,
            self._table,
            cursor,
            _LINES_A_PAGE,
            KeyConditionExpression="pk = :pk",
            FilterExpression="blocked_until > :never AND blocked_until < :ended",
            ExpressionAttributeValues={":pk": BLOCKED, ":never": 0, ":ended": ended_before},
        )
        deleted = sum(self._take_off(line) for line in lines)
        return PurgedPage({RetentionClass.BLOCKS: deleted} if deleted else {}, following)

    def _take_off(self, line: Item) -> bool:
        """False when the citizen moved at this moment: the next night finds the line again."""
        pk, sk = citizen_key(UUID(line["sk"].partition("#")[2]))
        profile = get(self._client, self._table, pk, sk)
        writes = [Write("Delete", self._table, {"pk": line["pk"], "sk": line["sk"]})]
        if profile is not None and profile.get("block", {}).get("until") == line["blocked_until"]:
            writes.append(
                Write(
                    "Update",
                    self._table,
                    {"pk": pk, "sk": sk},
                    condition="version = :before",
                    update="SET version = :after REMOVE #block",
                    names={"#block": "block"},  # a reserved word
                    values={":before": profile["version"], ":after": profile["version"] + 1},
                )
            )
        try:
            transact(self._client, writes)
        except ConflictError:
            return False
        return True
