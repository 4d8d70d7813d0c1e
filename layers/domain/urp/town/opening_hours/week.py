"""The desk's ordinary week: which parts of which day somebody answers, by the clock on the wall."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from urp.errors import InvalidError

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""Names of the days in profiles and in the staff API, in the order of `date.weekday()`."""

MINUTES_OF_A_DAY = 24 * 60
_SLOT = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)")


class Slot(NamedTuple):
    """A part of one day in wall-clock minutes since midnight; `end` is not in it, 1440 is midnight."""

    start: int
    end: int

    def holds(self, minute: int) -> bool:
        return self.start <= minute < self.end

    def __str__(self) -> str:
        return f"{self.start // 60:02}:{self.start % 60:02}-{self.end // 60:02}:{self.end % 60:02}"


def parse_slots(field: str, texts: Iterable[str]) -> tuple[Slot, ...]:
    """Read `["09:00-13:00", "15:00-17:00"]`: in order, apart, within one day (`24:00` ends it)."""
    slots = tuple(_parse_slot(field, text) for text in texts)
    for earlier, later in pairwise(slots):
        if later.start <= earlier.end:
            raise InvalidError(field, "le fasce devono essere in ordine, senza toccarsi")
    return slots


def _parse_slot(field: str, text: str) -> Slot:
    match = _SLOT.fullmatch(text)
    if match is None:
        raise InvalidError(field, "una fascia si scrive HH:MM-HH:MM, come 09:00-13:00")
    start_hour, start_minute, end_hour, end_minute = (int(part) for part in match.groups())
    slot = Slot(start_hour * 60 + start_minute, end_hour * 60 + end_minute)
    if slot.end > MINUTES_OF_A_DAY:
        raise InvalidError(field, "una fascia finisce al più tardi alle 24:00")
    if slot.start >= slot.end:
        raise InvalidError(field, "una fascia deve finire dopo il suo inizio")
    return slot


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days of slots, Monday first."""

    days: tuple[tuple[Slot, ...], ...]

    def __post_init__(self) -> None:
        if len(self.days) != len(WEEKDAYS):
            raise InvalidError("week", "una settimana ha sette giorni")
        if not any(self.days):
            raise InvalidError("week", "lo sportello non apre in nessun giorno della settimana")

    @classmethod
    def parse(cls, days: Mapping[str, Iterable[str]]) -> Week:
        """From the days' names to their slots; a day left out is closed."""
        return cls(tuple(parse_slots(day, days.get(day, ())) for day in WEEKDAYS))
