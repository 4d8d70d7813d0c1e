"""Signs of trouble with a broadcast, in memory."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from tests.fakes.broadcasts.stored import Stored
from urp.errors import UnavailableError
from urp.notices.broadcasts.automatic_stop import Refusals, Troubles
from urp.notices.broadcasts.trouble import Trouble
from urp.town.municipality import AutomaticStop

LIMITS = AutomaticStop(
    refusals_people=25,
    refusals_percent=5,
    refusals_of_last=500,
    complaints_people=25,
    complaints_percent=2,
)


@dataclass(frozen=True, slots=True)
class MemoryTroubles:
    stored: Stored

    def refused(self, broadcast_id: UUID, sequence: int, now: datetime) -> Refusals:
        self.stored.refused[broadcast_id].append(sequence)
        return Refusals(
            sorted(self.stored.refused[broadcast_id]), self.stored.troubles[broadcast_id].accepted_by_staff
        )

    def add(self, broadcast_id: UUID, trouble: Trouble, now: datetime) -> Troubles:
        before = self.stored.troubles[broadcast_id]
        self.stored.troubles[broadcast_id] = replace(
            before, failed=before.failed + trouble.failed, complaints=before.complaints + trouble.complaints
        )
        return self.stored.troubles[broadcast_id]

    def accept(self, broadcast_id: UUID, now: datetime) -> None:
        times = self.stored.troubles[broadcast_id].accepted_by_staff
        self.stored.troubles[broadcast_id] = Troubles(accepted_by_staff=times + 1)
        self.stored.refused[broadcast_id].clear()


@dataclass(slots=True)
class KeptReports:
    """What was reported, for a test to look at."""

    reports: list[tuple[UUID | None, Trouble]] = field(default_factory=list)
    down: bool = False

    def report(self, broadcast_id: UUID | None, trouble: Trouble) -> None:
        if self.down:
            raise UnavailableError("the queue does not answer")
        self.reports.append((broadcast_id, trouble))
