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
    """An exceptional day, described on another day: its slots, whether it is usually open, and the reason."""
    day: Callable[[date], str]
    no_opening_known: str
    open_now: str
    """Before the closing."""
    closed_now: str
    """Before the opening."""


WORDING: Mapping[Language, Wording] = {
    Language.ITALIAN: Wording(
        opening=words.write_opening,
        closing=words.write_closing,
        since=words.write_since,
        until=words.write_until,
        week=words.write_week,
        special_day=words.write_special_day,
        day=words.write_day,
        no_opening_known=words.NO_OPENING_KNOWN,
        open_now="Ora lo sportello è aperto",
        closed_now="Ora lo sportello è chiuso: riapre ",
    ),
    Language.ENGLISH: Wording(
        opening=english.write_opening,
        closing=english.write_closing,
        since=english.write_since,
        until=english.write_until,
        week=english.write_week,
        special_day=english.write_special_day,
        day=english.write_day,
        no_opening_known=english.NO_OPENING_KNOWN,
        open_now="The desk is open now",
        closed_now="The desk is closed now and reopens ",
    ),
}
