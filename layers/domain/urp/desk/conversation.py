"""One conversation of the virtual desk: whose it is, how it stands, who holds it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from urp.desk.alarm import Alarm
from urp.desk.facts import NO_FACTS, Facts
from urp.desk.holding import Hold, Writing


class ConversationStatus(StrEnum):
    OPEN = "open"
    """Waits for an answer; sorted by the end of its 24-hour window, after who may be in danger."""
    ANSWERED = "answered"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Conversation:
    """One question and what followed; `version` 0 means not stored yet."""

    id: UUID
    citizen_id: UUID
    status: ConversationStatus
    opened_at: datetime
    last_message_at: datetime
    """Notes included: what is kept is kept from here."""
    window_ends_at: datetime
    version: int = 0
    danger: bool = False
    """Who wrote here may be in danger, and waits for an answer: the first to be read."""
    possible_danger: bool = False
    """While `danger`: nothing of it was certain."""
    written_in: str = ""
    """What its citizen last wrote in, as `Meaning.written_in` has it."""
    hold: Hold | None = None
    writing: Writing | None = None
    said: int = 0
    """Counts what anybody wrote or took back: who answers names the number they have read up to."""
    said_by: str | None = None
    """The member of staff who wrote last; None: the citizen did."""
    facts: Facts = NO_FACTS
    danger_at: datetime | None = None
    """Of the last message in it that was, or may have been, a cry for help."""
    alarm: Alarm | None = None
    undelivered: str | None = None
    """The answer for whose sake it stands open again: it did not arrive, or nobody knows whether it did."""
