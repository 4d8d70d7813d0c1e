"""The figures of the desk: how many, how fast. Nobody in particular, of neither side."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from urp.desk.periods import PeriodKind
from urp.staff_api.schemas import Moment, Output
from urp.staff_api.sheets import Format


class DeskFiguresQuery(Format):
    by: PeriodKind = PeriodKind.MONTH
    periods: int = Field(6, ge=1, le=27, description="How many, up to the one that runs")


class PaceJson(Output):
    """Minutes; null where fewer people are behind it than `fewest_shown`."""

    median: int | None
    slowest_tenth: int | None = Field(description="Nine of ten were not slower")


class PeriodFiguresJson(Output):
    """Of the questions asked in it, whenever they were answered. null: more than 0, under `fewest_shown`."""

    period: str = Field(description="2026-11, or 2026-W48")
    first: date
    last: date
    complete: bool = Field(description="false while it runs, and where conversations are deleted already")
    asked: int | None = Field(description="Conversations that began with a question")
    turns: int | None = Field(description="Short messages that follow one another count once")
    answered: int | None
    closed: int | None
    reopened: int | None
    first_reply_open: PaceJson = Field(description="In opening hours")
    first_reply: PaceJson = Field(description="By the clock")
    resolution_open: PaceJson
    resolution: PaceJson


class DeskFiguresJson(Output):
    as_of: Moment
    waiting: int
    overdue: int
    fewest_shown: int
    periods: tuple[PeriodFiguresJson, ...] = Field(description="Oldest first")
