"""What the casebook needs from outside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from urp.acts.model import Act
from urp.acts.page import Page
from urp.desk.changes import ConversationChange, DeskStateChange
from urp.desk.model import DeskState
from urp.desk.outbox import OutboxRow
from urp.moderation.casebook.giving_back import GivenBack
from urp.moderation.casebook.model import Case, CaseOpening, CaseState, CaseText, Correction, Step, StoredCase


@dataclass(frozen=True, slots=True)
class CaseStep:
    """What one act of the office changes, stored together with the act or not at all."""

    before: Case
    after: Case
    step: Step
    state: DeskStateChange | None = None
    reply: OutboxRow | None = None
    back: GivenBack | None = None
    """The message goes back to the desk."""
    conversation: ConversationChange | None = None
    """Out of which the message is taken."""
    corrections: tuple[Correction, ...] = ()
    """Of the message that is taken out of its conversation: they become the case's with it."""
    erases_text: bool = False
    """Its sender took it back, and it was no breach."""


class CaseRegister(Protocol):
    def case(self, case_id: UUID) -> StoredCase | None: ...

    def texts(self, case_ids: Iterable[UUID]) -> Mapping[UUID, CaseText]:
        """Those not erased yet."""
        ...

    def page(self, state: CaseState, cursor: str | None, limit: int) -> Page[Case]:
        """While they wait: threats first, then the oldest. Decided ones: the last decided first."""
        ...

    def unread(self, cursor: str | None, limit: int) -> Page[Case]:
        """Proposed ones that a rule hid and nobody has looked at, in the same order."""
        ...

    def unread_since(self, before: datetime) -> int:
        """How many of them were opened before that moment."""
        ...

    def of_citizen(self, citizen_id: UUID) -> tuple[Case, ...]:
        """Newest first."""
        ...

    def state(self, citizen_id: UUID) -> DeskState:
        """What the desk remembers of the citizen, warnings among it; an empty one, version 0, if nothing."""
        ...

    def open(self, opening: CaseOpening, act: Act, conversation: ConversationChange) -> None:
        """The message's text leaves its conversation in the same transaction. CaseKnownError when the message
        is a case already; ConflictError when somebody wrote meanwhile; AlreadyActedError for a used key."""
        ...

    def record(self, step: CaseStep, act: Act) -> None:
        """ConflictError when something moved since it was read; AlreadyActedError for a used key."""
        ...

    def note(self, act: Act) -> None:
        """An act that changes nothing, such as reading a text."""
        ...
