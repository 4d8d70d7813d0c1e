"""Inside opening hours: who could approve a notice now, before one person sends one alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from urp.acts.model import Person
from urp.acts.permissions import ROLES, Permission
from urp.errors import UnavailableError
from urp.town.opening_hours import Exceptions, OpeningHours


@dataclass(frozen=True, slots=True)
class WhoCouldApprove:
    hours: OpeningHours
    exceptions: Callable[[date, date], Exceptions]
    people: Callable[[], Sequence[Person]]

    def __call__(self, apart_from: frozenset[str], now: datetime) -> tuple[str, ...] | None:
        """Their names, without those who may not approve what they wrote or send. None: outside hours, or it
        cannot be read: what only asks holds no emergency back."""
        try:
            if not self.hours.is_open(now, self.exceptions(*self.hours.find_dates_in_sight(now))):
                return None
            people = self.people()
        except UnavailableError:
            return None
        able = (each for each in people if each.roles_at(now) & ROLES[Permission.APPROVE])
        return tuple(sorted((each.name for each in able if each.id not in apart_from), key=str.casefold))
