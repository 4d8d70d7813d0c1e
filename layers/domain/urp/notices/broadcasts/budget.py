"""What is left of the month's money for notices, and the ceiling that refuses one more.

A notice is in one of two sums: what it is expected to cost, from its approval until it is closed; from then
on what its closing statement says, added up by month in the transaction that writes the statement.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING
from uuid import UUID

from urp.errors import ConflictError
from urp.notices.broadcasts.approval import Extent
from urp.notices.broadcasts.follow_ups import TooLongAgoError
from urp.notices.broadcasts.model import ACTIVE, Broadcast, BroadcastStatus
from urp.town.pricing.model import CENT
from urp.town.pricing.wording import write_euro

if TYPE_CHECKING:
    from urp.notices.store.broadcasts import Broadcasts
    from urp.notices.store.spending import Spending

type CountExtent = Callable[[Broadcast, datetime], tuple[Extent, bool]]
_PLANNED = ACTIVE | {BroadcastStatus.SCHEDULED}


class OverBudgetError(ConflictError):
    """More than the profile lets the town spend in that month."""

    code = "over_budget"


@dataclass(frozen=True, slots=True)
class MonthBudget:
    month: date
    """Its first day, by the town's clock."""
    ceiling_cents: int | None
    """None: no ceiling."""
    spent_cents: int
    planned_cents: int
    """Of what is scheduled or running, but for the notice itself."""
    own_cents: int | None
    """Of the notice, a drill's nothing; None: its price is not known."""
    unpriced: bool
    """Something of the sums has no known price: they are at least so much."""

    @property
    def left_cents(self) -> int | None:
        """Before the notice; never less than nothing."""
        if self.ceiling_cents is None:
            return None
        return max(0, self.ceiling_cents - self.spent_cents - self.planned_cents)

    @property
    def over(self) -> bool:
        return self.left_cents is not None and (self.own_cents or 0) > self.left_cents

    @property
    def sentence(self) -> str:
        at_least = "almeno " if self.unpriced else ""
        used = f"{at_least}{_euro(self.spent_cents)} spesi e {_euro(self.planned_cents)} impegnati"
        own = "di prezzo non noto" if self.own_cents is None else f"di {_euro(self.own_cents)}"
        if self.ceiling_cents is None or self.left_cents is None:
            return f"Nel mese {used}; questo avviso è {own}. Nessun tetto di spesa."
        sentence = (
            f"Nel mese {used} su {_euro(self.ceiling_cents)}: restano {_euro(self.left_cents)}, questo avviso"
            f" è {own}."
        )
        return f"{sentence} Supera il tetto di spesa del mese." if self.over else sentence


@dataclass(frozen=True, slots=True)
class Budgets:
    broadcasts: Broadcasts
    spending: Spending
    count: CountExtent
    ceiling_euro: int
    """0: no ceiling."""
    zone: tzinfo

    def of(self, broadcast: Broadcast, own: Extent, now: datetime) -> MonthBudget:
        """Of the month in which it goes out."""
        month = self._month(broadcast, now)
        planned = [  # before what is spent: who closes meanwhile is counted twice, never not at all
            self._expected(other, now) for other in self._planned(month, now) if other.id != broadcast.id
        ]
        spent = self.spending.of(month)
        return MonthBudget(
            month=month,
            ceiling_cents=self.ceiling_euro * 100 or None,
            spent_cents=_cents(spent.micro_euro),
            planned_cents=sum(each or 0 for each in planned),
            own_cents=0 if broadcast.training else own.euro_cents,
            unpriced=bool(spent.without_price) or None in planned,
        )

    def refuse_if_over(self, broadcast: Broadcast, own: Extent, now: datetime) -> None:
        """Danger costs what it costs, a drill nothing. Raises OverBudgetError."""
        if not self.ceiling_euro or broadcast.emergency or broadcast.training:
            return
        budget = self.of(broadcast, own, now)
        if budget.over:
            raise OverBudgetError(budget.sentence)

    def _planned(self, month: date, now: datetime) -> list[Broadcast]:
        after = _next(month)
        until = datetime(after.year, after.month, 1, tzinfo=self.zone).astimezone(UTC)
        found = (self.broadcasts.load(each) for each in self._ids(max(until, now)))
        return [
            each
            for each in found
            if each is not None
            and not each.training
            and each.status in _PLANNED
            and self._month(each, now) == month
        ]

    def _ids(self, until: datetime) -> tuple[UUID, ...]:
        return tuple(self.broadcasts.active(until))

    def _expected(self, broadcast: Broadcast, now: datetime) -> int | None:
        """What was approved, until the audience is frozen."""
        approval = broadcast.approval
        if broadcast.audience is None and approval is not None and approval.extent is not None:
            return approval.extent.euro_cents
        try:
            return self.count(broadcast, now)[0].euro_cents
        except TooLongAgoError:  # it will not go out
            return None

    def _month(self, broadcast: Broadcast, now: datetime) -> date:
        """As its prices: of the day on which it begins."""
        at = broadcast.sending_at or max(broadcast.due_at or now, now)
        return at.astimezone(self.zone).date().replace(day=1)


def _next(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def _cents(micro_euro: int) -> int:
    return (micro_euro + CENT // 2) // CENT


def _euro(cents: int) -> str:
    return write_euro(cents * CENT)
