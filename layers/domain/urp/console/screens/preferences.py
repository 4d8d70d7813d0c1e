"""Le mie preferenze: what each person chooses for themselves, a section each."""

from __future__ import annotations

from typing import get_args

from urp.acts.permissions import Permission
from urp.console.visits import Form, Page, Screen, View, Visit, let_through, say
from urp.staff_api.me import HoldSeconds, PreferencesJson

_PLACE = "/preferenze"
_API = "/staff/me/preferences"
_SIGNED_OUT = "Entro pochi secondi finisce ogni tuo accesso, anche questo: per continuare entra di nuovo."


def show_preferences(visit: Visit) -> View:
    values = {
        "chosen": visit.ask(_API, PreferencesJson),
        "holds": [(seconds, f"{seconds} secondi") for seconds in get_args(HoldSeconds.__value__)],
        "answers": visit.may(Permission.ANSWER),
    }
    return View("preferences/page.html", "Le mie preferenze", values)


SCREEN = Screen(
    pages=(Page(_PLACE, Permission.READ, show_preferences),),
    forms=(
        Form(
            f"{_PLACE}/annullare", f"PUT {_API}", _PLACE, say("Scelta salvata: vale da subito.", _PLACE),
            in_training=let_through,
        ),
        Form(
            f"{_PLACE}/esci-ovunque", "POST /staff/me/sign-out", _PLACE, say(_SIGNED_OUT, _PLACE),
            in_training=let_through,
        ),
    ),
    labels={"hold_seconds": "Tempo per annullare una risposta"},
)  # fmt: skip
