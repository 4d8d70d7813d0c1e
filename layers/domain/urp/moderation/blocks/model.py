"""Changes of a citizen's block, here and at WhatsApp, and people on Meta's list alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol
from uuid import UUID

from urp.acts.second_person import ProposalChange
from urp.citizens.identity.model import Citizen, CitizenChange, SenderIds
from urp.desk.outbox import OutboxRow
from urp.meaning.breaches import Breach
from urp.moderation.casebook.model import CaseStep
from urp.whatsapp.person import PersonIds

type BlockEventKind = Literal[
    "blocked",
    "unblocked",
    "whatsapp_block_chosen",
    "whatsapp_block_lifted",
    "blocked_at_whatsapp",
    "refused_by_whatsapp",
    "unblocked_at_whatsapp",
]
"""Kinds of events: decisions here and for WhatsApp, and their results there."""


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
    confirmed: ProposalChange | None = None
    """The proposal of a lifting decided by two people."""


@dataclass(frozen=True, slots=True)
class Stranger:
    """A person on Meta's list who was not blocked from here; staff decide what to do."""

    id: UUID
    ids: PersonIds
    found_at: datetime
    lifting: bool = False
    """Staff decided to lift Meta's block."""
    reason: str = ""
    """Why it is lifted; for the office."""

    @property
    def addresses(self) -> tuple[str, ...]:
        return (self.ids.user_id,) if self.ids.user_id else tuple(filter(None, (self.ids.phone,)))


@dataclass(frozen=True, slots=True)
class Comparison:
    """The last time our blocks were compared with Meta's list."""

    at: datetime
    complete: bool
    """False: Meta did not give the whole list, and nothing was concluded from what it lacks."""
    at_meta: int
    chosen_here: int
    strangers: int
    missing: int


def find_owner(ids: SenderIds, by_user_id: Citizen | None, by_phone: Citizen | None) -> Citizen | None:
    """Find the citizen. The user id decides: a phone alone may be another person's by now."""
    if by_user_id is not None or by_phone is None:
        return by_user_id
    another = ids.user_id is not None and by_phone.user_ids and ids.user_id not in by_phone.user_ids
    return None if another else by_phone


class BlockOrders(Protocol):
    """Orders to carry out decisions at WhatsApp. UnavailableError: the sweep finds them."""

    def carry_out(self, citizen_id: UUID, delay_seconds: int = 0) -> None: ...

    def lift_stranger(self, stranger_id: UUID, delay_seconds: int = 0) -> None: ...

    def compare(self) -> None: ...
