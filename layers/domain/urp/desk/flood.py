"""How fast one person writes: a flood is read, and not answered message by message."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

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


def paced(pace: Pace | None, at: datetime) -> Pace:
    """With one message more. A flood goes on until its sender has been quiet for a minute."""
    if pace is not None:
        same_minute = at - pace.since < MINUTE
        if same_minute or (pace.flooding and at - pace.last < MINUTE):
            return replace(pace, messages=pace.messages + 1, last=max(at, pace.last))
    return Pace(at, 1, at, pace.counted if pace else ())
