"""What is stored of a notice that one person sent alone: with which approved text, why, and its review."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class EmergencyReason(StrEnum):
    """What it is about, in the words of CAP 1.2 (`category`): the audit keeps codes alone."""

    GEO = "geo"
    MET = "met"
    SAFETY = "safety"
    SECURITY = "security"
    RESCUE = "rescue"
    FIRE = "fire"
    HEALTH = "health"
    ENV = "env"
    TRANSPORT = "transport"
    INFRA = "infra"
    CBRNE = "cbrne"
    OTHER = "other"


class ReviewState(StrEnum):
    PENDING = "pending"
    CONFIRMED = "confirmed"
    CONTESTED = "contested"
    """Stays in the notice's record for ever."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Why it may go out although something forbids notices at that time; reviewed afterwards."""

    kind: str | None = None
    """A code."""
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Review:
    due_at: datetime
    state: ReviewState = ReviewState.PENDING
    by: str | None = None
    at: datetime | None = None
    words: str | None = None
    """Of the office, about what was sent and done; never about a citizen."""


@dataclass(frozen=True, slots=True)
class BreakGlass:
    text: UUID
    """The emergency text's id."""
    text_seal: str
    text_approved_by: str
    text_approved_at: datetime
    by: str
    at: datetime
    reason: EmergencyReason
    review: Review
    ground: Ground | None = None
    why_alone: str | None = None
    """Why nobody approved it, although the office was open; None: nobody was asked."""
