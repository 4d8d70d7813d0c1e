"""What a broadcast leaves: BROADCAST#<id> / STATEMENT, written once; / DELIVERY, counted again when asked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from urp.adapters.broadcast_items import (
    codes_from,
    codes_item,
    counts_from,
    counts_item,
    header_key,
)
from urp.adapters.dynamodb import Item, Value, Write, answered, from_iso, get, iso, put_new, to_attributes
from urp.adapters.dynamodb_acts import expiry
from urp.adapters.dynamodb_broadcasts import header_write
from urp.adapters.dynamodb_updates import transact_patiently
from urp.broadcasts.model import Broadcast
from urp.broadcasts.recipients import DeliveryStage
from urp.broadcasts.statement import DeliveryFigures, Statement
from urp.errors import ConflictError
from urp.municipality import RetentionDays

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class DynamoStatements:
    def __init__(self, client: DynamoDBClient, broadcasts_table: str, retention: RetentionDays) -> None:
        self._client = client
        self._table = broadcasts_table
        self._days = retention.notices

    def close(
        self, before: Broadcast, after: Broadcast, statement: Statement, figures: DeliveryFigures
    ) -> None:
        stored = replace(after, version=before.version + 1)
        writes = [
            header_write(self._table, before, stored, self._days),
            put_new(self._table, self._statement_item(statement), ConflictError("it is closed already")),
            Write("Put", self._table, self._figures_item(before.id, figures)),
        ]
        transact_patiently(self._client, writes)

    def statement(self, broadcast_id: UUID) -> Statement | None:
        item = get(self._client, self._table, header_key(broadcast_id)[0], "STATEMENT")
        return None if item is None else _statement_from(broadcast_id, item)

    def figures(self, broadcast_id: UUID) -> DeliveryFigures | None:
        item = get(self._client, self._table, header_key(broadcast_id)[0], "DELIVERY")
        return None if item is None else _figures_from(item)

    def store_figures(self, broadcast_id: UUID, figures: DeliveryFigures) -> None:
        with answered():
            item = to_attributes(self._figures_item(broadcast_id, figures))
            self._client.put_item(TableName=self._table, Item=item)

    def _statement_item(self, statement: Statement) -> dict[str, Value]:
        return {
            "pk": header_key(statement.broadcast_id)[0],
            "sk": "STATEMENT",
            "closed_at": iso(statement.closed_at),
            "audience": statement.audience,
            **counts_item(statement.counts),
            "refused_by_code": dict(codes_item(statement.refused_by_code)),
            "expires_at": expiry(statement.closed_at, self._days),
        }

    def _figures_item(self, broadcast_id: UUID, figures: DeliveryFigures) -> dict[str, Value]:
        return {
            "pk": header_key(broadcast_id)[0],
            "sk": "DELIVERY",
            "as_of": iso(figures.as_of),
            **{stage.value: getattr(figures, stage.value) for stage in DeliveryStage},
            "failed_by_code": dict(codes_item(figures.failed_by_code)),
            "expires_at": expiry(figures.as_of, self._days),
        }


def _statement_from(broadcast_id: UUID, item: Item) -> Statement:
    return Statement(
        broadcast_id=broadcast_id,
        closed_at=from_iso(item["closed_at"]),
        audience=item["audience"],
        counts=counts_from(item),
        refused_by_code=codes_from(item["refused_by_code"]),
    )


def _figures_from(item: Item) -> DeliveryFigures:
    return DeliveryFigures(
        as_of=from_iso(item["as_of"]),
        failed_by_code=codes_from(item["failed_by_code"]),
        **{stage.value: item[stage.value] for stage in DeliveryStage},
    )
