"""What carrying out blocks at WhatsApp, and comparing with Meta's list, need from outside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from urp.acts.model import Act
from urp.citizens.identity.model import Citizen, CitizenChange, SenderIds
from urp.moderation.blocks.ports import BlockEvent, BlockOrders
from urp.whatsapp.person import PersonIds


@dataclass(frozen=True, slots=True)
class Stranger:
    """Somebody on Meta's list for whom nobody chose it here: a person decides what becomes of that."""

    id: UUID
    ids: PersonIds
    found_at: datetime
    lifting: bool = False
    """A person decided that Meta's block goes."""
    reason: str = ""
    """Why it goes; for the office."""

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


class Notices(Protocol):
    def is_out(self, outbox_id: str) -> bool:
        """Accepted, refused, ended unclear, or gone: nobody sends it any more."""
        ...


class MirrorRegister(Protocol):
    def store(self, change: CitizenChange, event: BlockEvent | None, now: datetime) -> None:
        """ConflictError when the citizen moved since it was read."""
        ...

    def due(self, now: datetime) -> Sequence[UUID]:
        """Citizens whose next step is due."""
        ...

    def mirrored(self) -> Sequence[UUID]:
        """Everybody with anything chosen, refused or lifted at WhatsApp."""
        ...


class StrangerRegister(Protocol):
    def strangers(self) -> Sequence[Stranger]: ...

    def stranger(self, stranger_id: UUID) -> Stranger | None: ...

    def keep(self, stranger: Stranger, now: datetime) -> None:
        """Kept for thirty days after it was last found."""
        ...

    def drop(self, stranger_id: UUID) -> None: ...

    def comparison(self) -> Comparison | None: ...

    def note(self, comparison: Comparison) -> None: ...


class StrangerOrders(BlockOrders, Protocol):
    def lift_stranger(self, stranger_id: UUID, delay_seconds: int = 0) -> None: ...

    def compare(self) -> None: ...


def owner_among(ids: SenderIds, by_user_id: Citizen | None, by_phone: Citizen | None) -> Citizen | None:
    if by_user_id is not None or by_phone is None:
        return by_user_id
    another = ids.user_id is not None and by_phone.user_ids and ids.user_id not in by_phone.user_ids
    return None if another else by_phone


class StrangerDecisions(Protocol):
    def lift(self, stranger: Stranger, owner: UUID | None, event: BlockEvent, act: Act) -> None:
        """Into the history of the citizen it is, where we know them. ConflictError when somebody decided
        already."""
        ...

    def adopt(
        self, stranger: Stranger, change: CitizenChange, events: Sequence[BlockEvent], act: Act
    ) -> None: ...

    def note(self, act: Act) -> None:
        """An act that changes nothing by itself."""
        ...


class KnownPeople(Protocol):
    def find_all(self, citizen_ids: Sequence[UUID]) -> Mapping[UUID, Citizen]: ...

    def owners(self, people: Sequence[PersonIds]) -> Sequence[Citizen | None]:
        """Who of the citizens each is. The user id decides: a phone alone may be somebody else's by now."""
        ...
