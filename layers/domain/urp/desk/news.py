"""The office learns that somebody waits, when the first question enters an empty queue."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

from urp.desk.model import ConversationStatus, MessageKind
from urp.inbound.model import Effect

_ASK = frozenset({MessageKind.QUESTION, MessageKind.RIGHTS})


class WaitingQueue(Protocol):
    def is_empty(self) -> bool:
        """Nobody waits for an answer. A moment late; never fails: a store that does not answer is as good as
        empty, since one mail too many is better than none."""
        ...


class DeskNews(Protocol):
    def question_waits(self, conversation_id: UUID) -> None:
        """Told to the office; never fails: the question is at the desk in any case."""
        ...


def enters_the_queue(effect: Effect) -> UUID | None:
    """The conversation that this message makes wait for an answer. Reports and greetings make none wait, and
    for emergencies somebody else is called."""
    change = effect.conversation
    if change is None or change.after.status is not ConversationStatus.OPEN:
        return None
    waited = change.before.version > 0 and change.before.status is ConversationStatus.OPEN
    asks = any(message.kind in _ASK and message.amends is None for message in effect.messages)
    return change.after.id if asks and not waited else None
