"""Minutes of a day that were measured, and those in which the service was reached: PUBLIC#REACHED / <day>."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from urp.aws.dynamodb import Write, query
from urp.aws.dynamodb_updates import transact_with_retry
from urp.aws.expiry import to_expiry
from urp.aws.tables import Store
from urp.public.model import Reach

_PARTITION = "PUBLIC#REACHED"


class ReachedMinutes(Store):
    """Days are UTC's."""

    def count(self, minute: datetime, once: Write, *, reached: bool) -> None:
        """`once`: the write that the same probe can make a single time."""
        counted = Write(
            "Update",
            self._tables.broadcasts,
            {"pk": _PARTITION, "sk": f"{minute.astimezone(UTC).date()}"},
            update="ADD measured :one, reached :reached SET expires_at = :end",
            values={
                ":one": 1,
                ":reached": int(reached),
                ":end": to_expiry(minute, self._tables.retention.notices),
            },
        )
        transact_with_retry(self._client, [once, counted])

    def of_last_days(self, now: datetime, days: int) -> Reach:
        """Today's minutes so far, and those of the days before."""
        first = now.astimezone(UTC).date() - timedelta(days=days - 1)
        found = list(
            query(
                self._client,
                self._tables.broadcasts,
                KeyConditionExpression="pk = :pk AND sk >= :first",
                ExpressionAttributeValues={":pk": _PARTITION, ":first": f"{first}"},
            )
        )
        passed = now - datetime.combine(first, time(), UTC)
        return Reach(
            days=days,
            minutes=int(passed.total_seconds() // 60),
            measured=sum(item["measured"] for item in found),
            reached=sum(item["reached"] for item in found),
        )
