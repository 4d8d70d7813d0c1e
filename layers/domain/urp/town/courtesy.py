"""The reply while the desk is closed: why, when it reopens, and whether to write again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from urp.language import Language
from urp.town.opening_hours import ClosedPeriod, Exceptions, OpeningHours
from urp.town.texts import TextKey, Texts
from urp.whatsapp.message import WINDOW


@dataclass(frozen=True, slots=True)
class Courtesy:
    """A text and its values. Texts with a reason have keys of their own, so that no sentence has a gap."""

    key: TextKey
    next_opening: str
    reason: str | None
    write_again: bool
    """The desk opens too late for an answer without another message."""


def choose_courtesy(
    hours: OpeningHours,
    exceptions: Exceptions,
    closed: ClosedPeriod,
    now: datetime,
    window_ends: datetime | None,
    language: Language = Language.ITALIAN,
) -> Courtesy:
    """`closed`: the period `now` is in, its reason in the same language."""
    too_late = _opens_too_late_to_answer(closed, window_ends)
    if closed.reason is None:
        key = TextKey.OUT_OF_HOURS_WRITE_AGAIN if too_late else TextKey.OUT_OF_HOURS
    else:
        key = TextKey.CLOSED_EXCEPTIONALLY_WRITE_AGAIN if too_late else TextKey.CLOSED_EXCEPTIONALLY
    return Courtesy(key, hours.write_next_opening(now, exceptions, language), closed.reason, too_late)


def write_courtesy(day: date, hours: OpeningHours, exceptions: Exceptions, texts: Texts) -> str | None:
    """The Italian text for a message on that day: at noon of a closed day, else at its last closing. None if
    the desk stays open into the next day."""
    slots = hours.find_slots(day, exceptions)
    now = (
        hours.to_instant(day, slots[-1].end)
        if slots
        else datetime.combine(day, time(12), hours.calendar.zone)
    )
    closed = hours.find_closed_period(now, exceptions)
    if closed is None:
        return None
    told = choose_courtesy(hours, exceptions, closed, now, now + WINDOW)
    if told.reason is None:
        return texts.render(told.key, next_opening=told.next_opening)
    return texts.render(told.key, closure_reason=told.reason, next_opening=told.next_opening)


def _opens_too_late_to_answer(closed: ClosedPeriod, window_ends: datetime | None) -> bool:
    """True if WhatsApp's 24 hours end before the desk opens, such as over a weekend or holidays."""
    return closed.end is None or (window_ends is not None and closed.end >= window_ends)
