"""/staff/rights-requests/figures: the year's requests, for a program and for a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pydantic import Field

from urp.acts.permissions import Permission
from urp.desk.model import RightsKind
from urp.desk.small_cells import FEWEST_SHOWN, to_number_cells
from urp.privacy.rights.model import ARTICLES, RightsState
from urp.staff_api.routing import Request, Route
from urp.staff_api.schemas import Nothing, Output
from urp.staff_api.sheets import Cell, Format, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from urp.privacy.api.offices import PrivacyOffices


class RightsYearAsked(Format):
    year: int = Field(ge=2015, le=2100, description="In which they were received")


class RightsKindCountJson(Output):
    kind: RightsKind
    count: int | None


class RightsStateCountJson(Output):
    state: RightsState
    count: int | None


class RightsFiguresJson(Output):
    year: int
    fewest_shown: int = Field(
        description="A count is null where it is smaller than this, or would give a smaller one away"
    )
    received: int | None
    kinds: tuple[RightsKindCountJson, ...]
    kinds_hidden: int | None = Field(description="All hidden kinds together")
    states: tuple[RightsStateCountJson, ...] = Field(description="The same requests, as they stand now")
    states_hidden: int | None


_WORDS: Mapping[RightsKind, str] = {
    RightsKind.ACCESS: "Accesso",
    RightsKind.RECTIFICATION: "Rettifica",
    RightsKind.ERASURE: "Cancellazione",
    RightsKind.RESTRICTION: "Limitazione",
    RightsKind.PORTABILITY: "Portabilità",
    RightsKind.OBJECTION: "Opposizione",
    RightsKind.NO_AUTOMATED_DECISION: "Decisione automatizzata",
    RightsKind.WITHDRAWAL: "Revoca del consenso",
}
KINDS: Mapping[RightsKind, str] = {kind: f"{words} (art. {ARTICLES[kind]})" for kind, words in _WORDS.items()}
STATES: Mapping[RightsState, str] = {
    RightsState.OPEN: "Ancora aperte",
    RightsState.ANSWERED: "Accolte, con risposta",
    RightsState.REFUSED: "Rifiutate, con i motivi",
}
_COLUMNS = ("Anno", "Gruppo", "Voce", "Codice", "Numero", "Nota")


def count_rights(offices: PrivacyOffices, request: Request[RightsYearAsked, Nothing]) -> RightsFiguresJson:
    year = offices.count_rights(request.query.year)
    return RightsFiguresJson(
        year=year.year,
        fewest_shown=FEWEST_SHOWN,
        received=year.received,
        kinds=tuple(RightsKindCountJson(kind=each, count=count) for each, count in year.kinds.cells.items()),
        kinds_hidden=year.kinds.hidden,
        states=tuple(
            RightsStateCountJson(state=each, count=count) for each, count in year.states.cells.items()
        ),
        states_hidden=year.states.hidden,
    )


def make_sheet(_: PrivacyOffices, shown: RightsFiguresJson) -> Sheet:
    return Sheet(f"richieste-sui-dati-{shown.year}", (_COLUMNS, *_list_rows(shown)))


def _list_rows(shown: RightsFiguresJson) -> Iterator[tuple[Cell, ...]]:
    year = shown.year
    yield year, "Richieste", "Ricevute", None, *to_number_cells(shown.received)
    for kind in shown.kinds:
        yield year, "Diritto", KINDS[kind.kind], kind.kind.value, *to_number_cells(kind.count)
    yield year, "Diritto", "Diritti coperti, insieme", None, *to_number_cells(shown.kinds_hidden)
    for state in shown.states:
        yield year, "Stato", STATES[state.state], state.state.value, *to_number_cells(state.count)
    yield year, "Stato", "Stati coperti, insieme", None, *to_number_cells(shown.states_hidden)


FIGURES = Route(
    "GET",
    "/staff/rights-requests/figures",
    Permission.READ,
    "Count the requests about one's own data of a year",
    RightsYearAsked,
    Nothing,
    RightsFiguresJson,
    count_rights,
    sheet=make_sheet,
    description="By right and by how they stand, without small cells: for the yearly report.",
)
