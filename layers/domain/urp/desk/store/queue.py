"""The desk's queue: an index of conversations by status. Possible danger comes first, then the window that
ends first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from urp.acts.page import Page
from urp.aws.dynamodb import Item, from_attributes, query, to_attributes, translate_failures
from urp.aws.dynamodb_pages import query_page
from urp.aws.tables import Store, Tables
from urp.desk.model import Conversation, ConversationStatus, HeldBy, Waiting
from urp.desk.store.conversation_items import conversation_from, places_since, queue_name, window_end_from
from urp.errors import UnavailableError
from urp.observability import digest

MOST_ROUNDS = 50
"""Of one page: less than two seconds. Those who hold few of many thousands go on by the cursor."""


def queue_page(
    tables: Tables, status: ConversationStatus, cursor: str | None, limit: int, held: HeldBy, staff: str
) -> Page[Conversation]:
    """A filter leaves pages short, so the query goes on until the page is full, or has looked long enough."""
    found: list[Conversation] = []
    for _ in range(MOST_ROUNDS):
        request: dict[str, Any] = {"ExpressionAttributeValues": {":queue": queue_name(status)}}
        match held:
            case HeldBy.MINE:
                request["FilterExpression"] = "held_by = :staff"
                request["ExpressionAttributeValues"] |= {":staff": staff}
            case HeldBy.NOBODY:
                request["FilterExpression"] = "attribute_not_exists(held_by)"
            case HeldBy.ANYBODY:
                pass
        items, cursor = query_page(
            tables.client,
            tables.desk,
            cursor,
            limit - len(found),
            IndexName="queue",
            KeyConditionExpression="queue = :queue",
            **request,
        )
        found += [conversation_from(item) for item in items]
        if cursor is None or len(found) == limit:
            break
    return Page(tuple(found), cursor)


def read_queue_version(tables: Tables) -> str:
    """One query: of what waits, DynamoDB reads a megabyte, about a thousand of the most urgent."""
    return _write_version(next(_read_waiting(tables)))


def count_waiting(tables: Tables, now: datetime, staff: str) -> Waiting:
    """One query a megabyte; the version is that of the first, as `read_queue_version` says it."""
    first, *others = _read_waiting(tables)
    rows = [*first, *(row for page in others for row in page)]
    ended = [window_end_from(row) <= now for row in rows]
    mine = [row for row in rows if row.get("held_by") == staff]
    return Waiting(len(rows), sum(ended), _write_version(first), len(mine))


def _read_waiting(tables: Tables) -> Iterator[Sequence[Item]]:
    """Page by page, only what is counted or compared."""
    request: dict[str, Any] = {
        "TableName": tables.desk,
        "IndexName": "queue",
        "KeyConditionExpression": "queue = :queue",
        "ProjectionExpression": "pk, #version, queue_at, held_by",
        "ExpressionAttributeNames": {"#version": "version"},
        "ExpressionAttributeValues": to_attributes({":queue": queue_name(ConversationStatus.OPEN)}),
    }
    while True:
        with translate_failures():
            page = tables.client.query(**request)
        yield [from_attributes(attributes) for attributes in page["Items"]]
        if "LastEvaluatedKey" not in page:
            return
        request["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def _write_version(rows: Sequence[Item]) -> str:
    return digest("\n".join(sorted(f"{row['pk']} {row['version']}" for row in rows)))


class ConversationsSince(Store):
    """By the index of the queue: a window ends a day after the citizen's last message. Nothing is scanned."""

    def __call__(self, moment: datetime) -> Iterator[Conversation]:
        for status in ConversationStatus:
            for first, last in places_since(moment):
                places = {":queue": queue_name(status), ":first": first, ":last": last}
                items = query(
                    self._client,
                    self._tables.desk,
                    IndexName="queue",
                    KeyConditionExpression="queue = :queue AND queue_at BETWEEN :first AND :last",
                    ExpressionAttributeValues=places,
                )
                yield from (conversation_from(item) for item in items)


class WaitingQueue(Store):
    """One item of the index is enough to know."""

    def is_empty(self) -> bool:
        """Nobody waits for an answer. A moment late; never fails: a store that does not answer is as good as
        empty, since one mail too many is better than none."""
        try:
            with translate_failures():
                page = self._client.query(
                    TableName=self._tables.desk,
                    IndexName="queue",
                    KeyConditionExpression="queue = :queue",
                    ExpressionAttributeValues=to_attributes({":queue": queue_name(ConversationStatus.OPEN)}),
                    Select="COUNT",
                    Limit=1,
                )
        except UnavailableError:
            return True
        return page["Count"] == 0
