"""How many were subscribed on each day: SUBSCRIBERS#<month> / <day>, written at night."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from urp.aws.dynamodb import Value, Write, get, query_partition
from urp.aws.dynamodb_updates import transact_with_retry
from urp.aws.expiry import to_expiry
from urp.aws.items import Codec
from urp.aws.tables import Store
from urp.notices.subscribers.counting import DayOfSubscribers

_DAY = Codec(DayOfSubscribers, apart={"day"})


class SubscriberDays(Store):
    def find(self, day: date) -> DayOfSubscribers | None:
        item = get(self._client, self._tables.broadcasts, *_key(day))
        return None if item is None else _DAY.decode(item, day=day)

    def of_month(self, month: str) -> Sequence[DayOfSubscribers]:
        """`month` as `2026-11`; oldest first."""
        items = query_partition(self._client, self._tables.broadcasts, f"SUBSCRIBERS#{month}")
        return [_DAY.decode(item, day=date.fromisoformat(item["sk"])) for item in items]

    def put(self, counted: DayOfSubscribers, now: datetime) -> None:
        """Counted again, the later count stays."""
        pk, sk = _key(counted.day)
        end = to_expiry(now, self._tables.retention.notices)
        item: dict[str, Value] = {"pk": pk, "sk": sk, **_DAY.encode(counted), "expires_at": end}
        transact_with_retry(self._client, [Write("Put", self._tables.broadcasts, item)])


def _key(day: date) -> tuple[str, str]:
    return f"SUBSCRIBERS#{day:%Y-%m}", day.isoformat()
