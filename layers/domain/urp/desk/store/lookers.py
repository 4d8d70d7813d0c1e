"""Who of the staff has a conversation open at this moment: a row a person, each of them short-lived."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from urp.aws.dynamodb import Value, Write, from_iso, query, to_iso, transact
from urp.aws.expiry import to_expiry
from urp.aws.tables import Store

LOOKS_FOR = timedelta(seconds=20)
"""Without being said again: a page that was closed, or a computer asleep, looks at nothing."""
_KEPT_DAYS = 1


class Lookers(Store):
    def look(self, conversation_id: UUID, staff: str, now: datetime) -> None:
        """No act of the office: it is in no audit."""
        item: dict[str, Value] = {
            "pk": _looking(conversation_id),
            "sk": staff,
            "until": to_iso(now + LOOKS_FOR),
            "expires_at": to_expiry(now, _KEPT_DAYS),
        }
        transact(self._client, [Write("Put", self._tables.desk, item)])

    def others(self, conversation_id: UUID, staff: str, now: datetime) -> tuple[str, ...]:
        """Than this one. One query of a few short rows, a moment late."""
        items = query(
            self._client,
            self._tables.desk,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": _looking(conversation_id)},
        )
        return tuple(item["sk"] for item in items if item["sk"] != staff and now < from_iso(item["until"]))


def _looking(conversation_id: UUID) -> str:
    return f"LOOKING#{conversation_id}"
