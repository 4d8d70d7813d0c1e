"""What deciding about a message needs besides the message and what is stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from urp.desk.crowd import Crowd
from urp.town.municipality import Municipality
from urp.town.opening_hours import Exceptions, OpeningHours
from urp.town.texts import Texts


@dataclass(frozen=True, slots=True)
class DeskContext:
    municipality: Municipality
    texts: Texts
    hours: OpeningHours
    exceptions: Exceptions
    now: datetime
    crowd: Crowd | None = None
    """Who else wrote the same just now; None for what is not counted."""


@dataclass(frozen=True, slots=True)
class FreshIds:
    """Used for whatever this message creates, if anything."""

    citizen: UUID
    conversation: UUID
    redirect: UUID
    """Belongs to nobody: it must not lead from a count to a person."""
    rights_request: UUID
