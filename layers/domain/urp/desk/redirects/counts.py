"""How many messages of a month were sent on, of which kind and about what: for the periodic report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from urp.desk.small_cells import ShownCells, hide_small_cells, show_total
from urp.town.municipality.codes import Category, RedirectKind

if TYPE_CHECKING:
    from urp.desk.store.redirects import RedirectCounts


@dataclass(frozen=True, slots=True)
class Counted:
    """All that is known of one redirect once its text is gone."""

    kind: RedirectKind
    category: Category
    day: date


@dataclass(frozen=True, slots=True)
class KindOfPeriod:
    """Each kind by itself: no total of all kinds, from which a hidden kind could be worked out."""

    kind: RedirectKind
    total: int | None
    """None: under the smallest number shown."""
    categories: ShownCells[Category]
    days: ShownCells[date]


@dataclass(frozen=True, slots=True)
class PeriodOfRedirects:
    months: tuple[str, ...]
    kinds: tuple[KindOfPeriod, ...]


@dataclass(frozen=True, slots=True)
class CountRedirects:
    counts: RedirectCounts

    def __call__(self, months: tuple[str, ...]) -> PeriodOfRedirects:
        """The months as one: summed first, then small cells are hidden."""
        found = Counter(each for month in months for each in self.counts.of_month(month))
        return PeriodOfRedirects(months, tuple(_of_kind(kind, months, found) for kind in RedirectKind))


def _of_kind(kind: RedirectKind, months: tuple[str, ...], found: Mapping[Counted, int]) -> KindOfPeriod:
    categories = dict.fromkeys(Category, 0)
    days = dict.fromkeys((day for month in months for day in _days_of(month)), 0)
    for each, number in found.items():
        if each.kind is kind:
            categories[each.category] += number
            days[each.day] += number
    return KindOfPeriod(
        kind, show_total(categories.values()), hide_small_cells(categories), hide_small_cells(days)
    )


def _days_of(month: str) -> Iterable[date]:
    day = date.fromisoformat(f"{month}-01")
    first = day
    while day.month == first.month:
        yield day
        day += timedelta(days=1)
