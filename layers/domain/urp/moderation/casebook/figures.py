"""Yearly counts of cases, steps and outcomes, without persons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from urp.desk.small_cells import ShownCells, hide_small_cells, show_total
from urp.meaning.breaches import Breach
from urp.moderation.casebook.model import Outcome, StepKind

if TYPE_CHECKING:
    from urp.moderation.store.cases import CaseRegister

_COUNTED_AS_OPENED = StepKind.PROPOSED


@dataclass(frozen=True, slots=True)
class CountedYear:
    """By UTC's year: cases by the day they were opened, steps by the day they were taken."""

    breaches: Mapping[Breach, int]
    outcomes: Mapping[Outcome | None, int]
    """Current outcomes; None: nothing done yet."""
    steps: Mapping[StepKind, int]


@dataclass(frozen=True, slots=True)
class YearOfCases:
    year: int
    opened: int | None
    """None: fewer than may be shown."""
    breaches: ShownCells[Breach]
    outcomes: ShownCells[Outcome | None]
    steps: ShownCells[StepKind]


@dataclass(frozen=True, slots=True)
class CountCases:
    cases: CaseRegister

    def __call__(self, year: int) -> YearOfCases:
        counted = self.cases.count_year(year)
        steps = {each: counted.steps.get(each, 0) for each in StepKind if each is not _COUNTED_AS_OPENED}
        outcomes: dict[Outcome | None, int] = {
            each: counted.outcomes.get(each, 0) for each in (*Outcome, None)
        }
        return YearOfCases(
            year=year,
            opened=show_total(counted.breaches.values()),
            breaches=hide_small_cells({each: counted.breaches.get(each, 0) for each in Breach}),
            outcomes=hide_small_cells(outcomes),
            steps=hide_small_cells(steps),
        )
