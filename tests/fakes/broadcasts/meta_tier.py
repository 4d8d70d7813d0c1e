"""Meta's messaging limit in virtual time: distinct people outside their window within 24 hours."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from urp.notices.broadcasts.trackers import parse_tracker
from urp.whatsapp.error_codes import ErrorClass
from urp.whatsapp.ports import Refused
from urp.whatsapp.reach import DAY, MessagingLimit


@dataclass(slots=True)
class MetaTier:
    people: int | None = None
    windows: dict[UUID, datetime] = field(default_factory=dict)
    """Until when each person's 24 hours last."""
    refused: int = 0
    _outside: list[tuple[datetime, UUID]] = field(default_factory=list)

    def said(self) -> MessagingLimit:
        return MessagingLimit(self.people)

    def refusal(self, tracker: str, now: datetime) -> Refused | None:
        who = _person(tracker)
        if self.people is None or self._in_window(who, now):
            return None
        counted = {each for at, each in self._outside if at > now - DAY}
        if who in counted or len(counted) < self.people:
            return None
        self.refused += 1
        return Refused(131048, ErrorClass.ACCOUNT, "Limite raggiunto")

    def count(self, tracker: str, now: datetime) -> None:
        who = _person(tracker)
        if not self._in_window(who, now):
            self._outside.append((now, who))

    def _in_window(self, who: UUID, now: datetime) -> bool:
        ends_at = self.windows.get(who)
        return ends_at is not None and now < ends_at


def _person(tracker: str) -> UUID:
    found = parse_tracker(tracker)
    if found is None:
        raise AssertionError("every message of a notice has a tracker")
    return found.row.citizen_id
