"""One person of a frozen audience: what we did, what Meta answered, what became of the message.

Three writers, each with attributes of its own, so that their writes commute: the worker (hand-over, answer),
the worker again for those not to be written to (ending), the recorder of Meta's statuses (delivery).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from urp.notices.broadcasts.audience import AudienceKind, Member
from urp.notices.broadcasts.model import Broadcast
from urp.notices.broadcasts.trackers import RowReference


class Outcome(StrEnum):
    """Where one person stands. The first two are open; the closing statement counts the others."""

    PENDING = "pending"
    HANDED = "handed"
    """Marked just before the call to Meta and no answer written yet."""
    ACCEPTED = "accepted"
    REFUSED = "refused"
    OPTED_OUT = "opted_out"
    BLOCKED = "blocked"
    EXPIRED = "expired"
    STOPPED = "stopped"
    UNCLEAR = "unclear"


OPEN = frozenset({Outcome.PENDING, Outcome.HANDED})


class AnswerKind(StrEnum):
    ACCEPTED = "accepted"
    REFUSED = "refused"
    UNCLEAR = "unclear"


class Ending(StrEnum):
    """Why nothing was handed over."""

    OPTED_OUT = "opted_out"
    BLOCKED = "blocked"
    EXPIRED = "expired"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class HandOver:
    """The mark set in the same transaction that checks membership and block."""

    token: str
    """Of the worker's run that set it: only that run may take it back."""
    at: datetime


@dataclass(frozen=True, slots=True)
class Answer:
    kind: AnswerKind
    at: datetime
    code: int | None = None
    message_id: str | None = None
    country: str | None = None
    """Of the person (`home_country`): a notice often closes before their first status."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What Meta said afterwards, each with Meta's own time. `held`: kept back by Meta's quality check."""

    held: bool = False
    sent_at: datetime | None = None
    delivered_at: datetime | None = None
    read_at: datetime | None = None
    failed_at: datetime | None = None
    failed_code: int | None = None
    charge: str | None = None
    """How Meta bills it, by the first status that said so (`tally.charge_of`)."""

    @property
    def has_status(self) -> bool:
        """A status carried our tracker: Meta had taken the message, whatever we know of the call."""
        return any((self.sent_at, self.delivered_at, self.read_at, self.failed_at))


@dataclass(frozen=True, slots=True)
class RecipientRow:
    citizen_id: UUID
    hand_over: HandOver | None = None
    answer: Answer | None = None
    ending: Ending | None = None
    delivery: Delivery = field(default_factory=Delivery)
    settled: Outcome | None = None
    """Where this person had ended when the first status came: a job counts that, the receipts correct it."""
    was_held: bool = False
    """Kept back when the first status came: likewise."""

    @property
    def outcome(self) -> Outcome:
        """A status outweighs everything: it can only follow a message that Meta took."""
        if self.delivery.has_status:
            return Outcome.ACCEPTED
        if self.answer is not None:
            return Outcome(self.answer.kind.value)
        if self.hand_over is not None:
            return Outcome.HANDED
        if self.ending is not None:
            return Outcome(self.ending.value)
        return Outcome.PENDING

    @property
    def outcome_for_job(self) -> Outcome:
        """What the job of this person counts, whether it closes before or after the first status."""
        return self.settled or self.outcome

    @property
    def held_for_job(self) -> bool:
        return self.delivery.held and (self.was_held or not self.delivery.has_status)


class DeliveryStage(StrEnum):
    """The furthest news of an accepted message."""

    NO_NEWS = "no_news"
    HELD = "held"
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"


def stage(delivery: Delivery) -> DeliveryStage:
    """Read outranks delivered outranks failed outranks sent: Meta never fails what it delivered."""
    ladder = (
        (delivery.read_at, DeliveryStage.READ),
        (delivery.delivered_at, DeliveryStage.DELIVERED),
        (delivery.failed_at, DeliveryStage.FAILED),
        (delivery.sent_at, DeliveryStage.SENT),
        (delivery.held or None, DeliveryStage.HELD),
    )
    return next((reached for news, reached in ladder if news is not None), DeliveryStage.NO_NEWS)


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
    """One consistent reading before a slice: the header, and who of the slice is still a member."""

    broadcast: Broadcast
    members: Mapping[UUID, Member]
    at: datetime

    def concerns(self, citizen_id: UUID, *, promotes: bool) -> bool:
        """Not who left, nor who has answered before being asked to confirm, nor who told WhatsApp to stop
        promotions, of one."""
        member, rule = self.members.get(citizen_id), self.broadcast.audience_rule
        asks = rule.kind is AudienceKind.UNCONFIRMED
        if member is None or (promotes and member.no_marketing):
            return False
        return not asks or member.unconfirmed == rule.of
