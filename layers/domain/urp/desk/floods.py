"""Floods: one person who writes too fast, and the same text from many people."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

MINUTE = timedelta(minutes=1)
MOST_A_MINUTE = 15
"""People send a question in five or six short messages, or try the whole menu; more than fifteen in a minute
nobody types."""
MOST_KEPT = 60
"""Of one flood. A person at the desk reads no more of them, and a conversation must stay readable."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Messages since a moment of WhatsApp's clock: after an outage many come at once, not written so."""

    since: datetime
    messages: int
    last: datetime
    counted: tuple[str, ...] = ()
    """Marks of the texts of theirs that were counted beside other people's."""

    @property
    def flooding(self) -> bool:
        return self.messages > MOST_A_MINUTE

    @property
    def beyond_reading(self) -> bool:
        return self.messages > MOST_KEPT


def count_message(pace: Pace | None, at: datetime) -> Pace:
    """With one message more. A flood goes on until its sender has been quiet for a minute."""
    if pace is not None:
        same_minute = at - pace.since < MINUTE
        if same_minute or (pace.flooding and at - pace.last < MINUTE):
            return replace(pace, messages=pace.messages + 1, last=max(at, pace.last))
    return Pace(at, 1, at, pace.counted if pace else ())


WITHIN = timedelta(minutes=10)
SHOWN_FROM = 10
"""People. A family or a class of neighbours that copies one message stays below."""
LONGEST_WAIT = timedelta(minutes=10)
SHORTEST = 30
"""Letters. Commands, words of the menu, greetings and the short questions everybody puts in the same words
are no sign of anything."""
MOST_TEXTS = 5
"""Different long texts of one person that are counted within the time: who writes more changes no count."""


@dataclass(frozen=True, slots=True)
class ReplyLimits:
    """From how many people on automatic replies to one text go out slowly, and from how many on only to
    subscribers: after a notice of the office many honestly ask the same, and those are subscribed."""

    slowed_from: int
    held_back_from: int
    apart: timedelta
    """Between two replies, once they are slow."""


HONEST = ReplyLimits(300, 1000, timedelta(seconds=1))
"""Questions, reports, complaints, ideas. What three hundred people ask in ten minutes is news, and their
receipts are half a message a second of the number's eighty."""
ODD = ReplyLimits(10, 100, timedelta(seconds=6))
"""What asks nothing of the office, sells, collects or offends."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """The text of this message, as far as others wrote the same."""

    mark: str
    """Stands for text and stretch of time; its key is soon forgotten, and nobody finds the text then."""
    people: int
    """So far, this one included."""
    limits: ReplyLimits

    @property
    def slowed(self) -> bool:
        return self.people >= self.limits.slowed_from

    def may_answer(self, *, subscribed: bool) -> bool:
        return subscribed or self.people < self.limits.held_back_from

    def pause(self) -> timedelta:
        """Before the automatic reply to this person."""
        if not self.slowed:
            return timedelta()
        return min((self.people - self.limits.slowed_from + 1) * self.limits.apart, LONGEST_WAIT)


def find_stretch(at: datetime) -> datetime:
    """The ten minutes of the clock that a moment is in."""
    seconds = int(WITHIN.total_seconds())
    return at - timedelta(seconds=int(at.timestamp()) % seconds, microseconds=at.microsecond)


class CrowdKind(StrEnum):
    SAME_TEXT = "same_text"
    FLOOD = "flood"


@dataclass(frozen=True, slots=True)
class CrowdLine:
    id: str
    kind: CrowdKind
    since: datetime
    last_at: datetime
    people: int
    conversations: tuple[UUID, ...]
    """Where their messages are; of a redirected report there may be none."""

    @property
    def sentence(self) -> str:
        if self.kind is CrowdKind.FLOOD:
            return (
                f"Una persona ha scritto più di {MOST_KEPT} messaggi di seguito: i successivi non sono nella "
                "conversazione."
            )
        return f"Lo stesso testo da {self.people} persone in dieci minuti."
