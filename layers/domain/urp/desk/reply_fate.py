"""What counted on a reply follows what became of it: a conversation here, other things elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from urp.desk.changes import ConversationChange
from urp.desk.outbox import LOST, Fate, OutboxRow, ReplyKind
from urp.desk.undelivered import answered_after_all, waits_again

if TYPE_CHECKING:
    from urp.desk.model import Conversation


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


class Follower(Protocol):
    """Of a wing that counts on replies, registered where a function is wired."""

    def __call__(self, row: OutboxRow, fate: Fate, now: datetime) -> Sequence[object]:
        """What it changes; `row` as it was read, before `fate` is written into it."""
        ...


@dataclass(frozen=True, slots=True)
class FollowReply:
    followers: Sequence[Follower]

    def __call__(self, row: OutboxRow, fate: Fate, now: datetime) -> Consequence:
        changes = (change for follower in self.followers for change in follower(row, fate, now))
        return Consequence(now, tuple(changes))


@dataclass(frozen=True, slots=True)
class FollowAnswer:
    """A conversation whose answer was lost waits again."""

    conversation: Callable[[UUID], Conversation | None]
    """As it is stored, read consistently."""

    def __call__(self, row: OutboxRow, fate: Fate, now: datetime) -> Sequence[ConversationChange]:
        lost = fate in LOST
        if row.kind is not ReplyKind.ANSWER or row.conversation_id is None or lost is (row.fate in LOST):
            return ()
        before = self.conversation(row.conversation_id)
        if before is None:
            return ()
        after = waits_again(before, row) if lost else answered_after_all(before, row)
        return (ConversationChange(before, after),) if after != before else ()
