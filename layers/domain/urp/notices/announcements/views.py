"""What the office reads about an announcement, and why a change of it is refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from urp.errors import ConflictError
from urp.notices.announcements.agenda import Agenda
from urp.notices.announcements.model import Announcement
from urp.notices.broadcasts.model import Broadcast


class DueNowError(ConflictError):
    """An occurrence of the old words is due this very moment: it goes out first."""

    code = "due_now"


@dataclass(frozen=True, slots=True)
class AnnouncementView:
    announcement: Announcement
    sentence: str
    """When, in Italian."""
    text: str
    """As a citizen reads it."""
    agenda: Agenda
    """Nothing while it is paused or deleted."""
    under_way: Broadcast | None
    """An occurrence that is a broadcast already: no change of the announcement reaches it."""
    seal: str
    """Of what it says now: an approver names it."""
    covered_until: date | None
    """The last day that is approved; None: the next occurrence waits for an approver."""
    warning: str | None
    """What somebody who changes it must know about that one, in Italian."""
