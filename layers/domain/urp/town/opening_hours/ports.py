"""What opening hours need from outside."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from urp.town.opening_hours import ExceptionalDay


class CalendarExceptions(Protocol):
    def between(self, first: date, last: date) -> dict[date, ExceptionalDay]: ...
