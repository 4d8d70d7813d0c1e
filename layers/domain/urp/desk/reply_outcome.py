"""What counted on a reply follows what became of it: a conversation here, other things elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from urp.citizens.consent import EntryKind, LedgerEntry, Source
from urp.desk.model import ConversationChange
from urp.desk.outbox import LOST, OutboxRow, ReplyKind, ReplyOutcome
from urp.desk.transitions import record_late_delivery, reopen_undelivered

if TYPE_CHECKING:
    from urp.desk.model import Conversation


@dataclass(frozen=True, slots=True)
class OutcomeChanges:
    """What else changes with what became of a reply: each change as the wing has it that counts on replies,
    which also knows how it is stored."""

    at: datetime
    changes: tuple[object, ...] = ()


type Follow = Callable[[OutboxRow, ReplyOutcome, datetime], OutcomeChanges]
"""The row is as it was read, before its outcome is written into it."""

type Follower = Callable[[OutboxRow, ReplyOutcome, datetime], Sequence[object]]
"""What a wing that counts on replies changes; registered where a function is wired."""


@dataclass(frozen=True, slots=True)
class FollowReply:
    followers: Sequence[Follower]

    def __call__(self, row: OutboxRow, outcome: ReplyOutcome, now: datetime) -> OutcomeChanges:
        changes = (change for follower in self.followers for change in follower(row, outcome, now))
        return OutcomeChanges(now, tuple(changes))


@dataclass(frozen=True, slots=True)
class FollowAnswer:
    """A conversation whose answer was lost waits again."""

    conversation: Callable[[UUID], Conversation | None]
    """As it is stored, read consistently."""

    def __call__(self, row: OutboxRow, outcome: ReplyOutcome, now: datetime) -> Sequence[ConversationChange]:
        lost = outcome in LOST
        if row.kind is not ReplyKind.ANSWER or row.conversation_id is None or lost is (row.outcome in LOST):
            return ()
        before = self.conversation(row.conversation_id)
        if before is None:
            return ()
        after = reopen_undelivered(before, row) if lost else record_late_delivery(before, row)
        return (ConversationChange(before, after),) if after != before else ()


def accepted_entry(row: OutboxRow, message_id: str, at: datetime) -> LedgerEntry | None:
    if row.kind is not ReplyKind.WELCOME:
        return None
    return notice_entry(row, EntryKind.NOTICE_ACCEPTED, message_id, at, at)


def refused_entry(row: OutboxRow, at: datetime) -> LedgerEntry | None:
    """That somebody joined without being given the notice must show where the consent is proved."""
    if row.kind is not ReplyKind.WELCOME:
        return None
    return notice_entry(row, EntryKind.NOTICE_REFUSED, row.id, at, at)


def notice_entry(
    row: OutboxRow, kind: EntryKind, message_id: str, at: datetime, recorded_at: datetime
) -> LedgerEntry:
    """What became of a welcome, which carries the privacy notice: art. 13 GDPR asks that it was given."""
    return LedgerEntry(
        citizen_id=row.citizen_id,
        kind=kind,
        at=at,
        recorded_at=recorded_at,
        message_id=message_id,
        source=Source.STATUS,
        text="",
        policy_version=row.policy_version,
        privacy_version=row.privacy_version,
        language=row.language,
    )
