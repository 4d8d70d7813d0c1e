"""The casebook's year in figures, without small cells."""

from __future__ import annotations

from pydantic import Field

from urp.meaning.breaches import Breach
from urp.moderation.casebook.model import Outcome, StepKind
from urp.staff_api.schemas import Output
from urp.staff_api.sheets import Format


class YearAsked(Format):
    year: int = Field(ge=2015, le=2100, description="Of UTC")


class BreachCountJson(Output):
    breach: Breach
    count: int | None


class OutcomeCountJson(Output):
    outcome: Outcome | None = Field(description="Null: nothing done yet")
    count: int | None


class StepCountJson(Output):
    step: StepKind
    count: int | None


class CaseFiguresJson(Output):
    year: int
    fewest_shown: int = Field(
        description="A count is null where it is smaller than this, or would give a smaller one away"
    )
    opened: int | None
    breaches: tuple[BreachCountJson, ...] = Field(description="Cases opened in the year, by category")
    breaches_hidden: int | None = Field(description="All hidden categories together")
    outcomes: tuple[OutcomeCountJson, ...] = Field(description="The same cases, by how they stand now")
    outcomes_hidden: int | None
    steps: tuple[StepCountJson, ...] = Field(description="Steps taken in the year, whenever the case began")
    steps_hidden: int | None
