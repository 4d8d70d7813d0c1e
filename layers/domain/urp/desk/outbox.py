"""Replies on their way to a citizen: what they are, how far they are, and why one did not go."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from urp.errors import UnavailableError
from urp.language import Language
from urp.whatsapp.outgoing import Button, Choice, TemplateMessage

if TYPE_CHECKING:
    from urp.desk.store.outbox_items import WaitingReplies


class ReplyKind(StrEnum):
    WELCOME = "welcome"
    GOODBYE = "goodbye"
    EMERGENCY = "emergency"
    AUTOMATIC = "automatic"
    """Receipts, courtesy replies, refusals, redirects."""
    ANSWER = "answer"
    """Written by an operator: when it ends unclear the operator decides, nobody repeats it."""
    RESUME = "resume"
    """Sent by an operator when the 24-hour window is over: always a template."""
    BLOCK_NOTICE = "block_notice"
    MODERATION = "moderation"
    """A warning, or an answer about one."""
    TRIAL = "trial"
    """A notice on a phone of the staff before anybody gets it: a template, to nobody in the tables."""


REPEATABLE = frozenset({ReplyKind.WELCOME, ReplyKind.GOODBYE, ReplyKind.EMERGENCY})
"""At-least-once: one repeat after 10 s without a sign of the first, two copies at most."""


class ReplyState(StrEnum):
    UNSENT = "unsent"
    HANDED = "handed"
    """Marked just before the call to Meta: whether it went cannot be told from it."""
    ACCEPTED = "accepted"
    REFUSED = "refused"
    UNCLEAR = "unclear"
    TAKEN_BACK = "taken_back"
    """By who wrote it, before it was handed over: it never went out."""


class ReplyProblem(StrEnum):
    """Why we ourselves did not hand a reply to Meta; its state is then `refused`."""

    BLOCKED = "blocked"
    WINDOW_CLOSED = "window_closed"
    """More than 24 hours after the citizen's last message Meta takes no free text."""
    NOT_SENDABLE = "not_sendable"
    """Meta's own limits forbid it: no address, or a text that is too long."""
    LEFT_SINCE = "left_since"
    """A welcome to somebody who left before it went out."""
    JOINED_SINCE = "joined_since"
    """A goodbye to somebody who joined again before it, or its second copy, went out."""


class Delivery(StrEnum):
    """What became of an accepted message, in the order it can only go forward."""

    SENT = "sent"
    FAILED = "failed"
    DELIVERED = "delivered"
    READ = "read"


class ReplyOutcome(StrEnum):
    """What is known of a reply that something else counts on."""

    ON_ITS_WAY = "on_its_way"
    ACCEPTED = "accepted"
    """By WhatsApp: whether it arrived is not known yet."""
    DELIVERED = "delivered"
    NOT_DELIVERED = "not_delivered"
    UNCLEAR = "unclear"


LOST = frozenset({ReplyOutcome.NOT_DELIVERED, ReplyOutcome.UNCLEAR})
"""Nobody may say that the citizen was told."""


def reply_outcome_of(state: ReplyState, delivery: Delivery | None) -> ReplyOutcome:
    if delivery in (Delivery.DELIVERED, Delivery.READ):
        return ReplyOutcome.DELIVERED
    if state in (ReplyState.REFUSED, ReplyState.TAKEN_BACK) or delivery is Delivery.FAILED:
        return ReplyOutcome.NOT_DELIVERED
    if state is ReplyState.UNCLEAR:
        return ReplyOutcome.UNCLEAR
    return ReplyOutcome.ACCEPTED if state is ReplyState.ACCEPTED else ReplyOutcome.ON_ITS_WAY


def furthest(steps: Iterable[Delivery | None]) -> Delivery | None:
    order = list(Delivery)
    return max((step for step in steps if step), key=order.index, default=None)


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One reply on its way to a citizen. Its id derives from the message it answers, so that a redelivered
    message finds the row it already wrote."""

    id: str
    citizen_id: UUID
    kind: ReplyKind
    text: str
    created_at: datetime
    user_id: str | None
    phone: str | None
    """Where it goes: the ids the answered message came from."""
    conversation_id: UUID | None = None
    asks_for_phone: bool = False
    """Sent with Meta's contact-request button."""
    state: ReplyState = ReplyState.UNSENT
    attempts: int = 0
    message_id: str | None = None
    """Meta's id once accepted."""
    error_code: int | None = None
    even_if_blocked: bool = False
    """An emergency answer, the one confirmation of leaving, the block notice."""
    handed_at: datetime | None = None
    not_before: datetime | None = None
    problem: ReplyProblem | None = None
    delivery: Delivery | None = None
    delivery_code: int | None = None
    """Meta's code when delivery failed after acceptance."""
    policy_version: str = ""
    """Of a welcome, with the next: what its receipts prove in the consent ledger."""
    privacy_version: str = ""
    language: Language = Language.ITALIAN
    """Of `text`; the ledger keeps in which one the privacy notice was shown."""
    choice: Choice | None = None
    """Sent under `text` as WhatsApp's list."""
    buttons: tuple[Button, ...] = ()
    """Sent under `text`, to press one."""
    template: TemplateMessage | None = None
    """Sent instead of `text`, which is how the citizen reads it: the 24-hour window does not count."""
    request_id: UUID | None = None
    """The request about one's own data whose register says that the citizen was told by this."""
    warning_of: UUID | None = None
    """The case whose warning this is."""

    @property
    def outcome(self) -> ReplyOutcome:
        return reply_outcome_of(self.state, self.delivery)

    @property
    def counted_on(self) -> bool:
        """Something else says, while it is kept, that the citizen was told."""
        of_the_office = self.kind is ReplyKind.ANSWER
        return of_the_office or self.request_id is not None or self.warning_of is not None


class Replies(Protocol):
    """The queue of rows' ids."""

    def enqueue(self, reply_ids: Sequence[str], delay_seconds: int = 0) -> None: ...


def enqueue_stored(replies: Replies, *reply_ids: str, delay_seconds: int = 0) -> None:
    """The sweep enqueues what is stored and was not sent."""
    with suppress(UnavailableError):
        replies.enqueue(reply_ids, delay_seconds)


SWEEP_AFTER = timedelta(seconds=60)
"""A row that was due this long ago was lost on the way: its enqueue failed, or its worker died."""
MOST_AT_ONCE = 500  # a tick is a minute: what is more comes with the next


@dataclass(frozen=True, slots=True)
class SweepReplies:
    waiting: WaitingReplies
    replies: Replies

    def __call__(self, now: datetime) -> int:
        """How many were enqueued again. Enqueued first, postponed after: the other order could lose one."""
        left_behind = self.waiting.waiting_since(now - SWEEP_AFTER, MOST_AT_ONCE)
        if left_behind:
            self.replies.enqueue(left_behind)
        for outbox_id in left_behind:
            self.waiting.postpone(outbox_id, now)
        return len(left_behind)
