"""Questions that nobody has answered: the office is told by mail before WhatsApp's 24 hours are over.

All in opening hours: whoever is off duty is not written to, and the night takes nothing of the time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from urp.desk.alarms import QUESTION_AT_HALF, QUESTION_ENDING, QUESTIONS_EACH_MORNING
from urp.whatsapp.message import WINDOW

if TYPE_CHECKING:
    from urp.desk.model import Conversation
    from urp.town.opening_hours import Exceptions, OpeningHours

LAST_CALL = timedelta(hours=2)


def find_due(talk: Conversation, now: datetime, hours: OpeningHours, exceptions: Exceptions) -> str | None:
    """The class of mail that is due of an open question, in opening hours; None: none, or its time is
    over. Of a danger alerts are told."""
    if talk.danger or now >= talk.window_ends_at or not hours.is_open(now, exceptions):
        return None
    asked = talk.window_ends_at - WINDOW
    passed = hours.open_time(asked, now, exceptions)
    left = hours.open_time(now, talk.window_ends_at, exceptions)
    if left <= LAST_CALL and passed:
        return QUESTION_ENDING
    return QUESTION_AT_HALF if passed >= left else None


@dataclass(frozen=True, slots=True)
class TellOfUnanswered:
    """For a clock that comes each minute, and may come twice or skip. Marked before it is told: rather once
    too few than each minute; the desk shows it all the same."""

    waiting: Callable[[], Iterable[Conversation]]
    """Those that wait for an answer."""
    exceptions: Callable[[date, date], Exceptions]
    hours: OpeningHours
    mark: Callable[[str, str, datetime], bool]
    """What was told of, and of which class; False where that was marked before."""
    mail: Callable[[str, int], None]
    """The class and how many questions; never fails."""

    def __call__(self, now: datetime) -> dict[str, int]:
        """How many questions were told of, by class."""
        today = now.astimezone(self.hours.calendar.zone).date()
        exceptions = self.exceptions(today - timedelta(days=3), today + timedelta(days=2))
        if not self.hours.is_open(now, exceptions):
            return {}
        talks = tuple(self.waiting())
        told: dict[str, int] = {}
        if self.mark("morning", f"{today}", now) and talks:
            told[QUESTIONS_EACH_MORNING] = len(talks)
        for talk in talks:
            due = find_due(talk, now, self.hours, exceptions)
            asked = f"{talk.window_ends_at - WINDOW:%Y-%m-%dT%H:%M:%SZ}"
            if due and self.mark(f"{talk.id}", f"{due}/{asked}", now):
                told[due] = told.get(due, 0) + 1
        for kind, number in told.items():
            self.mail(kind, number)
        return told
