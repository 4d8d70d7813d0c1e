"""When there is too much trouble with a broadcast, and what of it was reported."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from urp.errors import UnavailableError
from urp.notices.broadcasts.trouble import Trouble
from urp.town.municipality import AutomaticStop

LIMITS = AutomaticStop(
    refusals_people=25,
    refusals_percent=5,
    refusals_of_last=500,
    complaints_people=25,
    complaints_percent=2,
)


@dataclass(slots=True)
class KeptReports:
    """What was reported, for a test to look at."""

    reports: list[tuple[UUID | None, Trouble]] = field(default_factory=list)
    down: bool = False

    def report(self, broadcast_id: UUID | None, trouble: Trouble) -> None:
        if self.down:
            raise UnavailableError("the queue does not answer")
        self.reports.append((broadcast_id, trouble))
