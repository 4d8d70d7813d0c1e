"""Periods of electoral silence, and what a notice must say to go out in one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo


class GroundKind(StrEnum):
    """Why a notice cannot wait for the end of the vote."""

    EMERGENCY = "emergency"
    SERVICE_CHANGE = "service_change"
    LEGAL_DEADLINE = "legal_deadline"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Indispensable:
    """Its author's word that a notice is impersonal, and why it is indispensable. Without the first it is not
    made at all."""

    kind: GroundKind
    ground: str


class PeriodState(StrEnum):
    PLANNED = "planned"
    IN_FORCE = "in_force"
    OVER = "over"
    LIFTED = "lifted"
    """By two people, before its end."""


@dataclass(frozen=True, slots=True)
class Lift:
    by: str
    """Who confirmed it."""
    at: datetime
    proposed_by: str


@dataclass(frozen=True, slots=True)
class SilencePeriod:
    """From the day on which the rallies are called to the close of voting. One that was lifted is kept: what
    went out in it is still asked about."""

    id: UUID
    name: str
    """Such as `Elezioni comunali 2027`."""
    decree: str
    """The act that calls the vote, with its number and date."""
    first_day: date
    closes_at: datetime
    """The close of voting."""
    set_by: str
    set_at: datetime
    changed_by: str | None = None
    changed_at: datetime | None = None
    lift: Lift | None = None
    version: int = 0

    def begins_at(self, zone: ZoneInfo) -> datetime:
        return datetime.combine(self.first_day, time(), zone)

    @property
    def ends_at(self) -> datetime:
        return self.closes_at if self.lift is None else min(self.closes_at, self.lift.at)

    def in_force(self, at: datetime, zone: ZoneInfo) -> bool:
        return self.begins_at(zone) <= at < self.ends_at

    def state_at(self, now: datetime, zone: ZoneInfo) -> PeriodState:
        if self.lift is not None:
            return PeriodState.LIFTED
        if self.in_force(now, zone):
            return PeriodState.IN_FORCE
        return PeriodState.OVER if now >= self.closes_at else PeriodState.PLANNED

    def covers(self, other: SilencePeriod) -> bool:
        """No moment of the other is out of this one."""
        return self.first_day <= other.first_day and self.closes_at >= other.closes_at


def to_seal(said: Indispensable | None, *, in_quiet_hours: bool) -> dict[str, object]:
    """What the seal of a notice has of it. What is not said adds nothing: older seals hold."""
    sealed: dict[str, object] = {}
    if said is not None:
        sealed["indispensable"] = [said.kind, said.ground]
    if in_quiet_hours:
        sealed["in_quiet_hours"] = True
    return sealed
