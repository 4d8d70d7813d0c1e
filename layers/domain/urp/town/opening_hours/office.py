"""Set exceptional days of the desk; citizens read the reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from urp.acts.acts import name_resource
from urp.acts.model import Act
from urp.errors import InvalidError
from urp.outgoing_text import check_addresses
from urp.town.opening_hours.calendar import ExceptionalDay

if TYPE_CHECKING:
    from urp.town.store.calendar_register import CalendarRegister

LONGEST_LIST = timedelta(days=400)
MOST_DAYS = 60
"""Of one act: a summer. DynamoDB takes a hundred items in a transaction."""
FARTHEST = timedelta(days=3653)
"""Ten years: a day is kept for a time after it, and `datetime` ends in 9999."""


@dataclass(frozen=True, slots=True)
class CalendarOffice:
    register: CalendarRegister
    zone: ZoneInfo
    official_domains: tuple[str, ...]

    def put(
        self, day: date, slots: Sequence[str], reason: str, act: Act, *, english_reason: str = ""
    ) -> ExceptionalDay:
        """Set a day's slots instead of week and holidays; no slots means closed. Today may still be
        changed."""
        self._refuse_the_past("date", day, act)
        self._refuse_too_far("date", day, act)
        exception = self._read(slots, reason, english_reason)
        self.register.put(day, exception, name_resource(act, day.isoformat()))
        return exception

    def put_all(
        self,
        first: date,
        last: date,
        slots: Sequence[str],
        reason: str,
        act: Act,
        *,
        english_reason: str = "",
    ) -> ExceptionalDay:
        """Each day from the first to the last as `put` does, by one act: all of them, or none."""
        if last < first:
            raise InvalidError("last", "è prima del primo giorno")
        if (last - first).days >= MOST_DAYS:
            raise InvalidError("last", f"sono più di {MOST_DAYS} giorni")
        self._refuse_the_past("first", first, act)
        self._refuse_too_far("last", last, act)
        exception = self._read(slots, reason, english_reason)
        self.register.put_all(first, last, exception, act)
        return exception

    def delete(self, day: date, act: Act) -> None:
        self._refuse_the_past("date", day, act)
        self.register.delete(day, name_resource(act, day.isoformat()))

    def list_exceptions(self, first: date, last: date) -> Mapping[date, ExceptionalDay]:
        if last < first:
            raise InvalidError("last", "è prima del primo giorno")
        if last - first > LONGEST_LIST:
            raise InvalidError("last", f"è più di {LONGEST_LIST.days} giorni dopo il primo")
        return self.register.read_between(first, last)

    def _read(self, slots: Sequence[str], reason: str, english_reason: str) -> ExceptionalDay:
        exception = ExceptionalDay.parse(tuple(slots), reason, english_reason)
        check_addresses("reason", exception.reason, self.official_domains)
        check_addresses("english_reason", exception.english_reason, self.official_domains)
        return exception

    def _refuse_the_past(self, field: str, day: date, act: Act) -> None:
        if day < self._find_today(act):
            raise InvalidError(field, "è nel passato")

    def _refuse_too_far(self, field: str, day: date, act: Act) -> None:
        if day - self._find_today(act) > FARTHEST:
            raise InvalidError(field, "è fra più di dieci anni")

    def _find_today(self, act: Act) -> date:
        return act.at.astimezone(self.zone).date()
