"""What sending replies and keeping the desk need from outside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from urp.citizens.consent import LedgerEntry
from urp.citizens.identity.model import Citizen
from urp.desk.outbox import Delivery, Fate, OutboxRow, ReplyProblem
from urp.whatsapp.rate_ports import Slots, Wait


@dataclass(frozen=True, slots=True)
class Consequence:
    """What else changes with what became of a reply: each change as the wing has it that counts on replies,
    which also knows how it is stored."""

    at: datetime
    changes: tuple[object, ...] = ()


class Follow(Protocol):
    def __call__(self, row: OutboxRow, fate: Fate, now: datetime) -> Consequence:
        """`row` as it was read, before `fate` is written into it."""
        ...


class Outbox(Protocol):
    """Replies on their way. Each change asks that the row is still as it was read; where somebody else moved
    it on (a status that came first, another delivery), nothing is written over. A consequence is stored with
    the row or not at all; ConflictError when something it changes moved since it was read."""

    def get(self, outbox_id: str) -> OutboxRow | None: ...

    def hand_over(self, row: OutboxRow, now: datetime) -> OutboxRow | None:
        """Marks it just before the call to Meta and counts the attempt. None: somebody else moved it on."""
        ...

    def accept(
        self,
        row: OutboxRow,
        message_id: str,
        entry: LedgerEntry | None,
        beside: Consequence | None = None,
    ) -> None:
        """`entry` goes into the consent ledger too."""
        ...

    def refuse(
        self,
        row: OutboxRow,
        code: int | None,
        problem: ReplyProblem | None,
        entry: LedgerEntry | None = None,
        beside: Consequence | None = None,
    ) -> None:
        """`entry` goes into the consent ledger with it, or not at all when somebody else moved the row on."""
        ...

    def leave_unclear(
        self, row: OutboxRow, again_at: datetime | None, beside: Consequence | None = None
    ) -> None:
        """`again_at`: when the one repeat is due; None when nobody repeats it."""
        ...

    def take_back(self, row: OutboxRow, again_at: datetime) -> None:
        """It certainly did not go out: as before the hand-over, the attempt not counted."""
        ...

    def settle(
        self,
        row: OutboxRow,
        message_id: str,
        reached: Mapping[Delivery, datetime],
        failed_code: int | None,
        entries: Sequence[LedgerEntry],
        beside: Consequence | None = None,
    ) -> bool:
        """What statuses say, in any order and as often as they like: it was accepted, and got this far. With
        a consequence only if the row is as it was read; False when it is not, and nothing was written."""
        ...


class WaitingReplies(Protocol):
    def waiting_since(self, moment: datetime, limit: int) -> tuple[str, ...]:
        """Rows with work to do that were due before `moment`, longest first."""
        ...

    def postpone(self, outbox_id: str, until: datetime) -> None:
        """It was enqueued again: the next sweep need not look at it before `until`."""
        ...


class Recipients(Protocol):
    def find_one(self, citizen_id: UUID) -> Citizen | None:
        """Read consistently; who was merged is answered with the one they became."""
        ...


class DeskRate(Protocol):
    """The desk's part of the number's rate. UnavailableError when its store does not answer: then nothing may
    be sent."""

    def reserve_for_desk(self, now: datetime, outside: int = 0) -> Slots | Wait:
        """`outside` their window: counts against Meta's messaging limit."""
        ...

    def throttled(self, wish: timedelta | None, now: datetime) -> None: ...
