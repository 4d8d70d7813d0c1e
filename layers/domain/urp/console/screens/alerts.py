"""An alert's own page: where the address in a mail or a text message leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.acts.permissions import Permission
from urp.console.colleagues import read_names
from urp.console.visits import Done, Form, Page, Screen, View, Visit, fill_in
from urp.desk.api.alerts import AlertJson
from urp.desk.duty.words import WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping

_ONE = "/a/{alert}"
_API = "/staff/alerts/{alert}"
_LINKS: Mapping[str, str] = {
    "sportello": "Apri la conversazione",
    "ordine": "Apri il caso",
    "avvisi": "Apri l'avviso",
    "fascicoli": "Apri il fascicolo",
    "diritti": "Apri la richiesta",
    "proposte": "Apri le proposte",
    "amministrazione": "Apri le esercitazioni",
}
"""By the first part of the page's address."""


def show_alert(visit: Visit) -> View:
    """Whoever opens it is written down; who only opens it has not said that they see to it."""
    alert = visit.act("POST", fill_in(f"{_API}/open", visit.path), AlertJson)
    name_of = read_names(visit)
    values = {
        "alert": alert,
        "link": _LINKS[alert.page.split("/")[1]],
        "by": name_of(alert.acknowledged_by) if alert.acknowledged_by else "",
        "own": alert.acknowledged_by == visit.member.id,
    }
    name = WORDS[alert.kind].name
    return View("alerts/alert.html", name[0].upper() + name[1:], values)


def _acknowledged(visit: Visit, alert: AlertJson) -> Done:
    if alert.acknowledged_by == visit.member.id:
        said = "Ci pensi tu: l'avviso non torna più a nessuno. Adesso apri e rispondi."
    else:
        said = "Un'altra persona lo aveva già detto prima di te."
    return Done(said, f"/a/{visit.path['alert']}")


SCREEN = Screen(
    pages=(Page(_ONE, Permission.HEAR, show_alert),),
    forms=(Form(f"{_ONE}/ci-penso-io", f"POST {_API}/acknowledge", _ONE, _acknowledged),),
)
