"""An alert: raised for what waits for a person, and open until somebody has dealt with it."""

from __future__ import annotations

from base64 import b32encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from hashlib import sha256
from uuid import UUID

from urp.meaning.breaches import Breach
from urp.meaning.model import Kind
from urp.town.municipality import ClimbTimes as ClimbTimes

CLIMBS = (Kind.EMERGENCY.value, Kind.DISTRESS.value, Breach.THREAT.value)
"""Classes that are told again, and to others, until somebody says that they see to it; whoever is told
has a right with them."""


RIGHT_LASTS = timedelta(hours=24)
"""After an alert of a danger or a threat was settled: its writer may answer back."""
_CODE_BYTES = 5
_CODE_LENGTH = 8


def make_code(subject: UUID, kind: str) -> str:
    """The alert's address: eight letters and digits, always the same for one subject and class."""
    digest = sha256(f"{kind}/{subject}".encode()).digest()[:_CODE_BYTES]
    return b32encode(digest).decode().lower()[:_CODE_LENGTH]


class Step(IntEnum):
    """Of the ladder: who is told. Each higher one is told later, and only of what nobody acknowledged."""

    NOBODY = 0
    PERSON = 1
    AGAIN = 2
    """The same person."""
    SECOND = 3
    ADMINISTRATORS = 4


@dataclass(frozen=True, slots=True)
class Alert:
    code: str
    kind: str
    """A class of `urp.desk.alarms`."""
    subject: UUID
    raised_at: datetime
    """The ladder begins here."""
    rung_at: datetime | None = None
    """The last time that the same was reported, while nobody had acknowledged it."""
    further: int = 0
    """Messages of danger in the same conversation since."""
    marked: Step = Step.NOBODY
    """The last step that somebody set out to tell: marked before it is sent."""
    marked_at: datetime | None = None
    told: Step = Step.NOBODY
    """The last step that left."""
    tried_at: datetime | None = None
    """When telling last ended, whether anything left or not; None if it never did: a process died first."""
    opened_at: datetime | None = None
    """When one of the staff first opened its page."""
    acknowledged_at: datetime | None = None
    """When one of the staff said "Ci penso io"."""
    acknowledged_by: str = ""
    """Id of the member of staff."""
    settled_at: datetime | None = None
    """When the conversation or case showed that a person had acted."""
    version: int = 0

    def gives_right_at(self, now: datetime) -> bool:
        """True while it is unsettled and for 24 hours after."""
        return self.settled_at is None or now < self.settled_at + RIGHT_LASTS
