"""What pacing needs from outside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID


class Lane(StrEnum):
    ORDINARY = "ordinary"
    """Zero while an emergency has people to reach."""
    EMERGENCY = "emergency"


@dataclass(frozen=True, slots=True)
class Slots:
    """Moments at which one message each may leave; `sequence` numbers them over the number's whole life."""

    moments: tuple[datetime, ...]
    sequence: int


@dataclass(frozen=True, slots=True)
class Wait:
    """No slot now; asking before `until` is in vain."""

    until: datetime


class NumberRate(Protocol):
    """The number's rate as one number, moved by one atomic write. Raises UnavailableError when its store does
    not answer: then nothing may be sent."""

    def reserve(self, lane: Lane, count: int, now: datetime) -> Slots | Wait: ...

    def reserve_for_desk(self, now: datetime) -> Slots | Wait:
        """One slot: from the desk's own share, or the next of all."""
        ...

    def count_inbound(self, messages: int, now: datetime) -> None: ...

    def slow_down(self, until: datetime) -> None:
        """Meta throttled us: no slot before then. Never moves it nearer."""
        ...

    def per_second(self) -> int:
        """The number's whole rate as last known."""
        ...

    def learn(self, per_second: int) -> None:
        """From an event of Meta's."""
        ...

    def emergency_begins(self, broadcast_id: UUID) -> None: ...

    def emergency_ends(self, broadcast_id: UUID) -> None: ...

    def emergencies(self) -> Sequence[UUID]: ...
