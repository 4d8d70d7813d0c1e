"""Silenzio elettorale: its periods, lifting one in two, and the record for AGCOM."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from urp.acts.permissions import Permission
from urp.console.colleagues import read_names
from urp.console.visits import Done, Download, Form, Page, Screen, View, Visit, fill_in, say
from urp.console.words import say_alerted
from urp.notices.api.silence import PeriodsJson, PeriodViewJson
from urp.notices.silence.model import PeriodState
from urp.staff_api.proposals import ProposalJson
from urp.town.opening_hours.words import write_moment

STATES: Mapping[PeriodState, str] = {
    PeriodState.PLANNED: "comincerà",
    PeriodState.IN_FORCE: "in vigore adesso",
    PeriodState.OVER: "finito",
    PeriodState.LIFTED: "tolto prima della fine, da due persone",
}


def show_list(visit: Visit) -> View:
    found = visit.ask("/staff/silence-periods", PeriodsJson).items
    in_force = any(each.state is PeriodState.IN_FORCE for each in found)
    title = "Silenzio elettorale: in vigore" if in_force else "Silenzio elettorale: nessuno in vigore"
    return View("silence/list.html", title, {"items": found, "states": STATES})


def show_one(visit: Visit) -> View:
    period = visit.ask(fill_in("/staff/silence-periods/{period}", visit.path), PeriodViewJson)
    values = {"period": period, "states": STATES, "name": read_names(visit)}
    return View("silence/one.html", f"{period.name}: {STATES[period.state]}", values)


def _to_one(said: str) -> Callable[[Visit, PeriodViewJson], Done]:
    def done(_: Visit, period: PeriodViewJson) -> Done:
        return Done(said, f"{_ALL}/{period.id}")

    return done


def _proposed(visit: Visit, proposal: ProposalJson) -> Done:
    told = say_alerted(proposal.alerted, "a un collega")
    until = write_moment(proposal.lapses_at, visit.zone)
    said = f"Proposto: il periodo continua finché un'altra persona non conferma, entro {until}. {told}"
    return Done(said, fill_in(_ONE, visit.path))


_ALL = "/avvisi/silenzio"
_ONE, _API = f"{_ALL}/{{period}}", "/staff/silence-periods/{period}"

SCREEN = Screen(
    pages=(Page(_ALL, Permission.READ, show_list), Page(_ONE, Permission.READ, show_one)),
    downloads=(Download(f"{_ONE}/registro.csv", Permission.OVERSEE, f"{_API}/record"),),
    forms=(
        Form(_ALL, "POST /staff/silence-periods", _ALL, _to_one("Periodo impostato: vale da subito.")),
        Form(f"{_ONE}/modifica", f"PUT {_API}", _ONE, _to_one("Periodo cambiato.")),
        Form(f"{_ONE}/togli", f"POST {_API}/lift/propose", _ONE, _proposed),
        Form(
            f"{_ONE}/togli/conferma", f"POST {_API}/lift/confirm", _ONE,
            _to_one("Il periodo è finito adesso."),
        ),
        Form(
            f"{_ONE}/togli/annulla", f"POST {_API}/lift/cancel", _ONE,
            say("Proposta annullata: il periodo continua.", _ONE),
        ),
    ),
    labels={
        "name": "Nome",
        "decree": "Atto che convoca il voto",
        "first_day": "Primo giorno",
        "closes_at": "Chiusura delle votazioni",
    },
)  # fmt: skip
