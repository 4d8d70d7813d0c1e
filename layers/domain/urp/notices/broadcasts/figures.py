"""The figures of a broadcast as they stand, put together from its counters: never from its rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from urp.notices.broadcasts.charges import ByCharge
from urp.notices.broadcasts.model import Broadcast, Counts
from urp.notices.broadcasts.receipt_counts import ReceiptCounts
from urp.notices.broadcasts.recipients import DeliveryStage, Outcome
from urp.notices.broadcasts.statement import Statement
from urp.notices.broadcasts.tally import ByCode


@dataclass(frozen=True, slots=True)
class DeliveryFigures:
    """Of the accepted, by their furthest news. Meta may send news for 30 days."""

    as_of: datetime
    no_news: int = 0
    held: int = 0
    sent: int = 0
    delivered: int = 0
    read: int = 0
    failed: int = 0
    failed_by_code: ByCode = ()
    charged: ByCharge = ()
    """Of the delivered and the read, as Meta bills them; not of those whose statuses came before we asked."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Once closed, counts, refusals and times are the statement's; delivery goes on."""

    as_of: datetime
    audience: int | None
    counts: Counts
    refused_by_code: ByCode
    delivery: DeliveryFigures
    first_at: datetime | None
    """Of Meta's acceptances; while it runs they come with each closed job."""
    last_at: datetime | None

    @property
    def open_people(self) -> int | None:
        return None if self.audience is None else self.audience - self.counts.total

    @property
    def seconds(self) -> float | None:
        if self.first_at is None or self.last_at is None:
            return None
        return max(0.0, (self.last_at - self.first_at).total_seconds())

    @property
    def people_per_second(self) -> float | None:
        return self.counts.accepted / self.seconds if self.seconds else None


def figures(
    broadcast: Broadcast, statement: Statement | None, receipts: ReceiptCounts, now: datetime
) -> Figures:
    counts, progress = corrected(broadcast.progress.counts, receipts), broadcast.progress
    delivery = _delivery(counts.accepted, progress.held, receipts, now)
    if statement is None:
        return Figures(
            now,
            broadcast.audience,
            counts,
            progress.refused_by_code,
            delivery,
            progress.first_at,
            progress.last_at,
        )
    return Figures(
        now,
        statement.audience,
        statement.counts,
        statement.refused_by_code,
        delivery,
        statement.first_at,
        statement.last_at,
    )


def corrected(counts: Counts, receipts: ReceiptCounts) -> Counts:
    """Whom a status settled is accepted, whatever their job counted. A status may come before the job closes:
    it shows somebody accepted, and takes away only what is counted."""
    after, settled = counts, 0
    for outcome, people in receipts.settled.items():
        left = max(0, getattr(counts, outcome.value) - people)
        settled += getattr(counts, outcome.value) - left
        after = replace(after, **{outcome.value: left})
    return replace(after, accepted=max(counts.accepted + settled, receipts.witnessed))


def still_unclear(broadcast: Broadcast, receipts: ReceiptCounts) -> int:
    """Exact once all jobs are closed."""
    return broadcast.progress.counts.unclear - receipts.settled.get(Outcome.UNCLEAR, 0)


def _delivery(accepted: int, held: int, receipts: ReceiptCounts, now: datetime) -> DeliveryFigures:
    still_held = max(0, held - receipts.unheld)
    return DeliveryFigures(
        as_of=now,
        no_news=max(0, accepted - receipts.witnessed - still_held),
        held=still_held,
        sent=receipts.stages.get(DeliveryStage.SENT, 0),
        delivered=receipts.stages.get(DeliveryStage.DELIVERED, 0),
        read=receipts.stages.get(DeliveryStage.READ, 0),
        failed=receipts.stages.get(DeliveryStage.FAILED, 0),
        failed_by_code=receipts.failed_by_code,
        charged=receipts.charged,
    )
