"""A clock that closing watches, and the nudge it gives when it has no time left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from tests.fakes.broadcasts.town_hall import START
from urp.notices.broadcasts.jobs import JobId
from urp.notices.broadcasts.model import Urgency


@dataclass
class SlowClock:
    """Each look at it takes a while: as much as counting a large shard."""

    moment: datetime = START
    step: timedelta = timedelta(0)

    def now(self) -> datetime:
        self.moment += self.step
        return self.moment

    def sleep_until(self, moment: datetime) -> None:
        self.moment = moment


@dataclass
class Nudges:
    """Queues, of which only the dispatcher's is used here."""

    dispatched: int = 0

    def expand(self, broadcast_id: UUID, shards: Sequence[int], delay_seconds: int = 0) -> None: ...

    def send(
        self,
        broadcast_id: UUID,
        urgency: Urgency,
        jobs: Sequence[JobId],
        delay_seconds: int = 0,
        probe: bool = False,
    ) -> None: ...

    def dispatch(self, broadcast_id: UUID, delay_seconds: int = 0) -> None:
        self.dispatched += 1
