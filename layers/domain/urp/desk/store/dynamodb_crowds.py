"""The same text from many people: counted atomically under a keyed hash whose key is forgotten.

A line per text and ten minutes, in one partition: at the number's own rate that is far below its limit. The
key of a stretch of time is made at random by whoever needs it first and expires with it, so that no text can
be looked for among the hashes afterwards.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from urp.acts.page import Page
from urp.aws.dynamodb import (
    Item,
    Value,
    answered,
    from_attributes,
    from_iso,
    get,
    iso,
    put_new,
    to_attributes,
    transact,
)
from urp.aws.dynamodb_pages import query_page
from urp.desk.crowd import SHOWN_FROM, WITHIN, stretch_of
from urp.desk.crowd_office import CrowdKind, CrowdLine
from urp.errors import ConflictError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

CROWDS = "CROWDS"
KEPT = timedelta(days=8)
"""What the office is told: over a weekend and a day."""
MOST_CONVERSATIONS = 500
"""Named by one line: 18 KB. The count goes on."""
_KEY = "KEY#"
_FORGOTTEN_AFTER = 2 * WITHIN


class DynamoCrowds:
    def __init__(self, client: DynamoDBClient, control_table: str) -> None:
        self._client = client
        self._table = control_table
        self._keys: dict[str, bytes] = {}

    def mark(self, text: str, at: datetime) -> str:
        stretch = _name(at)
        digest = hmac.new(self._key(stretch, at), text.encode(), hashlib.sha256).hexdigest()
        return f"{stretch}#{digest[:32]}"

    def count(self, mark: str, conversation_id: UUID, at: datetime) -> int:
        item = self._add(mark, conversation_id, at, "ADD people :one, conversations :conversation", _ROOM)
        if item is None:
            item = self._add(mark, None, at, "ADD people :one", None)
        people = int(item["people"]) if item else 0
        if people == SHOWN_FROM:
            self._keep(mark, at)
        return people

    def beyond_reading(self, conversation_id: UUID, at: datetime) -> None:
        item: dict[str, Value] = {
            "pk": CROWDS,
            "sk": f"{_name(at)}#flood-{conversation_id}",
            "people": SHOWN_FROM,  # listed like the others
            "flood": True,
            "last_at": iso(at),
            "conversations": {str(conversation_id)},
            "expires_at": int((at + KEPT).timestamp()),
        }
        with answered():
            self._client.put_item(TableName=self._table, Item=to_attributes(item))

    def page(self, cursor: str | None, limit: int, now: datetime) -> Page[CrowdLine]:
        items, following = query_page(
            self._client,
            self._table,
            cursor,
            limit,
            KeyConditionExpression="pk = :pk AND sk < :keys",
            FilterExpression="people >= :many AND expires_at > :now",
            ExpressionAttributeValues={
                ":pk": CROWDS,
                ":keys": _KEY,
                ":many": SHOWN_FROM,
                ":now": int(now.timestamp()),
            },
            ScanIndexForward=False,
        )
        return Page(tuple(_line(item) for item in items), following)

    def _add(
        self, mark: str, conversation_id: UUID | None, at: datetime, add: str, condition: str | None
    ) -> Item | None:
        """None: the line has no room for the conversation."""
        values: dict[str, Value] = {
            ":one": 1,
            ":at": iso(at),
            ":until": int((at + _FORGOTTEN_AFTER).timestamp()),
        }
        named: dict[str, Value] = {":conversation": {str(conversation_id)}} if conversation_id else {}
        limit: dict[str, Value] = {":room": MOST_CONVERSATIONS} if condition else {}
        request = {"ConditionExpression": condition} if condition else {}
        with answered():
            try:
                found = self._client.update_item(
                    TableName=self._table,
                    Key=to_attributes({"pk": CROWDS, "sk": mark}),
                    UpdateExpression=f"{_SET} {add}",
                    ExpressionAttributeValues=to_attributes({**values, **named, **limit}),
                    ReturnValues="ALL_NEW",
                    **request,  # type: ignore[arg-type]  # one keyword, or none
                )
            except self._client.exceptions.ConditionalCheckFailedException:
                return None
        return from_attributes(found["Attributes"])

    def _keep(self, mark: str, at: datetime) -> None:
        with answered():
            self._client.update_item(
                TableName=self._table,
                Key=to_attributes({"pk": CROWDS, "sk": mark}),
                UpdateExpression="SET expires_at = :until",
                ExpressionAttributeValues=to_attributes({":until": int((at + KEPT).timestamp())}),
            )

    def _key(self, stretch: str, at: datetime) -> bytes:
        """Kept in memory for this stretch alone; whoever comes second uses the first one's."""
        if stretch not in self._keys:
            until = int((at + _FORGOTTEN_AFTER).timestamp())
            sk = f"{_KEY}{stretch}"
            key = secrets.token_bytes(32)
            item: dict[str, Value] = {"pk": CROWDS, "sk": sk, "key": key, "expires_at": until}
            try:
                transact(self._client, [put_new(self._table, item)])
            except ConflictError:
                found = get(self._client, self._table, CROWDS, sk)
                key = found["key"] if found else key
            self._keys = {stretch: key}
        return self._keys[stretch]


_SET = "SET last_at = :at, expires_at = if_not_exists(expires_at, :until)"
_ROOM = "attribute_not_exists(conversations) OR size(conversations) < :room"


def _name(at: datetime) -> str:
    return stretch_of(at.astimezone(UTC)).strftime("%Y-%m-%dT%H:%MZ")


def _line(item: Item) -> CrowdLine:
    stretch, _, name = item["sk"].partition("#")
    flood = bool(item.get("flood"))
    return CrowdLine(
        id=name,
        kind=CrowdKind.FLOOD if flood else CrowdKind.SAME_TEXT,
        since=datetime.strptime(stretch, "%Y-%m-%dT%H:%MZ").replace(tzinfo=UTC),
        last_at=from_iso(item["last_at"]),
        people=1 if flood else item["people"],
        conversations=tuple(sorted(map(UUID, item.get("conversations", ())))),
    )
