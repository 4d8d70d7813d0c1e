"""An alert: raised for what waits for a person, and open until somebody has dealt with it."""

from __future__ import annotations

from base64 import b32encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ClimbTimes:
    """From when it was raised, each after the one before: the profile's."""

    again_after: timedelta
    second_after: timedelta
    administrators_after: timedelta


RIGHT_LASTS = timedelta(hours=24)
"""After an alert of a danger or a threat was settled: its writer may answer back."""
_CODE_BYTES = 5
_CODE_LENGTH = 8


def make_code(subject: UUID, kind: str) -> str:
    """The alert's address: eight letters and digits, always the same for one subject and class."""
    digest = sha256(f"{kind}/{subject}".encode()).digest()[:_CODE_BYTES]
    return b32encode(digest).decode().lower()[:_CODE_LENGTH]


@dataclass(frozen=True, slots=True)
class Alert:
    code: str
    kind: str
    """A class of `urp.desk.alarms`."""
    subject: UUID
    raised_at: datetime
    further: int = 0
    """Messages of danger in the same conversation since, for which nobody was told anew."""
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
