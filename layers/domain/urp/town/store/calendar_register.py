"""Store exceptional days, with the act, in one transaction."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from urp.acts.model import Act
from urp.acts.store.act_items import act_writes
from urp.aws.dynamodb import Value, Write, transact
from urp.aws.expiry import to_expiry
from urp.errors import NotFoundError
from urp.town.opening_hours import ExceptionalDay
from urp.town.store.calendar_exceptions import PARTITION, CalendarExceptions


class CalendarRegister(CalendarExceptions):
    def put(self, day: date, exception: ExceptionalDay, act: Act) -> None:
        self._record(self._put(day, exception), day, act, after=_show(exception))

    def put_all(self, first: date, last: date, exception: ExceptionalDay, act: Act) -> None:
        """Each of these days, in one transaction: at most `MOST_DAYS` of the office, DynamoDB takes 100."""
        days = [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]
        before = self.read_between(first, last)
        was = "; ".join(f"{day} {_show(before[day])}" for day in sorted(before))
        told = replace(act, before=was, after=_show(exception))
        puts = [self._put(day, exception) for day in days]
        transact(self._client, [*act_writes(told, self._tables), *puts])

    def delete(self, day: date, act: Act) -> None:
        """NotFoundError when that day has none."""
        key = {"pk": PARTITION, "sk": day.isoformat()}
        none = NotFoundError("Per quel giorno non c'è nessuna eccezione.")
        there = "attribute_exists(pk)"
        self._record(Write("Delete", self._tables.control, key, condition=there, on_conflict=none), day, act)

    def _put(self, day: date, exception: ExceptionalDay) -> Write:
        item: dict[str, Value] = {
            "pk": PARTITION,
            "sk": day.isoformat(),
            "slots": [str(slot) for slot in exception.slots],
            "reason": exception.reason,
            "english_reason": exception.english_reason or None,
            "expires_at": to_expiry(datetime.combine(day, time(), UTC), self._tables.retention.calendar),
        }
        return Write("Put", self._tables.control, item)

    def _record(self, write: Write, day: date, act: Act, after: str = "") -> None:
        before = self.read_between(day, day).get(day)
        told = replace(act, before=_show(before) if before else "", after=after)
        transact(self._client, [*act_writes(told, self._tables), write])


def _show(exception: ExceptionalDay) -> str:
    return " ".join(map(str, exception.slots)) or "closed"
