"""What anybody may read: notices, and how the service is doing.

No person is in it, neither of the town hall nor of the town.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class NoticeState(StrEnum):
    SENDING = "sending"
    SENT = "sent"
    STOPPED = "stopped"
    """Before it had reached everybody."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Of the minutes of these days: in how many it was measured, and the service reached."""

    days: int
    minutes: int
    measured: int
    reached: int


@dataclass(frozen=True, slots=True)
class Corrected:
    """The notice whose words this one puts right."""

    id: UUID
    headline: str
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The office took its words out of the archive."""

    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class PublicNotice:
    id: UUID
    sent_at: datetime
    updated_at: datetime
    state: NoticeState
    headline: str
    text: str
    """As it went out, without the line on how to leave; nothing of a withdrawn one, nor its link."""
    link: str
    emergency: bool = False
    category: str | None = None
    """Of an emergency, in the words of CAP 1.2; None: nobody said."""
    topics: tuple[str, ...] = ()
    """Titles; none: to everybody."""
    expires_at: datetime | None = None
    corrects: Corrected | None = None
    corrected_by: UUID | None = None
    stopped_at: datetime | None = None
    withdrawn: Withdrawn | None = None
    people: int | None = None
    """Reached, rounded; None: too few to be told, or not known yet."""
    seconds: int | None = None
    """From the first to the last of them."""
    reached_percent: int | None = None
    """Of those it was for; None where `people` is."""


@dataclass(frozen=True, slots=True)
class Cell:
    name: str
    """Italian."""
    count: int | None = None
    """None: hidden."""


@dataclass(frozen=True, slots=True)
class MonthOfAnswers:
    month: str
    """`2026-11`."""
    asked: int | None = None
    median_minutes: int | None = None
    """In opening hours; None where too few are behind it."""
    slowest_tenth_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class LastNotice:
    id: UUID
    sent_at: datetime
    people: int
    reached_percent: int
    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class ServiceLevel:
    as_of: datetime
    people: int | None
    """Subscribed, rounded."""
    last: LastNotice | None = None
    """The last one that is closed and whose people may be told."""
    months: tuple[MonthOfAnswers, ...] = ()


@dataclass(frozen=True, slots=True)
class YearReport:
    year: int
    as_of: datetime
    complete: bool
    notices: int
    emergencies: int
    corrections: int
    stopped: int
    micro_euro: int
    """Of what is priced."""
    without_price: int
    """Messages whose price is not known."""
    messages: int | None
    """Handed over to WhatsApp, rounded."""
    blocks: int | None = None
    cases: tuple[Cell, ...] = ()
    """None of a year that still runs: two nights beside each other would tell of one person."""
    cases_total: int | None = None
    rights: tuple[Cell, ...] = ()
    rights_total: int | None = None
