"""/staff/desk-figures: the figures of the desk for a program and for a spreadsheet."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pydantic import Field

from urp.acts.permissions import Permission
from urp.desk.figures import PeriodKind
from urp.desk.small_cells import FEWEST_SHOWN
from urp.staff_api.routing import Request, Route
from urp.staff_api.schemas import Moment, Nothing, Output
from urp.staff_api.sheets import Cell, Format, Sheet
from urp.town.api.free_answers_json import FreeAnswersJson, free_answers_json

if TYPE_CHECKING:
    from urp.desk.api.offices import DeskOffices
    from urp.desk.figures import Pace, PeriodFigures


class DeskFiguresQuery(Format):
    by: PeriodKind = PeriodKind.MONTH
    periods: int = Field(6, ge=1, le=27, description="How many, up to the one that runs")


class PaceJson(Output):
    """Minutes; null where fewer people are behind it than `fewest_shown`."""

    median: int | None
    slowest_tenth: int | None = Field(description="Nine of ten were not slower")


class PeriodFiguresJson(Output):
    """Of the questions asked in it, whenever they were answered. null: more than 0, under `fewest_shown`."""

    period: str = Field(description="2026-11, 2026-Q4, or 2026-W48")
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
    free_answers: FreeAnswersJson = Field(description="Answers of a month that Meta does not bill")
    periods: tuple[PeriodFiguresJson, ...] = Field(description="Oldest first")


_COLUMNS = (
    "Periodo",
    "Dal",
    "Al",
    "Completo",
    "Domande",
    "Turni",
    "Con risposta",
    "Chiuse",
    "Riaperte",
    "Prima risposta: mediana, minuti di apertura",
    "Prima risposta: nove su dieci entro, minuti di apertura",
    "Prima risposta: mediana, minuti",
    "Prima risposta: nove su dieci entro, minuti",
    "Chiusura: mediana, minuti di apertura",
    "Chiusura: nove su dieci entro, minuti di apertura",
    "Chiusura: mediana, minuti",
    "Chiusura: nove su dieci entro, minuti",
)
_HIDDEN = f"meno di {FEWEST_SHOWN}"


def count(offices: DeskOffices, request: Request[DeskFiguresQuery, Nothing]) -> DeskFiguresJson:
    today = request.now.astimezone(offices.municipality.zone).date()
    found = offices.count_desk(request.query.by, request.query.periods, request.now)
    return DeskFiguresJson(
        as_of=request.now,
        waiting=found.waiting.all,
        overdue=found.waiting.overdue,
        fewest_shown=FEWEST_SHOWN,
        free_answers=free_answers_json(offices.prices.free_answers(today)),
        periods=tuple(_period_json(period) for period in found.periods),
    )


def make_sheet(_: DeskOffices, shown: DeskFiguresJson) -> Sheet:
    rows = tuple(_row(period) for period in shown.periods)
    return Sheet(f"sportello-{shown.periods[0].period}-{shown.periods[-1].period}", (_COLUMNS, *rows))


def _row(shown: PeriodFiguresJson) -> tuple[Cell, ...]:
    counts = (shown.asked, shown.turns, shown.answered, shown.closed, shown.reopened)
    paces = (shown.first_reply_open, shown.first_reply, shown.resolution_open, shown.resolution)
    return (
        shown.period,
        f"{shown.first:%d/%m/%Y}",
        f"{shown.last:%d/%m/%Y}",
        "sì" if shown.complete else "no",
        *(_HIDDEN if count is None else count for count in counts),
        *(minutes for pace in paces for minutes in (pace.median, pace.slowest_tenth)),
    )


def _period_json(found: PeriodFigures) -> PeriodFiguresJson:
    return PeriodFiguresJson.from_view(
        found,
        period=found.period.name,
        first=found.period.first,
        last=found.period.last,
        first_reply_open=_pace_json(found.first_reply_open),
        first_reply=_pace_json(found.first_reply),
        resolution_open=_pace_json(found.resolution_open),
        resolution=_pace_json(found.resolution),
    )


def _pace_json(pace: Pace) -> PaceJson:
    return PaceJson(median=pace.median, slowest_tenth=pace.slowest_tenth)


ROUTES = (
    Route(
        "GET", "/staff/desk-figures", Permission.READ, "Count the desk by week, month or quarter",
        DeskFiguresQuery, Nothing, DeskFiguresJson, count, sheet=make_sheet,
        description="Of the desk as a whole: nothing is counted by person of the office.",
    ),
)  # fmt: skip
