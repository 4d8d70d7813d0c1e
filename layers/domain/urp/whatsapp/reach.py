"""Meta's messaging limit (tier): how many people may be written to outside their window within 24 hours.

Meta counts distinct people to whom a message is delivered, over all numbers of the portfolio. We count every
send: a person written to twice counts twice, an undelivered one counts too. So our count is never below
Meta's, unless others use the portfolio.

The count is one number that only grows, and a mark of it for each hour in which it grew. What the newest mark
older than a day says no longer counts: so one comparison inside one write decides about a whole slice.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from math import ceil
from uuid import UUID

from urp.whatsapp.json_shape import EMPTY, JsonObject, as_object, read_integer, read_text

_NO_LIMIT = "TIER_UNLIMITED"
_TIER = re.compile(r"TIER_(\d{1,7})(K?)")
_LIMIT_KEY = "max_daily_conversations_per_business"
LIMIT_OF_NUMBER = "whatsapp_business_manager_messaging_limit"
"""The field of the number's entry."""


@dataclass(frozen=True, slots=True)
class MessagingLimit:
    """Distinct people reachable in 24 hours outside their window, all numbers together; absent: no limit."""

    people: int | None


def read_limit(value: JsonObject) -> MessagingLimit | None:
    """Documented as a `TIER_…` word, sent as a number too; minus one is no limit."""
    word = read_text(value, _LIMIT_KEY) or ""
    step = _TIER.fullmatch(word)
    if word == _NO_LIMIT:
        return MessagingLimit(None)
    if step is not None:
        return MessagingLimit(int(step[1]) * (1_000 if step[2] else 1))
    number = read_integer(value, _LIMIT_KEY)
    if number is None or number < -1:
        return None
    return MessagingLimit(None if number == -1 else number)


def read_number_limit(body: bytes) -> MessagingLimit | None:
    """From the entry of the number, read with this field."""
    try:
        entry = as_object(json.loads(body)) or EMPTY
    except (ValueError, RecursionError):
        return None
    return read_limit({_LIMIT_KEY: entry.get(LIMIT_OF_NUMBER)})


DAY = timedelta(hours=24)
HOUR = timedelta(hours=1)
LOWEST = 250
"""Meta's first step (Meta, "Messaging limits"): what counts until Meta or staff said more."""
KEPT_FOR_EMERGENCIES = 10
"""Per cent of the limit that ordinary notices leave untouched."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class LimitSource(StrEnum):
    META = "meta"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class KnownLimit:
    people: int | None
    """None: no limit."""
    at: datetime
    source: LimitSource


@dataclass(frozen=True, slots=True)
class HourMark:
    last_at: datetime
    """When it grew last in that hour, rounded up to the second."""
    total: int


@dataclass(frozen=True, slots=True)
class Returning:
    """So many people may be written to again from then on."""

    at: datetime
    people: int


@dataclass(frozen=True, slots=True)
class Reach:
    known: KnownLimit | None = None
    total: int = 0
    marks: tuple[HourMark, ...] = ()
    waiting: frozenset[UUID] = frozenset()
    """Emergencies that wait until more people may be written to: ordinary notices get nothing meanwhile."""

    @property
    def limit(self) -> int | None:
        return LOWEST if self.known is None else self.known.people

    def compute_share(self, emergency: bool) -> int | None:
        """Of the limit; None without one."""
        if self.limit is None or emergency:
            return self.limit
        return self.limit - ceil(self.limit * KEPT_FOR_EMERGENCIES / 100)

    def count_gone(self, now: datetime) -> int:
        """What of the total no longer counts."""
        return max((mark.total for mark in self.marks if mark.last_at + DAY <= now), default=0)

    def count_used(self, now: datetime) -> int:
        return max(0, self.total - self.count_gone(now))

    def count_left(self, emergency: bool, now: datetime) -> int | None:
        """None without a limit."""
        share = self.compute_share(emergency)
        if share is None:
            return None
        return 0 if self.waiting and not emergency else max(0, share - self.count_used(now))

    def list_returning(self, now: datetime) -> tuple[Returning, ...]:
        """Soonest first."""
        counted, found = self.count_gone(now), list[Returning]()
        for mark in sorted(self.marks, key=lambda each: (each.last_at, each.total)):
            if mark.total > counted:
                found.append(Returning(mark.last_at + DAY, mark.total - counted))
                counted = mark.total
        return tuple(found)

    def find_return_time(self, emergency: bool, now: datetime) -> datetime:
        """The earliest time when a person may be written to again; in an hour if unknown."""
        share = self.compute_share(emergency) or 0
        over = self.count_used(now) - share
        for back in self.list_returning(now):
            over -= back.people
            if over < 0:
                return back.at
        return now + HOUR


def to_hour(moment: datetime) -> int:
    """Hours since 1970."""
    return (moment - _EPOCH) // HOUR


def to_seconds_of_hour(moment: datetime) -> int:
    """Of its hour, rounded up: a mark never ends too early."""
    return ceil((moment - _EPOCH) % HOUR / timedelta(seconds=1))


def to_mark(hour: int, seconds: int, total: int) -> HourMark:
    return HourMark(_EPOCH + HOUR * hour + timedelta(seconds=seconds), total)


def find_superseded(marks: Iterable[HourMark], now: datetime) -> frozenset[HourMark]:
    """Marks older than a day that a newer one replaces."""
    old = sorted((mark for mark in marks if mark.last_at + DAY <= now), key=lambda each: each.total)
    return frozenset(old[:-1])
