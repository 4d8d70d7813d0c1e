"""The closing statement: written once, when no row is open, from the rows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import ceil
from uuid import UUID

from urp.broadcasts.lifecycle import closed
from urp.broadcasts.model import Broadcast
from urp.broadcasts.ports import Broadcasts, Queues, Statements
from urp.broadcasts.recipients import Outcome
from urp.broadcasts.sending_ports import Jobs, Rows
from urp.broadcasts.statement import Statement, tally
from urp.errors import UrpError

UNCLEAR_PATIENCE = timedelta(minutes=15)
"""After the last job: a status with the tracker usually settles an unclear person within seconds."""
LOOK_AGAIN = timedelta(seconds=10)


class UnbalancedError(UrpError):
    """The rows do not add up to the frozen audience: never hidden behind a statement."""

    code = "unbalanced"


@dataclass(frozen=True, slots=True)
class CloseBroadcast:
    broadcasts: Broadcasts
    jobs: Jobs
    rows: Rows
    statements: Statements
    queues: Queues

    def __call__(self, broadcast: Broadcast, now: datetime) -> str:
        """All jobs are closed. Raises ConflictError when somebody else changed the header meanwhile."""
        if self._waits_for_news(broadcast, now):
            return self._look_again(broadcast, now)
        counted = tally(self.rows.all(broadcast.id), now)
        if counted.open_people or counted.people != broadcast.audience:
            raise UnbalancedError(
                f"{counted.open_people} open, {counted.people} counted, {broadcast.audience} frozen"
            )
        statement = Statement(broadcast.id, now, counted.people, counted.counts, counted.refused_by_code)
        self.statements.close(broadcast, closed(broadcast, now), statement, counted.delivery)
        return "closed"

    def _waits_for_news(self, broadcast: Broadcast, now: datetime) -> bool:
        last = broadcast.progress.last_closed_at
        if not broadcast.progress.counts.unclear or last is None or now >= last + UNCLEAR_PATIENCE:
            return False
        by_shard: dict[int, list[UUID]] = defaultdict(list)
        for shard, citizen_id in self.jobs.unclear(broadcast.id):
            by_shard[shard].append(citizen_id)
        return any(
            row.outcome is Outcome.UNCLEAR
            for shard, citizens in by_shard.items()
            for row in self.rows.read(broadcast.id, shard, citizens).values()
        )

    def _look_again(self, broadcast: Broadcast, now: datetime) -> str:
        """One look on its way at a time, however many nudges come."""
        look_at = broadcast.look_at
        if look_at is None or not now < look_at <= now + LOOK_AGAIN:
            self.broadcasts.store(broadcast, replace(broadcast, look_at=now + LOOK_AGAIN))
            self.queues.dispatch(broadcast.id, ceil(LOOK_AGAIN.total_seconds()))
        return "waiting for news"
