"""The words for opening and closing in each language the desk answers in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from urp.language import Language
from urp.town.opening_hours import english, words
from urp.town.opening_hours.calendar import Slot, Week


@dataclass(frozen=True, slots=True)
class Wording:
    opening: Callable[[datetime, datetime, ZoneInfo], str]
    """Of an opening, said now: fills `{next_opening}`."""
    closing: Callable[[datetime, datetime, ZoneInfo], str]
    since: Callable[[datetime, ZoneInfo], str]
    until: Callable[[datetime | None, ZoneInfo], str]
    week: Callable[[Week], str]
    special_day: Callable[[date, date, Sequence[Slot], bool, str | None], str]
    """A day that is not as usual, said on another: its slots, whether it usually has some, and why."""
    day: Callable[[date], str]
    no_opening_known: str
    open_now: str
    """Before the closing."""
    closed_now: str
    """Before the opening."""


WORDING: Mapping[Language, Wording] = {
    Language.ITALIAN: Wording(
        opening=words.opening_in_words,
        closing=words.closing_in_words,
        since=words.since_in_words,
        until=words.until_in_words,
        week=words.week_in_words,
        special_day=words.special_day_in_words,
        day=words.day_in_words,
        no_opening_known=words.NO_OPENING_KNOWN,
        open_now="Ora lo sportello è aperto",
        closed_now="Ora lo sportello è chiuso: riapre ",
    ),
    Language.ENGLISH: Wording(
        opening=english.opening_in_english,
        closing=english.closing_in_english,
        since=english.since_in_english,
        until=english.until_in_english,
        week=english.week_in_english,
        special_day=english.special_day_in_english,
        day=english.day_in_english,
        no_opening_known=english.NO_OPENING_KNOWN,
        open_now="The desk is open now",
        closed_now="The desk is closed now and reopens ",
    ),
}
