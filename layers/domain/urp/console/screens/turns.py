"""Turni: who is on duty in the next four weeks, and where nobody is."""

from __future__ import annotations

from datetime import date, timedelta

from urp.acts.permissions import Permission
from urp.console.colleagues import read_names
from urp.console.visits import Form, Page, Screen, View, Visit, fill_in, say
from urp.desk.api.turns import DutyPeopleJson, DutyPersonJson, DutyTurnJson, TurnsJson

_DAYS = 28
_PLACE = "/turni"
_ONE = f"{_PLACE}/{{turn}}"
_TURN = "/staff/turns/{turn}"


def show_turns(visit: Visit) -> View:
    asked = visit.query.get("da")
    found = visit.ask("/staff/turns", TurnsJson, first=asked, days=str(_DAYS))
    first = date.fromisoformat(asked) if asked else visit.today
    people = _list_people(visit)
    values = {
        "turns": found.items,
        "holes": found.holes,
        "fallback": found.fallback,
        "name": read_names(visit),
        "now": visit.now,
        "first": first,
        "last": first + timedelta(days=_DAYS - 1),
        "earlier": first - timedelta(days=_DAYS),
        "later": first + timedelta(days=_DAYS),
        "people": _to_options(people),
        "no_number": [each.name for each in people if each.number is None],
    }
    return View("turns/list.html", "Turni", values)


def show_turn(visit: Visit) -> View:
    turn = visit.ask(fill_in(_TURN, visit.path), DutyTurnJson)
    values = {
        "turn": turn,
        "name": read_names(visit),
        "over": turn.ends_at <= visit.now,
        "running": turn.starts_at <= visit.now,
        "people": _to_options(_list_people(visit)),
    }
    return View("turns/one.html", "Cambia un turno", values)


def _list_people(visit: Visit) -> tuple[DutyPersonJson, ...]:
    if not visit.may(Permission.ADMINISTER):
        return ()
    return visit.ask("/staff/duty-people", DutyPeopleJson).items


def _to_options(people: tuple[DutyPersonJson, ...]) -> list[tuple[str, str]]:
    """With what an SMS would reach: `Ada Rossi, cellulare che finisce con 567`."""
    return [(each.id, f"{each.name}, {_tell_number(each.number)}") for each in people]


def _tell_number(number: str | None) -> str:
    return f"cellulare che finisce con {number[-3:]}" if number else "senza cellulare: soltanto e-mail"


SCREEN = Screen(
    pages=(
        Page(_PLACE, Permission.READ, show_turns),
        Page(_ONE, Permission.ADMINISTER, show_turn),
    ),
    forms=(
        Form(f"{_PLACE}/nuovo", "POST /staff/turns", _PLACE, say("Il turno è scritto.", _PLACE)),
        Form(f"{_ONE}/cambia", f"PUT {_TURN}", _ONE, say("Il turno è cambiato.", _PLACE)),
        Form(f"{_ONE}/togli", f"DELETE {_TURN}", _ONE, say("Il turno è tolto.", _PLACE)),
    ),
    labels={
        "person": "Di turno",
        "second": "Seconda persona",
        "starts_at": "Comincia",
        "ends_at": "Finisce",
        "first": "Dal giorno",
        "version": "Il turno letto",
    },
)
