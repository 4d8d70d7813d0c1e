"""The closing statement, counted from the rows and from nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from urp.notices.broadcasts.model import Counts
from urp.notices.broadcasts.tally import ByCode, Tally

if TYPE_CHECKING:  # of no use to a start
    from urp.town.pricing.model import Cost


@dataclass(frozen=True, slots=True)
class Statement:
    """Fixed once. `counts.total` is the audience, or it is not written."""

    broadcast_id: UUID
    closed_at: datetime
    audience: int
    counts: Counts
    refused_by_code: ByCode
    first_at: datetime | None = None
    """Of Meta's acceptances."""
    last_at: datetime | None = None
    cost: Cost | None = None
    """What Meta will ask, as far as it was known at the close. None: closed before costs were reckoned."""


def statement_of(
    broadcast_id: UUID, counted: Tally, closed_at: datetime, cost: Cost | None = None
) -> Statement:
    return Statement(
        broadcast_id,
        closed_at,
        counted.people,
        counted.counts,
        counted.refused_by_code,
        counted.first_at,
        counted.last_at,
        cost,
    )
