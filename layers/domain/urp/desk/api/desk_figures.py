"""/staff/desk-figures: the figures of the desk for a program and for a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.desk.api.schemas_desk_figures import (
    DeskFiguresJson,
    DeskFiguresQuery,
    PaceJson,
    PeriodFiguresJson,
)
from urp.desk.redirects.small_cells import FEWEST_SHOWN
from urp.staff_api.roles import EVERYBODY
from urp.staff_api.routing import Request, Route
from urp.staff_api.schemas import Nothing
from urp.staff_api.sheets import Cell, Sheet

if TYPE_CHECKING:
    from urp.desk.api.offices import DeskOffices
    from urp.desk.figures import Pace, PeriodFigures

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


def counted(offices: DeskOffices, request: Request[DeskFiguresQuery, Nothing]) -> DeskFiguresJson:
    found = offices.count_desk(request.query.by, request.query.periods, request.now)
    return DeskFiguresJson(
        as_of=request.now,
        waiting=found.waiting.all,
        overdue=found.waiting.overdue,
        fewest_shown=FEWEST_SHOWN,
        periods=tuple(_period_json(period) for period in found.periods),
    )


def figures_sheet(_: DeskOffices, shown: DeskFiguresJson) -> Sheet:
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
        "GET", "/staff/desk-figures", EVERYBODY, "Count the desk by week or month",
        DeskFiguresQuery, Nothing, DeskFiguresJson, counted, sheet=figures_sheet,
        description="Of the desk as a whole: nothing is counted by person of the office.",
    ),
)  # fmt: skip
