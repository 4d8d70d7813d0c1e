"""Store exceptional days, with the act, in one transaction."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from urp.acts.model import Act
from urp.acts.store.act_items import act_writes
from urp.aws.dynamodb import Value, Write, transact
from urp.aws.expiry import to_expiry
from urp.errors import NotFoundError
from urp.retention.days import RetentionDays
from urp.town.opening_hours import ExceptionalDay
from urp.town.store.calendar_exceptions import PARTITION, CalendarExceptions

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class CalendarRegister(CalendarExceptions):
    def __init__(
        self, client: DynamoDBClient, *, control_table: str, audit_table: str, retention: RetentionDays
    ) -> None:
        super().__init__(client, control_table)
        self._audit_table = audit_table
        self._retention = retention

    def put(self, day: date, exception: ExceptionalDay, act: Act) -> None:
        item: dict[str, Value] = {
            "pk": PARTITION,
            "sk": day.isoformat(),
            "slots": [str(slot) for slot in exception.slots],
            "reason": exception.reason,
            "english_reason": exception.english_reason or None,
            "expires_at": to_expiry(datetime.combine(day, time(), UTC), self._retention.calendar),
        }
        self._record(Write("Put", self._table, item), act)

    def delete(self, day: date, act: Act) -> None:
        """NotFoundError when that day has none."""
        key = {"pk": PARTITION, "sk": day.isoformat()}
        none = NotFoundError("Per quel giorno non c'è nessuna eccezione.")
        self._record(
            Write("Delete", self._table, key, condition="attribute_exists(pk)", on_conflict=none), act
        )

    def _record(self, write: Write, act: Act) -> None:
        days = self._retention
        acts = act_writes(act, self._audit_table, self._table, days.audit, days.idempotency)
        transact(self._client, [*acts, write])
