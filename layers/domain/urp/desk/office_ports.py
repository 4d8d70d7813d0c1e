"""What the office's desk needs from outside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from urp.errors import NotFoundError

if TYPE_CHECKING:
    from urp.acts.model import Act
    from urp.acts.page import Page
    from urp.citizens.identity.model import Citizen
    from urp.desk.changes import ConversationChange, DeskStateChange
    from urp.desk.model import Conversation, ConversationStatus, DeskMessage, DeskState
    from urp.desk.office_views import StoredMessage
    from urp.desk.outbox import OutboxRow

MOST_MESSAGES = 100
"""Of a conversation at once; fewer where they are longer than WhatsApp lets a text be today (4,096
characters): `urp.acts.page.MOST_BYTES`."""


@dataclass(frozen=True, slots=True)
class DeskStep:
    """What one act of the office changes, stored together with the act or not at all."""

    conversation: ConversationChange
    state: DeskStateChange | None = None
    message: DeskMessage | None = None
    reply: OutboxRow | None = None


class HeldBy(StrEnum):
    """Which conversations of a list."""

    ANYBODY = "anybody"
    MINE = "mine"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many conversations wait for an answer."""

    all: int
    overdue: int
    """Nobody wrote in them for 24 hours: WhatsApp takes no free answer any more."""


class DeskRegister(Protocol):
    def page(
        self,
        status: ConversationStatus,
        cursor: str | None,
        limit: int,
        held: HeldBy = HeldBy.ANYBODY,
        staff: str = "",
    ) -> Page[Conversation]:
        """On top who may be in danger, then the one whose window ends first. `staff`: whose, for MINE. A page
        may be short, even empty, and have a cursor all the same."""
        ...

    def waiting(self, now: datetime) -> Waiting: ...

    def conversation(self, conversation_id: UUID) -> Conversation | None: ...

    def messages(self, conversation_id: UUID) -> tuple[StoredMessage, ...]:
        """All of them, oldest first."""
        ...

    def said(self, conversation_id: UUID, cursor: str | None, limit: int) -> Page[StoredMessage]:
        """The newest of them, oldest first; the cursor asks for what was written before."""
        ...

    def taken_back(self, conversation_id: UUID, since: datetime, until: datetime) -> frozenset[str]:
        """Of what was written between the two: the ids of those whose text is gone."""
        ...

    def state(self, citizen_id: UUID) -> DeskState:
        """An empty one, version 0, when nothing is remembered."""
        ...

    def reply(self, outbox_id: str) -> OutboxRow | None: ...

    def replies(self, outbox_ids: Iterable[str]) -> Mapping[str, OutboxRow]: ...

    def record(self, step: DeskStep, act: Act) -> None:
        """ConflictError when something moved since it was read; AlreadyActedError for a used key."""
        ...

    def claim(self, change: ConversationChange) -> None:
        """Somebody is writing, or no longer: no act of the office. ConflictError as above."""
        ...

    def note(self, act: Act) -> None:
        """An act that changes nothing, such as looking at a text."""
        ...

    def count_number(self, act: Act, day: date, most: int) -> None:
        """The act of looking at a whole number, counted for its author and that day in one transaction:
        NumbersLimitError, and nothing is written, when it would be more than `most`."""
        ...


class People(Protocol):
    def find_one(self, citizen_id: UUID) -> Citizen | None: ...

    def find_all(self, citizen_ids: Iterable[UUID]) -> Mapping[UUID, Citizen]:
        """By the id asked for; who was merged is answered with the one they became."""
        ...


def found(register: DeskRegister, conversation_id: UUID) -> Conversation:
    conversation = register.conversation(conversation_id)
    if conversation is None:
        raise NotFoundError("Questa conversazione non c'è.")
    return conversation
