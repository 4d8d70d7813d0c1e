"""The same text from many people: counted atomically under a keyed hash whose key is forgotten.

A line per text and ten minutes, in one partition: at the number's own rate that is far below its limit. The
key of a stretch of time is made at random by the process that needs it first and expires with it, so that no
text can be looked for among the hashes afterwards.

A message that the queue hands out again is counted once: each names an attribute of the line, by a hash under
the same key, and leaves its conversation there. Beyond `MOST_CONVERSATIONS` a repeated message counts twice.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from uuid import UUID

from urp.acts.page import Page
from urp.aws.dynamodb import (
    Item,
    Value,
    from_iso,
    get,
    to_attributes,
    to_iso,
    translate_failures,
)
from urp.aws.dynamodb_pages import query_page
from urp.aws.dynamodb_updates import Changed, Unchanged, update_if
from urp.aws.tables import Store, Tables
from urp.desk.floods import SHOWN_FROM, WITHIN, CrowdKind, CrowdLine, find_stretch

CROWDS = "CROWDS"
KEPT = timedelta(days=8)
"""What the office is told: over a weekend and a day."""
MOST_CONVERSATIONS = 500
"""Named by one line: 14 KB. The count goes on."""
_KEY = "KEY#"
_MESSAGE = "m#"
_FORGOTTEN_AFTER = 2 * WITHIN


class Crowds(Store):
    def __init__(self, tables: Tables) -> None:
        super().__init__(tables)
        self._keys: dict[str, bytes] = {}

    def mark(self, text: str, at: datetime) -> str:
        stretch = _name(at)
        return f"{stretch}#{self._digest(stretch, at, text)[:32]}"

    def count(self, mark: str, message_id: str, conversation_id: UUID, at: datetime) -> int:
        """One person more, unless the message was counted before; how many by now."""
        message = f"{_MESSAGE}{self._digest(_name(at), at, message_id)[:12]}"
        names, where = {"#message": message}, conversation_id.bytes
        done = self._add(mark, at, f"{_SET}, #message = :where ADD people :one", where, _ROOM, names)
        if isinstance(done, Unchanged) and message in (done.item or {}):
            done = self._add(mark, at, f"{_SET}, #message = :where", where, None, names)
        elif isinstance(done, Unchanged):
            done = self._add(mark, at, f"{_SET} ADD people :one", None, None, {})
        people = int(done.item["people"]) if done.item else 0
        if people == SHOWN_FROM:
            self._keep(mark, at)
        return people

    def read(self, mark: str) -> int:
        """How many people by now."""
        item = get(self._client, self._tables.control, CROWDS, mark)
        return int(item["people"]) if item else 0

    def beyond_reading(self, conversation_id: UUID, at: datetime) -> None:
        """For the office: somebody writes more than anybody reads."""
        item: dict[str, Value] = {
            "pk": CROWDS,
            "sk": f"{_name(at)}#flood-{conversation_id}",
            "people": SHOWN_FROM,  # listed like the others
            "flood": True,
            "last_at": to_iso(at),
            "conversations": {str(conversation_id)},
            "expires_at": int((at + KEPT).timestamp()),
        }
        with translate_failures():
            self._client.put_item(TableName=self._tables.control, Item=to_attributes(item))

    def page(self, cursor: str | None, limit: int, now: datetime) -> Page[CrowdLine]:
        """Newest first; a page may hold fewer than `limit` and not be the last."""
        items, following = query_page(
            self._client,
            self._tables.control,
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
        self,
        mark: str,
        at: datetime,
        update: str,
        where: bytes | None,
        condition: str | None,
        names: Mapping[str, str],
    ) -> Changed | Unchanged:
        values: dict[str, Value] = {":at": to_iso(at), ":until": int((at + _FORGOTTEN_AFTER).timestamp())}
        if "ADD" in update:
            values[":one"] = 1
        if where is not None:
            values[":where"] = where
        if condition:
            values[":room"] = MOST_CONVERSATIONS
        return update_if(self._client, self._tables.control, (CROWDS, mark), update, values, condition, names)

    def _keep(self, mark: str, at: datetime) -> None:
        with translate_failures():
            self._client.update_item(
                TableName=self._tables.control,
                Key=to_attributes({"pk": CROWDS, "sk": mark}),
                UpdateExpression="SET expires_at = :until",
                ExpressionAttributeValues=to_attributes({":until": int((at + KEPT).timestamp())}),
            )

    def _digest(self, stretch: str, at: datetime, what: str) -> str:
        return hmac.new(self._key(stretch, at), what.encode(), hashlib.sha256).hexdigest()

    def _key(self, stretch: str, at: datetime) -> bytes:
        """Kept in memory for this stretch alone; a second process uses the first one's key."""
        if stretch not in self._keys:
            stored = update_if(
                self._client,
                self._tables.control,
                (CROWDS, f"{_KEY}{stretch}"),
                "SET #key = if_not_exists(#key, :key), expires_at = if_not_exists(expires_at, :until)",
                {
                    ":key": secrets.token_bytes(32),
                    ":until": int((at + _FORGOTTEN_AFTER).timestamp()),
                },
                names={"#key": "key"},
            )
            self._keys = {stretch: (stored.item or {})["key"]}
        return self._keys[stretch]


_SET = "SET last_at = :at, expires_at = if_not_exists(expires_at, :until)"
_ROOM = "attribute_not_exists(#message) AND (attribute_not_exists(people) OR people < :room)"


def _name(at: datetime) -> str:
    return find_stretch(at.astimezone(UTC)).strftime("%Y-%m-%dT%H:%MZ")


def _line(item: Item) -> CrowdLine:
    stretch, _, name = item["sk"].partition("#")
    flood = bool(item.get("flood"))
    where = (UUID(bytes=value) for name, value in item.items() if name.startswith(_MESSAGE))
    return CrowdLine(
        id=name,
        kind=CrowdKind.FLOOD if flood else CrowdKind.SAME_TEXT,
        since=datetime.strptime(stretch, "%Y-%m-%dT%H:%MZ").replace(tzinfo=UTC),
        last_at=from_iso(item["last_at"]),
        people=1 if flood else item["people"],
        conversations=tuple(sorted({*where, *map(UUID, item.get("conversations", ()))})),
    )
