"""A file of evidence: messages, bodies, facts and its state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class FileState(StrEnum):
    PROPOSED = "proposed"
    """Its bytes are kept, and nobody reads them."""
    REFUSED = "refused"
    APPROVED = "approved"
    SEALED = "sealed"
    """The facts are final: from here corrections are added, nothing is changed."""
    RELEASED = "released"


ENDED = frozenset({FileState.REFUSED, FileState.RELEASED})
"""What was kept expires as usual, and is not read any more."""


class FileStep(StrEnum):
    """What the office does with a file."""

    APPROVE = "approve"
    REFUSE = "refuse"
    FACTS = "facts"
    SEAL = "seal"
    CORRECT = "correct"
    EXPORT = "export"
    SENT = "sent"
    RELEASE = "release"


POSSIBLE_STEPS: Mapping[FileState, tuple[FileStep, ...]] = {
    FileState.PROPOSED: (FileStep.APPROVE, FileStep.REFUSE, FileStep.FACTS),
    FileState.APPROVED: (FileStep.FACTS, FileStep.SEAL, FileStep.RELEASE),
    FileState.SEALED: (FileStep.EXPORT, FileStep.SENT, FileStep.CORRECT, FileStep.RELEASE),
    FileState.REFUSED: (),
    FileState.RELEASED: (),
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What a denuncia states (art. 332 c.p.p.), beside the day the news was acquired."""

    essential: str = ""
    """The essential elements of the fact, in a person's words."""
    sources: tuple[str, ...] = ()
    """Sources of evidence already known."""
    accused: str = ""
    """What is known of the person beyond what WhatsApp shows of them."""
    victims: tuple[str, ...] = ()
    able_to_report: tuple[str, ...] = ()
    """Who can tell something that matters for the reconstruction of the facts."""


NOTHING_WRITTEN = Facts()


@dataclass(frozen=True, slots=True)
class Correction:
    at: datetime
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Shown:
    """The sender of a message, as WhatsApp showed them; `name` is chosen by the person and proves nothing."""

    phone: str | None = None
    user_id: str | None = None
    name: str = ""
    username: str | None = None


NOBODY = Shown()


@dataclass(frozen=True, slots=True)
class Chosen:
    """One message as the service knows it before the file is opened."""

    ref: str
    kind: str
    at: datetime
    text: str
    author: str | None
    received: str | None
    """Key of the body it came in."""


@dataclass(frozen=True, slots=True)
class KnownCase:
    id: UUID
    citizen_id: UUID
    messages: tuple[Chosen, ...]
    """The one it is about, and its corrections."""
    known_since: datetime | None
    """When a person of the office first did something about it; None: only a rule has."""


@dataclass(frozen=True, slots=True)
class ReceivedBody:
    """One POST of Meta's as the webhook stored it."""

    key: str
    content: bytes
    signature: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class KeptBody:
    """One whole POST of Meta's; it may contain messages of other people too."""

    number: int
    """In the file, from 1, in the order of receipt."""
    received_key: str
    """Its name among the received bodies, given at receipt from its SHA-256."""
    sha256: str
    size: int
    signature: str
    """The header X-Hub-Signature-256, verified over these bytes before they were stored."""
    received_at: datetime

    @property
    def as_received(self) -> bool:
        """True if the bytes did not change between receipt and copy."""
        return self.sha256 in self.received_key


@dataclass(frozen=True, slots=True)
class KeptMessage:
    number: int
    """In the file, from 1, in the order of writing."""
    ref: str
    """Digest of Meta's id, as the desk shows it; of an answer the id itself."""
    kind: str
    at: datetime
    """By WhatsApp's clock, for what a citizen wrote."""
    text: str
    body: int | None
    """Number of the kept body it is in; None if that had expired: then the text is the desk's copy."""
    author: str | None = None
    """The member of staff, for an answer of the office."""
    shown: Shown = NOBODY


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """`version` 0 means not stored yet. It grows by one with every entry of the custody log."""

    id: UUID
    citizen_id: UUID
    conversation_id: UUID | None
    case_ids: tuple[UUID, ...]
    """Of the casebook, held as long as the file is open."""
    state: FileState
    reason: str
    """Why it was proposed, for the office."""
    proposed_by: str
    proposed_at: datetime
    acquired_at: datetime
    """When staff first learnt of it: from here art. 331 counts «senza ritardo»."""
    policy_version: str
    bodies: tuple[KeptBody, ...] = ()
    messages: int = 0
    facts: Facts = NOTHING_WRITTEN
    corrections: tuple[Correction, ...] = ()
    decided_by: str | None = None
    decided_at: datetime | None = None
    sealed_at: datetime | None = None
    sent_at: datetime | None = None
    """When the office says it first went to the authority, outside this service."""
    ended_at: datetime | None = None
    end_reason: str | None = None
    deleted_from: datetime | None = None
    """Of an ended one: when its copy may be deleted. None until the last hold was lifted."""
    head: str = ""
    """Hash of the last custody entry."""
    head_at: datetime | None = None
    """Its time."""
    version: int = 0

    def find_clock_end(self, now: datetime) -> datetime:
        """Until when time is counted; for an ended file, until its end."""
        return self.ended_at or now
