"""Dates as people write them: "giovedì 3 dicembre", "il 3/12", "da lunedì 7 a mercoledì 9 dicembre"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from urp.town.opening_hours.words import MONTH_NAMES, WEEKDAY_NAMES

PASSED = timedelta(days=31)
"""A date without a year may be so long before the notice goes out; else it is of the year after."""

_WEEKDAY = "|".join(rf"{name[:3]}(?:{name[3:-1]}(?:{name[-1]}|i'?)|\.)?" for name in WEEKDAY_NAMES)
"""With and without the accent, or the first three letters."""
_NUMBER = r"(?P<day>[0-3]?\d)(?:°|º)?"
_MONTH = "(?:" + "|".join(f"{month[:3]}(?:{month[3:]}|\\b)" for month in MONTH_NAMES) + ")"
_DAY = re.compile(
    rf"(?<![\w/.,-])(?:(?P<weekday>{_WEEKDAY}),?\s+)?(?:(?P<first>primo|1[°º])|{_NUMBER})", re.IGNORECASE
)
_REST = re.compile(
    rf"\s+(?P<month>{_MONTH})\b(?:\s+(?P<year>20\d\d)\b)?"
    r"|/(?P<number>[01]?\d)(?:/(?P<slashed>(?:20)?\d\d))?(?![\d/])"
    r"|(?P<mark>[.-])(?P<numbered>[01]?\d)(?P=mark)(?P<marked>20\d\d)(?!\d)",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:,|e|ed|o|a|-|–|fino a|fino)?\s*(?:al|all'|il|l')?\s*", re.IGNORECASE)
_OF_A_STREET = re.compile(
    r"\b(?:via|viale|vicolo|piazza|piazzale|piazzetta|largo|corso|scuola|istituto|strada|parco)\s+(?:del\s+)?$",
    re.IGNORECASE,
)
_OF_AN_ACT = re.compile(
    r"\b(?:legge|decreto|d\.?\s?lgs\.?|d\.?\s?p\.?\s?c\.?\s?m\.?|d\.?\s?p\.?\s?r\.?|ordinanza|delibera\w*|determin\w+|"
    r"regolamento|circolare|prot\w*\.?)(?:\s+(?:sindacale|comunale|dirigenziale|n\.?\s*[\d/]+))*\s+(?:del\s+)?$",
    re.IGNORECASE,
)
_SAID = re.compile(r"\b(?:il|dal|al|del|nel|entro|fino|giorno|e|a|da)\s+$", re.IGNORECASE)
"""Before a day and a month that are numbers alone: "3/12" may be a house."""


@dataclass(frozen=True, slots=True)
class WrittenDate:
    start: int
    end: int
    day: int
    month: int
    year: int | None
    """None: not written."""
    weekday: int | None
    """As `date.weekday`; None: not written."""

    def on(self, planned: date) -> date | None:
        """Which day it is for who reads it then; None: there is no such day."""
        if self.year is not None:
            return _day(self.year, self.month, self.day)
        years = (_day(planned.year + more, self.month, self.day) for more in range(-1, 9))  # 29 February
        return next((found for found in years if found and found >= planned - PASSED), None)


def find_dates(text: str) -> Iterator[WrittenDate]:
    """In the order of the text. A day before another ("7 e 8 dicembre") is of its month."""
    waiting = list[re.Match[str]]()
    at = 0
    while found := _DAY.search(text, at):
        at = found.end()
        if waiting and not _AND.fullmatch(text, waiting[-1].end(), found.start()):
            waiting = []
        rest = _REST.match(text, at)
        month = _month(rest)
        if rest is None or month is None or _is_no_date(text, found, rest):
            waiting.append(found)
            continue
        at = rest.end()
        for each in waiting:
            yield _written(each, each.end(), month, _year(rest))
        yield _written(found, at, month, _year(rest))
        waiting = []


def _is_no_date(text: str, found: re.Match[str], rest: re.Match[str]) -> bool:
    before = text[: found.start()]
    if _OF_A_STREET.search(before) or _OF_AN_ACT.search(before):
        return True
    alone = rest["number"] is not None and rest["slashed"] is None and found["weekday"] is None
    return alone and not _SAID.search(before)


def _written(found: re.Match[str], end: int, month: int, year: int | None) -> WrittenDate:
    day = 1 if found["first"] else int(found["day"])
    return WrittenDate(found.start(), end, day, month, year, _weekday(found["weekday"]))


def _weekday(said: str | None) -> int | None:
    if said is None:
        return None
    return next(number for number, name in enumerate(WEEKDAY_NAMES) if name[:3] == said[:3].lower())


def _month(rest: re.Match[str] | None) -> int | None:
    if rest is None:
        return None
    if rest["month"]:
        return next(n for n, name in enumerate(MONTH_NAMES, 1) if name.startswith(rest["month"][:3].lower()))
    number = int(rest["number"] or rest["numbered"])
    return number if 1 <= number <= len(MONTH_NAMES) else None


def _year(rest: re.Match[str]) -> int | None:
    said = rest["year"] or rest["slashed"] or rest["marked"]
    return None if said is None else int(said) % 100 + 2000


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
