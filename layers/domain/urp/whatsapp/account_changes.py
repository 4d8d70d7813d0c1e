"""The kinds of change of the account; Meta's own words for events and reasons are kept as they come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from urp.whatsapp.error_codes import MetaError
from urp.whatsapp.messaging_limit import MessagingLimit
from urp.whatsapp.person import PersonIds


class Choice(StrEnum):
    STOP = "stop"
    RESUME = "resume"
    SIGNUP = "signup"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class MarketingPreference:
    """What a person told WhatsApp itself about marketing messages; Meta then refuses ours (131050)."""

    person: str
    """Their `sender_key`: who it is need not be known."""
    choice: Choice
    at: datetime | None


@dataclass(frozen=True, slots=True)
class IdentityUpdate:
    """The old form of an id change, withdrawn in August 2026; tolerated."""

    previous: PersonIds
    current: PersonIds
    at: datetime | None


@dataclass(frozen=True, slots=True)
class NumberQuality:
    """`event` such as THROUGHPUT_UPGRADE, FLAGGED, UNFLAGGED."""

    event: str
    limit: MessagingLimit | None


@dataclass(frozen=True, slots=True)
class SharedNumber:
    """The phone's own app uses the number as well (Meta: "coexistence")."""


@dataclass(frozen=True, slots=True)
class CallReceived:
    """Somebody rang the number, which nobody answers."""


@dataclass(frozen=True, slots=True)
class NumberName:
    decision: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class NumberErrors:
    """Errors of the number or the application that belong to no message; none where Meta gave no code."""

    errors: tuple[MetaError, ...]


@dataclass(frozen=True, slots=True)
class AccountAlert:
    kind: str | None
    severity: str | None
    status: str | None


@dataclass(frozen=True, slots=True)
class AccountReview:
    decision: str | None


@dataclass(frozen=True, slots=True)
class SecurityEvent:
    """PIN_CHANGED, PIN_RESET_REQUEST, PIN_REQUEST_SUCCESS."""

    event: str


@dataclass(frozen=True, slots=True)
class Restriction:
    """`kind` such as RESTRICTED_BIZ_INITIATED_MESSAGING; without an end it lasts until Meta lifts it."""

    kind: str
    until: datetime | None


@dataclass(frozen=True, slots=True)
class AccountEvent:
    """`ban` is DISABLE, REINSTATE or SCHEDULE_FOR_DISABLE."""

    event: str
    restrictions: tuple[Restriction, ...] = ()
    violation: str | None = None
    ban: str | None = None


@dataclass(frozen=True, slots=True)
class TemplateStatus:
    """`event` such as APPROVED, PAUSED, DISABLED; `detail` such as FIRST_PAUSE."""

    name: str
    language: str | None
    event: str
    reason: str | None
    detail: str | None


@dataclass(frozen=True, slots=True)
class TemplateQuality:
    name: str
    language: str | None
    previous: str | None
    current: str


@dataclass(frozen=True, slots=True)
class TemplateCategory:
    """`done` is false for a change that Meta announces (24 hours before) or suspects."""

    name: str
    language: str | None
    previous: str | None
    current: str | None
    done: bool


@dataclass(frozen=True, slots=True)
class TemplateEdited:
    """Somebody changed the words of a template at Meta: they are no longer those the office approved."""

    name: str
    language: str | None


@dataclass(frozen=True, slots=True)
class BusinessUsername:
    """`status` such as approved, reserved."""

    status: str | None


@dataclass(frozen=True, slots=True)
class SettingsChanged:
    """`settings`: Meta's names of what was changed, such as calling."""

    settings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OtherChange:
    field: str


type AccountChange = (
    MarketingPreference
    | IdentityUpdate
    | MessagingLimit
    | NumberQuality
    | SharedNumber
    | CallReceived
    | NumberName
    | NumberErrors
    | AccountAlert
    | AccountReview
    | SecurityEvent
    | AccountEvent
    | TemplateStatus
    | TemplateQuality
    | TemplateCategory
    | TemplateEdited
    | BusinessUsername
    | SettingsChanged
    | OtherChange
)
