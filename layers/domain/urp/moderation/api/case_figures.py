"""/staff/cases/figures: the casebook's year, for a program and for a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from urp.acts.permissions import Permission
from urp.desk.small_cells import FEWEST_SHOWN, to_number_cells
from urp.meaning.breaches import Breach
from urp.moderation.casebook.model import Outcome, StepKind
from urp.staff_api.routing import Request, Route
from urp.staff_api.schemas import Nothing, Output
from urp.staff_api.sheets import Cell, Format, Sheet, write_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from urp.moderation.api.offices import ModerationOffices


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


_COLUMNS = ("Anno", "Gruppo", "Voce", "Codice", "Numero", "Nota")
BREACHES: Mapping[Breach, str] = {
    Breach.ILLEGAL_ACTIVITY: "Attività illegali",
    Breach.OFFENSIVE_LANGUAGE: "Linguaggio offensivo",
    Breach.DEFAMATION: "Diffamazione",
    Breach.THREAT: "Minacce",
    Breach.OTHER_PEOPLES_DATA: "Dati personali di altri",
    Breach.ATTACK_ON_PERSONS_OR_GROUPS: "Attacchi a persone o gruppi",
    Breach.SPAM: "Spam e link fuori tema",
    Breach.PROMOTION: "Promozione di prodotti, servizi o politica",
    Breach.COPYRIGHT: "Diritto d'autore e marchi",
    Breach.FUND_RAISING: "Raccolte di fondi",
}
OUTCOMES: Mapping[Outcome | None, str] = {
    Outcome.NOTED: "Annotato",
    Outcome.WARNED: "Avviso",
    Outcome.WARNED_AGAIN: "Secondo avviso",
    Outcome.BLOCKED: "Blocco",
    Outcome.UNBLOCKED: "Blocco tolto",
    Outcome.DISMISSED: "Nessuna violazione",
    None: "Da decidere",
}
STEPS: Mapping[StepKind, str] = {
    StepKind.PROPOSED: "Proposto",
    StepKind.NOTED: "Annotato",
    StepKind.WARNED: "Avviso",
    StepKind.WARNED_AGAIN: "Secondo avviso",
    StepKind.BLOCKED: "Blocco",
    StepKind.UNBLOCKED: "Blocco tolto",
    StepKind.BLOCK_REPLACED: "Blocco sostituito da un altro",
    StepKind.WARNING_LOST: "Avviso non arrivato",
    StepKind.DISMISSED: "Nessuna violazione",
    StepKind.ESCALATED: "Passato al gestore del servizio",
    StepKind.APPEAL_RECEIVED: "Richiesta di verifica",
    StepKind.APPEAL_UPHELD: "Verifica accolta",
    StepKind.APPEAL_REJECTED: "Verifica respinta",
    StepKind.HIDDEN: "Tolto dalla conversazione",
    StepKind.REPORTED_IN_WHATSAPP: "Segnalato in WhatsApp",
    StepKind.ACKNOWLEDGED: "Minaccia vista da chi è di turno",
    StepKind.HELD: "Trattenuto come prova",
    StepKind.RELEASED: "Non più trattenuto",
}


def count_cases(offices: ModerationOffices, request: Request[YearAsked, Nothing]) -> CaseFiguresJson:
    year = offices.casebook.count(request.query.year)
    return CaseFiguresJson(
        year=year.year,
        fewest_shown=FEWEST_SHOWN,
        opened=year.opened,
        breaches=tuple(
            BreachCountJson(breach=each, count=count) for each, count in year.breaches.cells.items()
        ),
        breaches_hidden=year.breaches.hidden,
        outcomes=tuple(
            OutcomeCountJson(outcome=each, count=count) for each, count in year.outcomes.cells.items()
        ),
        outcomes_hidden=year.outcomes.hidden,
        steps=tuple(StepCountJson(step=each, count=count) for each, count in year.steps.cells.items()),
        steps_hidden=year.steps.hidden,
    )


def make_sheet(_: ModerationOffices, shown: CaseFiguresJson) -> Sheet:
    return Sheet(f"moderazione-{shown.year}", write_rows((_COLUMNS,), _make_rows(shown)))


def _make_rows(shown: CaseFiguresJson) -> Iterator[tuple[Cell, ...]]:
    year = shown.year
    yield year, "Casi", "Aperti", None, *to_number_cells(shown.opened)
    for breach in shown.breaches:
        yield (
            year,
            "Categoria",
            BREACHES[breach.breach],
            breach.breach.value,
            *to_number_cells(breach.count),
        )
    yield year, "Categoria", "Categorie coperte, insieme", None, *to_number_cells(shown.breaches_hidden)
    for outcome in shown.outcomes:
        code = outcome.outcome.value if outcome.outcome else None
        yield year, "Esito", OUTCOMES[outcome.outcome], code, *to_number_cells(outcome.count)
    yield year, "Esito", "Esiti coperti, insieme", None, *to_number_cells(shown.outcomes_hidden)
    for step in shown.steps:
        yield year, "Passo", STEPS[step.step], step.step.value, *to_number_cells(step.count)
    yield year, "Passo", "Passi coperti, insieme", None, *to_number_cells(shown.steps_hidden)


FIGURES = Route(
    "GET",
    "/staff/cases/figures",
    Permission.READ,
    "Count the cases of a year",
    YearAsked,
    Nothing,
    CaseFiguresJson,
    count_cases,
    sheet=make_sheet,
    description="By category, by outcome and by step, without small cells: for the yearly report.",
)
