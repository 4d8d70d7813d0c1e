"""The office learns that somebody waits: the first in an empty queue, and always who may be in danger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from urp.desk.changes import ConversationChange
from urp.desk.model import ConversationStatus


class DeskNews(Protocol):
    def somebody_waits(self, conversation_id: UUID, *, danger: bool) -> None:
        """Told to the office; never fails: the message is at the desk in any case."""
        ...


@dataclass(frozen=True, slots=True)
class Waits:
    conversation_id: UUID
    danger: bool
    """For a possible one nobody on duty is called, and for a certain one perhaps nobody could be."""


def begins_to_wait(change: ConversationChange | None) -> Waits | None:
    """The conversation that a message makes wait for an answer, or in which somebody may be, or certainly
    is, in danger from now on. Reports and greetings make none wait."""
    if change is None or change.after.status is not ConversationStatus.OPEN:
        return None
    waited = change.before.version > 0 and change.before.status is ConversationStatus.OPEN
    first_certain = change.after.alarm is not None and change.before.alarm is None
    danger = change.after.danger and not (waited and change.before.danger and not first_certain)
    return Waits(change.after.id, danger) if danger or not waited else None
