"""Store exceptional days, with the act, in one transaction."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from urp.acts.model import Act
from urp.acts.store.act_items import act_writes
from urp.aws.dynamodb import Value, Write, transact
from urp.aws.expiry import to_expiry
from urp.errors import NotFoundError
from urp.town.opening_hours import ExceptionalDay
from urp.town.store.calendar_exceptions import PARTITION, CalendarExceptions


class CalendarRegister(CalendarExceptions):
    def put(self, day: date, exception: ExceptionalDay, act: Act) -> None:
        item: dict[str, Value] = {
            "pk": PARTITION,
            "sk": day.isoformat(),
            "slots": [str(slot) for slot in exception.slots],
            "reason": exception.reason,
            "english_reason": exception.english_reason or None,
            "expires_at": to_expiry(datetime.combine(day, time(), UTC), self._tables.retention.calendar),
        }
        self._record(Write("Put", self._tables.control, item), act)

    def delete(self, day: date, act: Act) -> None:
        """NotFoundError when that day has none."""
        key = {"pk": PARTITION, "sk": day.isoformat()}
        none = NotFoundError("Per quel giorno non c'è nessuna eccezione.")
        there = "attribute_exists(pk)"
        self._record(Write("Delete", self._tables.control, key, condition=there, on_conflict=none), act)

    def _record(self, write: Write, act: Act) -> None:
        transact(self._client, [*act_writes(act, self._tables), write])
