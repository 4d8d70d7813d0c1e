"""The desk's ordinary week, holidays, and exceptional days set by staff."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from urp.errors import InvalidError, MisconfiguredError
from urp.language import Language
from urp.outgoing_text import check_words

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


REASON_MAX_LENGTH = 120
_NAMES_IN = {Language.ITALIAN: "it", Language.ENGLISH: "en_US"}  # languages of the package `holidays`


@dataclass(frozen=True, slots=True)
class LocalHoliday:
    """A holiday of this municipality alone, on the same date every year, such as its patron saint's."""

    month: int
    day: int
    name: str
    english: str

    def is_on(self, day: date) -> bool:
        return (day.month, day.day) == (self.month, self.day)


@dataclass(frozen=True, slots=True)
class HolidayRules:
    """Country and subdivision as the package `holidays` names them, and the municipality's own days."""

    country: str
    subdivision: str | None
    local: tuple[LocalHoliday, ...]

    def is_national(self, day: date) -> bool:
        """True for a national holiday, on which a period of the law may not end."""
        return day in _find_public_holidays(self.country, None, day.year, Language.ITALIAN)

    def name_of(self, day: date, language: Language = Language.ITALIAN) -> str | None:
        """The holiday's name, the local one first; None on an ordinary day."""
        for holiday in self.local:
            if holiday.is_on(day):
                return holiday.english if language is Language.ENGLISH else holiday.name
        return _find_public_holidays(self.country, self.subdivision, day.year, language).get(day)


@lru_cache(maxsize=16)
def _find_public_holidays(
    country: str, subdivision: str | None, year: int, language: Language
) -> Mapping[date, str]:
    try:
        found = _load_country(country)(subdiv=subdivision, years=year, language=_NAMES_IN[language])
    except NotImplementedError as unknown:
        raise MisconfiguredError("profile.toml:holidays", "no such country or subdivision") from unknown
    both = " e " if language is Language.ITALIAN else " and "
    return {day: name.replace("; ", both) for day, name in found.items()}


@cache
def _load_country(code: str) -> Callable[..., Mapping[date, str]]:
    """Load the class of one country: importing all 250 took most of a first message's computing time.
    Imported here, since most functions need no holidays."""
    from holidays.registry import COUNTRIES

    found = ((name, path) for name, (path, *codes) in COUNTRIES.items() if code in codes)
    name, path = next(found, ("", ""))
    package = find_spec("holidays")
    if not name or package is None or package.origin is None:
        raise NotImplementedError(code)
    file = Path(package.origin).parent / "countries" / f"{name}.py"
    spec = spec_from_file_location(f"holidays_of_{name}", file)
    if spec is None or spec.loader is None:
        raise NotImplementedError(code)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    country: Callable[..., Mapping[date, str]] = getattr(module, path.rpartition(".")[2])
    return country


@dataclass(frozen=True, slots=True)
class DeskCalendar:
    """When the desk is open, by profile. Hours are wall clock: a clock change never moves them."""

    zone: ZoneInfo
    week: Week
    holidays: HolidayRules


@dataclass(frozen=True, slots=True)
class ExceptionalDay:
    """What staff decided for one day, instead of week and holidays: no slots means closed.

    Citizens read the reason, so it is one short line of plain text.
    """

    slots: tuple[Slot, ...]
    reason: str
    english_reason: str = ""
    """Optional: without it English replies give no reason."""

    def get_reason(self, language: Language) -> str | None:
        return self.reason if language is Language.ITALIAN else self.english_reason or None

    @classmethod
    def parse(
        cls, slots: tuple[str, ...] | list[str], reason: str, english_reason: str = ""
    ) -> ExceptionalDay:
        reason = _read_one_line("reason", reason)
        if not reason:
            raise InvalidError("reason", "è vuoto: i cittadini lo leggono")
        return cls(parse_slots("slots", slots), reason, _read_one_line("english_reason", english_reason))


def _read_one_line(field: str, text: str) -> str:
    text = " ".join(text.split())
    check_words(field, text)
    if len(text) > REASON_MAX_LENGTH:
        raise InvalidError(field, f"è più lungo di {REASON_MAX_LENGTH} caratteri")
    return text.rstrip(". ")
