"""The same text from many people within a short time: slowed, then held back, never lost for the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

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
class Patience:
    """From how many people on automatic replies to one text go out slowly, and from how many on only to
    subscribers: after a notice of the office many honestly ask the same, and those are subscribed."""

    slowed_from: int
    held_back_from: int
    apart: timedelta
    """Between two replies, once they are slow."""


HONEST = Patience(300, 1000, timedelta(seconds=1))
"""Questions, reports, complaints, ideas. What three hundred people ask in ten minutes is news, and their
receipts are half a message a second of the number's eighty."""
ODD = Patience(10, 100, timedelta(seconds=6))
"""What asks nothing of the office, sells, collects or offends."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """The text of this message, as far as others wrote the same."""

    mark: str
    """Stands for text and stretch of time; its key is soon forgotten, and nobody finds the text then."""
    people: int
    """So far, this one included."""
    patience: Patience

    @property
    def slowed(self) -> bool:
        return self.people >= self.patience.slowed_from

    def may_answer(self, *, subscribed: bool) -> bool:
        return subscribed or self.people < self.patience.held_back_from

    def pause(self) -> timedelta:
        """Before the automatic reply to this person."""
        if not self.slowed:
            return timedelta()
        return min((self.people - self.patience.slowed_from + 1) * self.patience.apart, LONGEST_WAIT)


def stretch_of(at: datetime) -> datetime:
    """The ten minutes of the clock that a moment is in."""
    seconds = int(WITHIN.total_seconds())
    return at - timedelta(seconds=int(at.timestamp()) % seconds, microseconds=at.microsecond)
