"""A message between a report and a question: what is remembered until the citizen says which it was.

It waits at the desk as a question from the first moment, so that nothing is lost if they never say.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from urp.town.municipality.codes import Category, RedirectKind

MOST_MESSAGES = 5
"""Of one burst; what follows is left to a person."""


class DoubtAnswer(StrEnum):
    REPORT = "report"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class DoubtedMessage:
    """Its words stand in the conversation, and nowhere else."""

    message_id: str
    at: datetime
    category: Category
    rule: str
    received: str | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    id: str
    """In the buttons: those of an older doubt decide nothing about this one."""
    asked_at: datetime
    kind: RedirectKind
    """What it is, if it is no question."""
    conversation_id: UUID
    waited: bool
    """A person is awaited there for something else; else its being no question leaves nothing to answer."""
    closes: bool
    """Nothing but the doubt opened the conversation."""
    messages: tuple[DoubtedMessage, ...]
    """Emptied once it is settled."""
    answer: DoubtAnswer | None = None
    """So that a button pressed twice is not answered twice."""

    @property
    def open(self) -> bool:
        return self.answer is None


def settle_by_hand(doubt: Doubt | None, message_id: str) -> Doubt | None:
    """The office sent a message of the burst on itself: the button then counts and tells nothing more."""
    if doubt is None or not doubt.open or message_id not in {each.message_id for each in doubt.messages}:
        return doubt
    return replace(doubt, answer=DoubtAnswer.REPORT, messages=())


def remove_message(doubt: Doubt | None, message_id: str) -> Doubt | None:
    """The sender took a message back: it is no report any more."""
    if doubt is None or not doubt.open:
        return doubt
    left = tuple(message for message in doubt.messages if message.message_id != message_id)
    return replace(doubt, messages=left) if left else None
