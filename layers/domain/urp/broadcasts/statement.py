"""The closing statement and the delivery figures, counted from the rows and from nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from urp.broadcasts.model import Counts
from urp.broadcasts.recipients import OPEN, DeliveryStage, Outcome, RecipientRow, stage

FRESH = timedelta(seconds=15)
MAY_CHANGE = timedelta(days=30)
"""Meta tells of a message for so long (WhatsApp keeps what it could not deliver)."""


@dataclass(frozen=True, slots=True)
class DeliveryFigures:
    """Of the accepted, as of a time: may change for 30 days. The stages add up to the accepted."""

    as_of: datetime
    no_news: int = 0
    held: int = 0
    sent: int = 0
    delivered: int = 0
    read: int = 0
    failed: int = 0
    failed_by_code: tuple[tuple[int, int], ...] = ()

    def hold(self, closed_at: datetime | None, now: datetime) -> bool:
        """Whether they need no other count: fresh, or fixed. Once the rows are gone it would find nobody."""
        fixed = closed_at is not None and now > closed_at + MAY_CHANGE
        return fixed or now - self.as_of < FRESH


@dataclass(frozen=True, slots=True)
class Statement:
    """Fixed once. `counts.total` is the audience, or it is not written."""

    broadcast_id: UUID
    closed_at: datetime
    audience: int
    counts: Counts
    refused_by_code: tuple[tuple[int, int], ...]
    """(Meta's code, people); code 0 for a refusal without one."""


@dataclass(frozen=True, slots=True)
class Tally:
    """One reading of all rows."""

    open_people: int
    counts: Counts
    refused_by_code: tuple[tuple[int, int], ...]
    delivery: DeliveryFigures

    @property
    def people(self) -> int:
        return self.open_people + self.counts.total


def tally(rows: Iterable[RecipientRow], as_of: datetime) -> Tally:
    outcomes: Counter[Outcome] = Counter()
    refusals: Counter[int] = Counter()
    stages: Counter[DeliveryStage] = Counter()
    failures: Counter[int] = Counter()
    for row in rows:
        outcome = row.outcome
        outcomes[outcome] += 1
        if outcome is Outcome.REFUSED and row.answer is not None:
            refusals[row.answer.code or 0] += 1
        if outcome is Outcome.ACCEPTED:
            reached = stage(row.delivery)
            stages[reached] += 1
            if reached is DeliveryStage.FAILED:
                failures[row.delivery.failed_code or 0] += 1
    return Tally(
        open_people=sum(outcomes[each] for each in OPEN),
        counts=counts_of(outcomes),
        refused_by_code=tuple(sorted(refusals.items())),
        delivery=_figures(stages, failures, as_of),
    )


def counts_of(outcomes: Counter[Outcome]) -> Counts:
    return Counts(**{each.value: outcomes[each] for each in Outcome if each not in OPEN})


def _figures(stages: Counter[DeliveryStage], failures: Counter[int], as_of: datetime) -> DeliveryFigures:
    return DeliveryFigures(
        as_of=as_of,
        failed_by_code=tuple(sorted(failures.items())),
        **{each.value: stages[each] for each in DeliveryStage},
    )
