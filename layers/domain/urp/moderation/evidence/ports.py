"""What a file of evidence needs from outside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from urp.acts.model import Act
from urp.acts.page import Page
from urp.acts.second_person import ProposalChange
from urp.desk.model import Conversation
from urp.desk.office_views import StoredMessage
from urp.moderation.evidence.custody import CustodyEntry
from urp.moderation.evidence.model import Chosen, EvidenceFile, KeptBody, KeptMessage


@dataclass(frozen=True, slots=True)
class ReceivedBody:
    """One POST of Meta's as the webhook stored it."""

    key: str
    content: bytes
    signature: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class EvidenceStep:
    """One act on a file: the file after it, and the entry of the custody log that tells it."""

    before: EvidenceFile
    after: EvidenceFile
    entry: CustodyEntry
    messages: tuple[KeptMessage, ...] = ()
    """Only of the first step."""
    confirmed: ProposalChange | None = None
    """Of a release: what one person proposed and this one confirms."""


class EvidenceRegister(Protocol):
    def page(self, cursor: str | None, limit: int) -> Page[EvidenceFile]:
        """Newest first."""
        ...

    def find(self, file_id: UUID) -> EvidenceFile | None: ...

    def messages(self, file_id: UUID) -> tuple[KeptMessage, ...]:
        """As they were written."""
        ...

    def custody(self, file_id: UUID) -> tuple[CustodyEntry, ...]:
        """Oldest first."""
        ...

    def record(self, step: EvidenceStep, act: Act) -> None:
        """File, custody entry and audit together. ConflictError when somebody else was there meanwhile;
        AlreadyActedError for a used key."""
        ...

    def let_expire(self, file: EvidenceFile, at: datetime) -> None:
        """Everything of an ended file goes its ordinary way from `at`; doing it twice changes nothing."""
        ...


class EvidenceVault(Protocol):
    """Bytes, written once and held: no deletion of the service reaches them."""

    def received(self, key: str) -> ReceivedBody | None:
        """None once its class of retention has deleted it."""
        ...

    def keep(self, file_id: UUID, body: ReceivedBody) -> None:
        """Under hold from its first moment; the same bytes again change nothing."""
        ...

    def read(self, file_id: UUID, body: KeptBody) -> bytes:
        """NotFoundError when it is not there."""
        ...

    def let_go(self, file_id: UUID, bodies: Iterable[KeptBody]) -> None:
        """Lifts the hold: the copy goes its ordinary way. Again, or of what was never kept: nothing."""
        ...


@dataclass(frozen=True, slots=True)
class KnownCase:
    id: UUID
    citizen_id: UUID
    message: Chosen
    known_since: datetime | None
    """When a person of the office first did something about it; None: only a rule has."""


class Cases(Protocol):
    """The casebook. NotFoundError for no case; AlreadyHeldError for one of another open file."""

    def case(self, case_id: UUID) -> KnownCase: ...

    def of_messages(self, refs: Iterable[str]) -> tuple[KnownCase, ...]:
        """The cases that were made of these messages."""
        ...

    def hold(self, file: EvidenceFile, act: Act) -> None:
        """Nothing of its cases is erased until it releases them; again changes nothing."""
        ...

    def release(self, file: EvidenceFile, act: Act) -> None:
        """What another open file holds besides stays held."""
        ...


class Desk(Protocol):
    """What the desk knows of a conversation."""

    def conversation(self, conversation_id: UUID) -> Conversation | None: ...

    def messages(self, conversation_id: UUID) -> tuple[StoredMessage, ...]: ...
