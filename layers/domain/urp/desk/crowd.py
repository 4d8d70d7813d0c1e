"""The same text from many people within a short time: slowed, then held back, never lost for the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

WITHIN = timedelta(minutes=10)
SLOWED_FROM = 10
"""People. A family or a class of neighbours that copies one message stays below."""
HELD_BACK_FROM = 100
"""People. From here on whoever is not subscribed gets no automatic reply: after a notice of the office many
honestly ask the same, and those are subscribers."""
APART = timedelta(seconds=6)
"""Between two automatic replies to one text: ten a minute, an eighth of a second of the number's rate."""
LONGEST_WAIT = timedelta(minutes=10)
SHORTEST = 30
"""Letters. Commands, words of the menu, greetings and the short questions everybody puts in the same words
are no sign of anything."""
MOST_TEXTS = 5
"""Different long texts of one person that are counted within the time: who writes more changes no count."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """The text of this message, as far as others wrote the same."""

    mark: str
    """Stands for text and stretch of time; its key is soon forgotten, and nobody finds the text then."""
    people: int
    """So far, this one included."""

    @property
    def slowed(self) -> bool:
        return self.people >= SLOWED_FROM

    def may_answer(self, *, subscribed: bool) -> bool:
        return subscribed or self.people < HELD_BACK_FROM

    def pause(self) -> timedelta:
        """Before the automatic reply to this person."""
        if not self.slowed:
            return timedelta()
        return min((self.people - SLOWED_FROM + 1) * APART, LONGEST_WAIT)


def stretch_of(at: datetime) -> datetime:
    """The ten minutes of the clock that a moment is in."""
    seconds = int(WITHIN.total_seconds())
    return at - timedelta(seconds=int(at.timestamp()) % seconds, microseconds=at.microsecond)
