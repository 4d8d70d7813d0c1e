"""What a worker needs from outside."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from urp.notices.broadcasts.audience_rule import AudienceKind
from urp.notices.broadcasts.freezing_ports import Member
from urp.notices.broadcasts.jobs import ClosedJob, Job, JobId
from urp.notices.broadcasts.model import Broadcast
from urp.notices.broadcasts.recipients import Answer, Ending, RecipientRow
from urp.notices.broadcasts.trackers import RowReference


class Clock(Protocol):
    """The only source of time of what runs longer than an instant; aware, UTC."""

    def now(self) -> datetime: ...

    def sleep_until(self, moment: datetime) -> None:
        """Returns at once when the moment is past."""
        ...


class SendingThreads(Protocol):
    """A few calls to Meta in flight at once: as many as there are threads, never more."""

    def start(self, task: Callable[[], None]) -> None:
        """Waits for a free thread first. A task raises nothing."""
        ...

    def in_each(self, task: Callable[[], None]) -> None:
        """Once in every thread, at the same time; returns when the last is done. A task raises nothing."""
        ...

    def join(self) -> None:
        """Waits until no task is running."""
        ...


class Jobs(Protocol):
    def lease(
        self, broadcast_id: UUID, job_id: JobId, token: str, now: datetime, until: datetime
    ) -> Job | None:
        """One more fall counts until it closes or is released. None when closed, dead, or leased."""
        ...

    def release(self, broadcast_id: UUID, job_id: JobId, token: str) -> None:
        """The worker is well and gives it back: no fall. Nothing happens when the lease is another's."""
        ...

    def bury(self, broadcast_id: UUID, job_id: JobId, token: str) -> None:
        """Dead: open, but no worker takes it until it is revived."""
        ...

    def revive(self, broadcast_id: UUID) -> None:
        """All dead jobs of a broadcast."""
        ...

    def close(self, broadcast_id: UUID, job: ClosedJob) -> bool:
        """Closed and its counts added to the header in one transaction. False when the lease is another's."""
        ...

    def open(self, broadcast_id: UUID) -> Sequence[Job]:
        """From an index that may be a moment behind: good for hints, never for closing."""
        ...


class HandOverResult(StrEnum):
    HANDED = "handed"
    NOT_ADDRESSED = "not_addressed"
    """No longer a member, or blocked."""
    NOT_PENDING = "not_pending"
    """Somebody else already had this person in hand, or a status shows that Meta did."""
    BUSY = "busy"
    """Other writes touched the same items: nothing is known, nothing was done."""


@dataclass(frozen=True, slots=True)
class AnsweredRow:
    row: RowReference
    answer: Answer
    held: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """One consistent reading before a slice: the header, and whoever of the slice is still a member."""

    broadcast: Broadcast
    members: Mapping[UUID, Member]
    at: datetime

    def concerns(self, citizen_id: UUID) -> bool:
        """Not whoever left, nor whoever has answered before being asked to confirm."""
        member, rule = self.members.get(citizen_id), self.broadcast.audience_rule
        asks = rule.kind is AudienceKind.UNCONFIRMED
        return member is not None and (not asks or member.unconfirmed == rule.of)


class Rows(Protocol):
    def look(
        self, broadcast_id: UUID, citizens: Sequence[UUID], now: datetime, windows: bool = False
    ) -> Look:
        """One BatchGetItem; with `windows` it also tells until when each member's 24 hours last. Raises
        NotFoundError without a header."""
        ...

    def read(
        self, broadcast_id: UUID, shard: int, citizens: Sequence[UUID]
    ) -> Mapping[UUID, RecipientRow]: ...

    def hand_over(
        self, row: RowReference, token: str, now: datetime, answers: Sequence[AnsweredRow]
    ) -> HandOverResult:
        """Pending, a member and not blocked: all checked where the mark is set. The answers of others ride
        along in the same transaction; they are written only if the result is HANDED."""
        ...

    def answer(self, answers: Sequence[AnsweredRow]) -> None:
        """Overwrites `unclear`: whoever knows, knows better. A row is never made open again."""
        ...

    def take_back(self, row: RowReference, token: str) -> bool:
        """Certainly not sent: pending again. False when the mark is another's or an answer stands."""
        ...

    def settle_unclear(self, row: RowReference, token: str, now: datetime) -> bool:
        """Handed over by a run that is gone. False when an answer came meanwhile."""
        ...

    def end(self, broadcast_id: UUID, shard: int, citizens: Collection[UUID], ending: Ending) -> None:
        """Only those still pending; the others are left as they are."""
        ...


class Health(Protocol):
    """The last unclear sends of one broadcast, shared by all its workers."""

    def unclear(self, broadcast_id: UUID, sequence: int, now: datetime) -> Sequence[int]:
        """Adds one and returns the sequence numbers of the last ones, this one included, newest last."""
        ...

    def forget(self, broadcast_id: UUID) -> None:
        """The broadcast goes on: what was is no longer held against Meta."""
        ...


class Reachability(Protocol):
    def answers(self) -> bool:
        """Whether Meta answers a harmless question: no citizen is spent to find out."""
        ...
