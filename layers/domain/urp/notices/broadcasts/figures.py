"""The figures of a broadcast as they stand, put together from its counters, and where it is this very moment.

The header's counters know a job when it closes. Who is in a job that a worker holds, or left half done, is
counted from the rows: a few jobs, however large the audience.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from urp.notices.broadcasts.model import Broadcast, BroadcastStatus, Counts
from urp.notices.broadcasts.receipts import WITHIN_MINUTES, ReceiptCounts
from urp.notices.broadcasts.recipients import DeliveryStage, Outcome
from urp.notices.broadcasts.tally import ByCharge, ByCode, Statement, job_tally

if TYPE_CHECKING:
    from urp.notices.store.delivery import ReceiptCounters
    from urp.notices.store.work_in_hand import WorkInHand


_BEGUN = frozenset(
    {BroadcastStatus.SENDING, BroadcastStatus.PAUSED, BroadcastStatus.HELD, BroadcastStatus.STOPPING}
)


@dataclass(frozen=True, slots=True)
class Soon:
    """How many within so many minutes after Meta sent it to them."""

    minutes: int
    delivered: int
    read: int


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
    over_time: tuple[Soon, ...] = ()
    """Each within the span and the shorter ones. Nothing where no time is known, as of what was sent before
    times were counted."""


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
    return replace(after, accepted=max(counts.accepted + settled, receipts.with_status))


def still_unclear(broadcast: Broadcast, receipts: ReceiptCounts) -> int:
    """Exact once all jobs are closed."""
    return broadcast.progress.counts.unclear - receipts.settled.get(Outcome.UNCLEAR, 0)


def _delivery(accepted: int, held: int, receipts: ReceiptCounts, now: datetime) -> DeliveryFigures:
    still_held = max(0, held - receipts.unheld)
    return DeliveryFigures(
        as_of=now,
        no_news=max(0, accepted - receipts.with_status - still_held),
        held=still_held,
        sent=receipts.stages.get(DeliveryStage.SENT, 0),
        delivered=receipts.stages.get(DeliveryStage.DELIVERED, 0),
        read=receipts.stages.get(DeliveryStage.READ, 0),
        failed=receipts.stages.get(DeliveryStage.FAILED, 0),
        failed_by_code=receipts.failed_by_code,
        charged=receipts.charged,
        over_time=tuple(_over_time(receipts)),
    )


def _over_time(receipts: ReceiptCounts) -> Iterator[Soon]:
    delivered, read, last = 0, 0, max((*receipts.arrived_within, *receipts.read_within), default=0)
    for minutes in WITHIN_MINUTES:
        if minutes <= last:
            delivered += receipts.arrived_within.get(minutes, 0)
            read += receipts.read_within.get(minutes, 0)
            yield Soon(minutes, max(0, delivered), max(0, read))


@dataclass(frozen=True, slots=True)
class LiveCount:
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


def count_live(
    work: WorkInHand, receipts: ReceiptCounters, broadcast: Broadcast, now: datetime
) -> tuple[Broadcast, ReceiptCounts, LiveCount | None]:
    """The header with counters as of now, and the receipts' read after them: one reading for everything that
    is told of it. Nobody is counted before the freeze, or once closed."""
    if broadcast.status not in _BEGUN or broadcast.audience is None:
        return broadcast, receipts.counts(broadcast.id), None
    header, rows = work.look(broadcast.id)
    held = job_tally(rows)
    live = replace(header, progress=replace(header.progress, counts=header.progress.counts + held.counts))
    in_flight = sum(row.outcome is Outcome.HANDED for row in rows)
    news = receipts.counts(broadcast.id)
    counts = corrected(live.progress.counts, news)
    return live, news, _live_count(counts, broadcast.audience, in_flight, now)


def _live_count(counts: Counts, audience: int, in_flight: int, now: datetime) -> LiveCount:
    return LiveCount(
        as_of=now,
        reached=counts.accepted,
        ended=counts.total - counts.accepted - counts.unclear,
        unclear=counts.unclear,
        in_flight=in_flight,
        not_yet=max(0, audience - counts.total - in_flight),
    )
