"""Staff's exceptional days, one item each, sorted by date."""

from __future__ import annotations

from datetime import date

from urp.aws.dynamodb import Item, query
from urp.aws.tables import Store
from urp.town.opening_hours import ExceptionalDay

PARTITION = "EXCEPTION"


class CalendarExceptions(Store):
    """Read access for automatic replies."""

    def read_between(self, first: date, last: date) -> dict[date, ExceptionalDay]:
        items = query(
            self._client,
            self._tables.control,
            KeyConditionExpression="pk = :pk AND sk BETWEEN :first AND :last",
            ExpressionAttributeValues={
                ":pk": PARTITION,
                ":first": first.isoformat(),
                ":last": last.isoformat(),
            },
            ConsistentRead=True,
        )
        return {date.fromisoformat(item["sk"]): _read_exception(item) for item in items}


def _read_exception(item: Item) -> ExceptionalDay:
    return ExceptionalDay.parse(item["slots"], item["reason"], item.get("english_reason", ""))
