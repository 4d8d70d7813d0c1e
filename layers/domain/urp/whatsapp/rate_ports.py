"""Interfaces that pacing needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from urp.whatsapp.reach import LimitSource, Reach

AT_ONCE = timedelta(0)


class Lane(StrEnum):
    ORDINARY = "ordinary"
    """Zero while an emergency has people to reach."""
    EMERGENCY = "emergency"


@dataclass(frozen=True, slots=True)
class Slots:
    """Moments at which one message may be sent; `sequence` numbers them over the number's whole life."""

    moments: tuple[datetime, ...]
    sequence: int


@dataclass(frozen=True, slots=True)
class Wait:
    """No slot before `until`."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Pace:
    per_second: int
    """What the number may."""
    at_the_moment: float
    """Less than that while it recovers from throttles."""


@dataclass(frozen=True, slots=True)
class Spent:
    """Meta's messaging limit leaves too few: at most `left` more people outside their window now."""

    left: int
    until: datetime
    """When more may be written to, at the earliest."""


class NumberRate(Protocol):
    """The number's rate as one number, moved by one atomic write. Raises UnavailableError when its store does
    not answer: then nothing may be sent."""

    def reserve(
        self, lane: Lane, count: int, now: datetime, outside: int = 0, ahead: timedelta = AT_ONCE
    ) -> Slots | Wait | Spent:
        """All or nothing. `outside`: how many of them count against the messaging limit from now on. `ahead`:
        where the lane is idle the first slot comes so long after `now`, not at once."""
        ...

    def reserve_for_desk(self, now: datetime, outside: int = 0) -> Slots | Wait:
        """One slot: from the desk's own share, or the next of all that broadcasts and citizens' messages
        leave. Counts, and is never refused for it. `outside` as above."""
        ...

    def slow_down(self, until: datetime) -> None:
        """Meta cannot be reached: no slot before then. Never moves it nearer."""
        ...

    def report_throttle(self, wish: timedelta | None, now: datetime) -> None:
        """Meta refused by a limit: a pause, as long as Meta's own wish if it has one, and after the first of
        several a slower pace that comes back within a minute.
        One write for a whole burst, however many calls report it."""
        ...

    def per_second(self) -> int:
        """The number's whole rate as last known."""
        ...

    def pace(self, now: datetime) -> float:
        """Messages a second at the moment, as last known: less than the whole after throttles."""
        ...

    def look(self, now: datetime) -> Pace:
        """As stored, for callers that do not send."""
        ...

    def learn(self, per_second: int) -> None:
        """From an event of Meta's, or an act of staff."""
        ...

    def emergency_begins(self, broadcast_id: UUID) -> None: ...

    def emergency_waits(self, broadcast_id: UUID) -> None:
        """Mark an emergency that waits for the messaging limit: ordinary broadcasts may continue with people
        who do not count."""
        ...

    def emergency_ends(self, broadcast_id: UUID) -> None: ...

    def emergencies(self) -> Sequence[UUID]:
        """Those that wait included."""
        ...


class ReachLedger(Protocol):
    """What counts against Meta's messaging limit. `NumberRate.reserve` counts it, in the same write."""

    def reach(self) -> Reach:
        """Read consistently."""
        ...

    def learn_limit(self, people: int | None, at: datetime, source: LimitSource) -> None:
        """None: no limit. An older word never replaces a newer one."""
        ...

    def give_back(self, people: int, taken_at: datetime, now: datetime) -> None:
        """Counted and certainly not written to. What was taken in an hour that is over stays counted."""
        ...
