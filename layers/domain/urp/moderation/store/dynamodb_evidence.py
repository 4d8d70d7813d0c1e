"""Files of evidence in the desk's table: no item of theirs has an end while the file is held."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from urp.acts.model import Act
from urp.acts.page import Page
from urp.acts.store.dynamodb_acts import act_writes
from urp.acts.store.dynamodb_proposals import proposal_write
from urp.aws.dynamodb import Item, Write, get, put_new, put_version, query, transact
from urp.aws.dynamodb_pages import query_page
from urp.errors import ConflictError
from urp.moderation.evidence.custody import CustodyEntry
from urp.moderation.evidence.model import EvidenceFile, KeptMessage
from urp.moderation.evidence.ports import EvidenceStep
from urp.moderation.store.evidence_items import (
    LISTED,
    custody_from,
    custody_item,
    file_from,
    file_item,
    file_key,
    message_from,
    message_item,
)
from urp.retention.days import RetentionDays

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_ITEMS_A_TRANSACTION = 50


class DynamoEvidence:
    def __init__(
        self,
        client: DynamoDBClient,
        *,
        desk_table: str,
        audit_table: str,
        control_table: str,
        retention: RetentionDays,
    ) -> None:
        self._client = client
        self._table = desk_table
        self._audit_table = audit_table
        self._control_table = control_table
        self._retention = retention

    def page(self, cursor: str | None, limit: int) -> Page[EvidenceFile]:
        items, following = query_page(
            self._client,
            self._table,
            cursor,
            limit,
            IndexName="queue",
            KeyConditionExpression="queue = :queue",
            ExpressionAttributeValues={":queue": LISTED},
            ScanIndexForward=False,
        )
        return Page(tuple(file_from(item) for item in items), following)

    def find(self, file_id: UUID) -> EvidenceFile | None:
        item = get(self._client, self._table, *file_key(file_id))
        return file_from(item) if item else None

    def messages(self, file_id: UUID) -> tuple[KeptMessage, ...]:
        return tuple(message_from(item) for item in self._items(file_id, "MESSAGE#"))

    def custody(self, file_id: UUID) -> tuple[CustodyEntry, ...]:
        return tuple(custody_from(item) for item in self._items(file_id, "CUSTODY#"))

    def record(self, step: EvidenceStep, act: Act) -> None:
        """The custody log only grows: an entry's number is the file's version, and no number comes twice."""
        days = self._retention
        moved = ConflictError("Nel frattempo qualcun altro ha lavorato sul fascicolo: rileggilo e riprova.")
        transact(
            self._client,
            [
                *act_writes(act, self._audit_table, self._control_table, days.audit, days.idempotency),
                put_version(self._table, file_item(step.after), step.before.version),
                put_new(self._table, custody_item(step.entry), moved),
                *(put_new(self._table, message_item(step.after.id, each), moved) for each in step.messages),
                *([proposal_write(step.confirmed, self._control_table, days)] if step.confirmed else []),
            ],
        )

    def let_expire(self, file: EvidenceFile, at: datetime) -> None:
        """The header last: as long as it has no end, the same call again does what is left."""
        header, *others = sorted(self._items(file.id, ""), key=lambda item: item["sk"] != "HEADER")
        for start in range(0, len(others), _ITEMS_A_TRANSACTION):
            self._end(others[start : start + _ITEMS_A_TRANSACTION], at)
        self._end([header], at)

    def _end(self, items: list[Item], at: datetime) -> None:
        ends = int(at.timestamp())
        there = "attribute_exists(pk)"
        transact(
            self._client,
            [Write("Put", self._table, {**item, "expires_at": ends}, condition=there) for item in items],
        )

    def _items(self, file_id: UUID, beginning: str) -> list[Item]:
        condition = "pk = :pk AND begins_with(sk, :sk)" if beginning else "pk = :pk"
        values = {":pk": file_key(file_id)[0]} | ({":sk": beginning} if beginning else {})
        found = query(
            self._client,
            self._table,
            KeyConditionExpression=condition,
            ExpressionAttributeValues=values,
            ConsistentRead=True,
        )
        return list(found)
