"""Who holds a conversation and who is writing in it: two people never answer the same citizen unknowingly."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from urp.desk.refusals import ColleagueWritingError, HeldByColleagueError, MovedOnError

if TYPE_CHECKING:
    from urp.desk.conversation import Conversation

LEASE = timedelta(minutes=2)
"""How long "is writing" holds without being said again: whoever closed the page bars nobody."""


@dataclass(frozen=True, slots=True)
class Hold:
    by: str
    """The member of staff who took it, or was given it."""
    since: datetime


@dataclass(frozen=True, slots=True)
class Writing:
    by: str
    until: datetime


def writing_now(conversation: Conversation, now: datetime) -> Writing | None:
    writing = conversation.writing
    return writing if writing is not None and now < writing.until else None


def refuse_if_a_colleague_holds(conversation: Conversation, staff: str) -> None:
    if conversation.hold is not None and conversation.hold.by != staff:
        raise HeldByColleagueError(f"Un collega ha preso questa conversazione: {conversation.hold.by}.")


def refuse_if_a_colleague_writes(conversation: Conversation, staff: str, now: datetime) -> None:
    writing = writing_now(conversation, now)
    if writing is not None and writing.by != staff:
        raise ColleagueWritingError(f"Un collega sta scrivendo una risposta: {writing.by}.")


def refuse_if_it_moved_on(conversation: Conversation, seen: int) -> None:
    """Whoever answers says up to where they have read."""
    if conversation.said != seen:
        if conversation.undelivered is not None:
            raise MovedOnError("Una risposta non è arrivata: rileggi la conversazione.")
        who = "la persona" if conversation.said_by is None else f"un collega ({conversation.said_by})"
        raise MovedOnError(f"Nel frattempo {who} ha scritto: rileggi la conversazione.")
