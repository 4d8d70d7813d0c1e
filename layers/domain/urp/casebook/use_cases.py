"""What the office can do with the casebook, together."""

from __future__ import annotations

from dataclasses import dataclass

from urp.casebook.deciding import DecideCase
from urp.casebook.figures import CountCases
from urp.casebook.finding import OpenCase
from urp.casebook.holding import HoldCase
from urp.casebook.office import CaseOffice


@dataclass(frozen=True, slots=True)
class CasebookUseCases:
    see: CaseOffice
    open: OpenCase
    decide: DecideCase
    hold: HoldCase
    count: CountCases
