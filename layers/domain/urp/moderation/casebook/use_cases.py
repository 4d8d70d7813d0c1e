"""What the office can do with the casebook, together."""

from __future__ import annotations

from dataclasses import dataclass

from urp.moderation.casebook.deciding import DecideCase
from urp.moderation.casebook.figures import CountCases
from urp.moderation.casebook.finding import OpenCase
from urp.moderation.casebook.holding import HoldCase
from urp.moderation.casebook.office import CaseOffice


@dataclass(frozen=True, slots=True)
class CasebookUseCases:
    see: CaseOffice
    open: OpenCase
    decide: DecideCase
    hold: HoldCase
    count: CountCases
