"""Rows added up: those of a job when it closes, those of a shard, and the closing statement made of them.

How Meta bills the message to one person is one word that rows and counters keep: category and country.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from urp.notices.broadcasts.model import Counts
from urp.notices.broadcasts.recipients import OPEN, AnswerKind, DeliveryStage, Outcome, RecipientRow, stage
from urp.whatsapp.status import DeliveryStatus, find_home_country

if TYPE_CHECKING:  # of no use to a start
    from urp.town.pricing.model import Cost

_UNSAID = "unsaid"
_NOWHERE = "none"

type ByCharge = tuple[tuple[str, int], ...]
"""(charge, people), by charge."""

type ByCode = tuple[tuple[int, int], ...]
"""(Meta's code, people), by code; code 0 where there was none."""


@dataclass(frozen=True, slots=True)
class Tally:
    open_people: int = 0
    counts: Counts = field(default_factory=Counts)
    refused_by_code: ByCode = ()
    held: int = 0
    """Of the accepted: kept back by Meta's quality check, and no status yet."""
    first_at: datetime | None = None
    """Of Meta's acceptances, by our clock."""
    last_at: datetime | None = None
    charges: ByCharge = ()
    """Of the accepted but those to whom Meta could not deliver, whom it does not bill. Not of a job: statuses
    come after it."""

    @property
    def people(self) -> int:
        return self.open_people + self.counts.total


def tally(rows: Iterable[RecipientRow]) -> Tally:
    """What truly became of each, as stored now. Keeps no row: a shard may have 62,500."""
    charges: Counter[str] = Counter()
    counted = _tally(_noting(rows, charges), lambda row: row.outcome, lambda row: False)
    return replace(counted, charges=tuple(sorted(charges.items())))


def job_tally(rows: Iterable[RecipientRow]) -> Tally:
    """What the header's counters get, to which the receipts' corrections are added."""
    return _tally(rows, lambda row: row.outcome_for_job, lambda row: row.held_for_job)


def together(parts: Iterable[Tally]) -> Tally:
    total = Tally()
    for part in parts:
        total = Tally(
            open_people=total.open_people + part.open_people,
            counts=total.counts + part.counts,
            refused_by_code=added(total.refused_by_code, part.refused_by_code),
            held=total.held + part.held,
            first_at=min(filter(None, (total.first_at, part.first_at)), default=None),
            last_at=max(filter(None, (total.last_at, part.last_at)), default=None),
            charges=added(total.charges, part.charges),
        )
    return total


def added[Key: (int, str)](
    one: tuple[tuple[Key, int], ...], other: tuple[tuple[Key, int], ...]
) -> tuple[tuple[Key, int], ...]:
    return tuple(sorted((Counter(dict(one)) + Counter(dict(other))).items()))


def _noting(rows: Iterable[RecipientRow], charges: Counter[str]) -> Iterator[RecipientRow]:
    for row in rows:
        if row.outcome is Outcome.ACCEPTED and stage(row.delivery) is not DeliveryStage.FAILED:
            country = row.answer.country if row.answer is not None else None
            charges[row.delivery.charge or not_said(country)] += 1
        yield row


def _tally(
    rows: Iterable[RecipientRow],
    outcome_of: Callable[[RecipientRow], Outcome],
    held: Callable[[RecipientRow], bool],
) -> Tally:
    outcomes: Counter[Outcome] = Counter()
    refusals: Counter[int] = Counter()
    kept_back = 0
    first_at, last_at = None, None
    for row in rows:
        outcome = outcome_of(row)
        outcomes[outcome] += 1
        kept_back += held(row)
        if row.answer is None:
            continue
        if outcome is Outcome.REFUSED:
            refusals[row.answer.code or 0] += 1
        if row.answer.kind is AnswerKind.ACCEPTED:
            first_at = row.answer.at if first_at is None else min(first_at, row.answer.at)
            last_at = row.answer.at if last_at is None else max(last_at, row.answer.at)
    return Tally(
        open_people=sum(outcomes[each] for each in OPEN),
        counts=Counts(**{each.value: outcomes[each] for each in Outcome if each not in OPEN}),
        refused_by_code=tuple(sorted(refusals.items())),
        held=kept_back,
        first_at=first_at,
        last_at=last_at,
    )


@dataclass(frozen=True, slots=True)
class Spent:
    """By the closing statements of one month."""

    micro_euro: int = 0
    without_price: int = 0
    """People whose price nobody knows."""


@dataclass(frozen=True, slots=True)
class Statement:
    """Counted from the rows and from nothing else. Fixed once: `counts.total` is the audience, or it is not
    written."""

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

    @property
    def reached_nobody(self) -> bool:
        """Nor perhaps anybody."""
        return not self.counts.accepted + self.counts.unclear


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


def charge_of(status: DeliveryStatus) -> str | None:
    """Such as `utility_39`. None where the status says nothing of it."""
    country = find_home_country(status.phone, status.user_id)
    if status.billed_as is None and country is None:
        return None
    return f"{status.billed_as or _UNSAID}_{country or _NOWHERE}"


def not_said(country: str | None) -> str:
    """Meta is silent so far; the country may be known from the address."""
    return f"{_UNSAID}_{country or _NOWHERE}"


def first_said(known: str | None, news: str | None) -> str | None:
    """The first that names a category stays."""
    if known is None or (known.startswith(_UNSAID) and news is not None and not news.startswith(_UNSAID)):
        return news
    return known


def category_and_country(charge: str) -> tuple[str | None, str | None]:
    category, _, country = charge.rpartition("_")
    return None if category == _UNSAID else category, None if country == _NOWHERE else country
