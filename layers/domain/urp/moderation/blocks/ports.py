"""What blocking needs from outside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol
from uuid import UUID

from urp.acts.model import Act
from urp.acts.page import Page
from urp.citizens.identity.model import CitizenChange
from urp.desk.outbox import OutboxRow
from urp.language import Language
from urp.meaning.breaches import Breach
from urp.moderation.casebook.ports import CaseStep

type BlockEventKind = Literal[
    "blocked",
    "unblocked",
    "whatsapp_block_chosen",
    "whatsapp_block_lifted",
    "blocked_at_whatsapp",
    "refused_by_whatsapp",
    "unblocked_at_whatsapp",
]
"""What a person decided, here and for WhatsApp, and what became of it there."""


@dataclass(frozen=True, slots=True)
class BlockEvent:
    """One line of a citizen's history of blocks; never changed, kept for a while after the block's end."""

    kind: BlockEventKind
    at: datetime
    by: str
    reason: str
    until: datetime | None
    policy_version: str
    breach: Breach | None = None
    """What the citizen is told of."""


@dataclass(frozen=True, slots=True)
class BlockStep:
    change: CitizenChange
    event: BlockEvent
    notice: OutboxRow | None = None
    beside: tuple[CaseStep, ...] = ()
    """The casebook's step that decided it, and one of every other case whose block it ends."""


class BlockOrders(Protocol):
    """To whoever carries out at WhatsApp what was decided here. UnavailableError: the sweep finds it."""

    def carry_out(self, citizen_id: UUID, delay_seconds: int = 0) -> None: ...


class BlockRegister(Protocol):
    def record(self, step: BlockStep, act: Act) -> None:
        """Profile, membership, history, list, notice and audit together. ConflictError when the citizen moved
        in the meantime; AlreadyActedError for a used key."""
        ...

    def language(self, citizen_id: UUID) -> Language:
        """What they last wrote in."""
        ...

    def history(self, citizen_id: UUID) -> tuple[BlockEvent, ...]:
        """Newest first."""
        ...

    def in_force(self, cursor: str | None, limit: int, now: datetime) -> Page[UUID]:
        """Newest first; a page may hold fewer than `limit` and not be the last."""
        ...
