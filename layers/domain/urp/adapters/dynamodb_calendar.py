"""Staff's exceptional days, one item each, sorted by date."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from urp.adapters.dynamodb import Item, Value, Write, query, transact
from urp.adapters.dynamodb_acts import act_writes, expiry
from urp.errors import NotFoundError
from urp.municipality.model import RetentionDays
from urp.opening_hours import ExceptionalDay
from urp.staff.model import Act

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_PARTITION = "EXCEPTION"


class DynamoCalendarExceptions:
    """What the desk's automatic replies read."""

    def __init__(self, client: DynamoDBClient, control_table: str) -> None:
        self._client = client
        self._table = control_table

    def between(self, first: date, last: date) -> dict[date, ExceptionalDay]:
        items = query(
            self._client,
            self._table,
            KeyConditionExpression="pk = :pk AND sk BETWEEN :first AND :last",
            ExpressionAttributeValues={
                ":pk": _PARTITION,
                ":first": first.isoformat(),
                ":last": last.isoformat(),
            },
            ConsistentRead=True,
        )
        return {date.fromisoformat(item["sk"]): _exception_from(item) for item in items}


class DynamoCalendarRegister(DynamoCalendarExceptions):
    """What the office changes."""

    def __init__(
        self, client: DynamoDBClient, *, control_table: str, audit_table: str, retention: RetentionDays
    ) -> None:
        super().__init__(client, control_table)
        self._audit_table = audit_table
        self._retention = retention

    def put(self, day: date, exception: ExceptionalDay, act: Act) -> None:
        item: dict[str, Value] = {
            "pk": _PARTITION,
            "sk": day.isoformat(),
            "slots": [str(slot) for slot in exception.slots],
            "reason": exception.reason,
            "english_reason": exception.english_reason or None,
            "expires_at": expiry(datetime.combine(day, time(), UTC), self._retention.calendar),
        }
        self._record(Write("Put", self._table, item), act)

    def delete(self, day: date, act: Act) -> None:
        key = {"pk": _PARTITION, "sk": day.isoformat()}
        none = NotFoundError("that day is as usual")
        self._record(
            Write("Delete", self._table, key, condition="attribute_exists(pk)", on_conflict=none), act
        )

    def _record(self, write: Write, act: Act) -> None:
        days = self._retention
        acts = act_writes(act, self._audit_table, self._table, days.audit, days.idempotency)
        transact(self._client, [*acts, write])


def _exception_from(item: Item) -> ExceptionalDay:
    return ExceptionalDay.parse(item["slots"], item["reason"], item.get("english_reason", ""))
