"""Where a running broadcast stands this very moment: who was handed over, who was reached, who was not yet.

The header's counters know a job when it closes. Whoever is in a job that a worker holds, or left half done,
is counted from the rows: a few jobs, however large the audience.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol
from uuid import UUID

from urp.notices.broadcasts.figures import corrected
from urp.notices.broadcasts.model import Broadcast, BroadcastStatus, Counts
from urp.notices.broadcasts.receipt_counts import ReceiptCounts
from urp.notices.broadcasts.receipt_ports import ReceiptCounters
from urp.notices.broadcasts.recipients import Outcome, RecipientRow
from urp.notices.broadcasts.tally import job_tally

_MOVING = frozenset(
    {BroadcastStatus.SENDING, BroadcastStatus.PAUSED, BroadcastStatus.HELD, BroadcastStatus.STOPPING}
)


class WorkInHand(Protocol):
    def look(self, broadcast_id: UUID) -> tuple[Broadcast, Sequence[RecipientRow]]:
        """The header, and the rows of the open jobs that a worker has ever held: its counters have none of
        them. One job may be missing when several close in these very milliseconds."""
        ...


@dataclass(frozen=True, slots=True)
class Standing:
    as_of: datetime
    reached: int
    """Meta accepted the message."""
    ended: int
    """Refused, left, blocked, expired, stopped: not reached, and not to be."""
    unclear: int
    in_flight: int
    """Being handed to Meta at this moment, or left so by a worker that is gone."""
    not_yet: int

    @property
    def handed_over(self) -> int:
        """Whom Meta has, or may have, by now."""
        return self.reached + self.unclear + self.in_flight


@dataclass(frozen=True, slots=True)
class TakeStock:
    work: WorkInHand
    receipts: ReceiptCounters

    def __call__(
        self, broadcast: Broadcast, now: datetime
    ) -> tuple[Broadcast, ReceiptCounts, Standing | None]:
        """The header with counters as of now, and the receipts' read after them: one reading for everything
        that is told of it. Nobody stands anywhere before the freeze, or once closed."""
        if broadcast.status not in _MOVING or broadcast.audience is None:
            return broadcast, self.receipts.counts(broadcast.id), None
        header, rows = self.work.look(broadcast.id)
        held = job_tally(rows)
        live = replace(header, progress=replace(header.progress, counts=header.progress.counts + held.counts))
        in_flight = sum(row.outcome is Outcome.HANDED for row in rows)
        receipts = self.receipts.counts(broadcast.id)
        counts = corrected(live.progress.counts, receipts)
        return live, receipts, standing(counts, broadcast.audience, in_flight, now)


def standing(counts: Counts, audience: int, in_flight: int, now: datetime) -> Standing:
    return Standing(
        as_of=now,
        reached=counts.accepted,
        ended=counts.total - counts.accepted - counts.unclear,
        unclear=counts.unclear,
        in_flight=in_flight,
        not_yet=max(0, audience - counts.total - in_flight),
    )
