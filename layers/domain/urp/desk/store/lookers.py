"""Which conversation each of the staff has open at this moment: a row a person, each of them short-lived."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from urp.aws.dynamodb import Value, Write, from_iso, query, to_iso, transact
from urp.aws.expiry import to_expiry
from urp.aws.tables import Store

LOOKS_FOR = timedelta(seconds=20)
"""Without being said again: a page that was closed, or a computer asleep, looks at nothing."""
_KEPT_DAYS = 1
_PLACE = "LOOKING"

type Looking = Mapping[UUID, tuple[str, ...]]
"""Conversations, each with the ids of who has it open."""


class Lookers(Store):
    """All in one place, so that one query tells of the whole queue. Of two pages that one person has open the
    last that said so counts: pages that nobody sees say nothing."""

    def look(self, conversation_id: UUID, staff: str, now: datetime) -> None:
        """No act of the office: it is in no audit."""
        item: dict[str, Value] = {
            "pk": _PLACE,
            "sk": staff,
            "conversation": str(conversation_id),
            "until": to_iso(now + LOOKS_FOR),
            "expires_at": to_expiry(now, _KEPT_DAYS),
        }
        transact(self._client, [Write("Put", self._tables.desk, item)])

    def others(self, staff: str, now: datetime) -> Looking:
        """Than this one. One query of a few short rows, a moment late."""
        found: dict[UUID, tuple[str, ...]] = defaultdict(tuple)
        for item in query(
            self._client,
            self._tables.desk,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": _PLACE},
        ):
            if item["sk"] != staff and now < from_iso(item["until"]):
                found[UUID(item["conversation"])] += (item["sk"],)
        return found
