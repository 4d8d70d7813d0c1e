"""Emergenza: texts approved in time of calm, which one duty officer sends alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.acts.permissions import Permission
from urp.console.colleagues import read_names
from urp.console.forms import flatten
from urp.console.screens.notice_writing import choose_template, list_templates, require_template
from urp.console.screens.notices import EMERGENCY_REASONS
from urp.console.visits import Done, Form, Page, Screen, View, Visit, fill_in, say
from urp.notices.api.broadcast_json import SentAloneJson
from urp.notices.api.emergency_json import EmergencyTextsJson, EmergencyTextViewJson
from urp.notices.api.silence import PeriodsJson
from urp.notices.silence.model import PeriodState

if TYPE_CHECKING:
    from urp.town.api.templates import TemplateJson


def show_list(visit: Visit) -> View:
    """What can be sent now comes first."""
    found = visit.ask(
        "/staff/emergency-texts", EmergencyTextsJson, limit="100", cursor=visit.query.get("da", "")
    )
    items = sorted(found.items, key=lambda text: text.problem is not None)
    return View("emergencies/list.html", "Testi di emergenza", {"items": items, "next": found.next})


def show_new(visit: Visit) -> View:
    templates = list_templates(visit)
    if (template := templates.get(choose_template(visit))) is None:
        values = {"templates": templates.values(), "to": f"{_ALL}/nuovo"}
        return View("notices/choose.html", "Nuovo testo di emergenza: quale modello?", values)
    return _write_view(f"{_ALL}/nuovo", f"Nuovo testo di emergenza: {template.title}", template, None)


def show_change(visit: Visit) -> View:
    text = _read(visit)
    template = require_template(list_templates(visit), text.template)
    return _write_view(f"{_ALL}/{text.id}/modifica", f"Modifica «{text.title}»", template, text)


def _write_view(address: str, title: str, template: TemplateJson, text: EmergencyTextViewJson | None) -> View:
    written = {} if text is None else {"title": text.title, "link": text.link, "parameters": text.parameters}
    values = {"address": address, "template": template, "text": text, "written": dict(flatten(written))}
    return View("emergencies/write.html", title, values)


def show_one(visit: Visit) -> View:
    text = _read(visit)
    periods = visit.ask("/staff/silence-periods", PeriodsJson).items
    values = {
        "text": text,
        "template": list_templates(visit).get(text.template),
        "name": read_names(visit),
        "reasons": tuple(EMERGENCY_REASONS.items()),
        "in_silence": any(each.state is PeriodState.IN_FORCE for each in periods),
    }
    return View("emergencies/one.html", f"Testo di emergenza: «{text.title}»", values)


def _read(visit: Visit) -> EmergencyTextViewJson:
    return visit.ask(fill_in("/staff/emergency-texts/{text}", visit.path), EmergencyTextViewJson)


def _saved(_: Visit, text: EmergencyTextViewJson) -> Done:
    return Done("Salvato: si può inviare quando un'altra persona l'ha approvato.", f"{_ALL}/{text.id}")


def _sent(_: Visit, notice: SentAloneJson) -> Done:
    return Done(" ".join(notice.what_next), f"/avvisi/{notice.id}")


_ALL = "/avvisi/emergenza"
_ONE, _API = f"{_ALL}/{{text}}", "/staff/emergency-texts/{text}"

SCREEN = Screen(
    pages=(
        Page(_ALL, Permission.READ, show_list),
        Page(f"{_ALL}/nuovo", Permission.WRITE, show_new),
        Page(_ONE, Permission.READ, show_one),
        Page(f"{_ONE}/modifica", Permission.WRITE, show_change),
    ),
    forms=(
        Form(f"{_ALL}/nuovo", "POST /staff/emergency-texts", f"{_ALL}/nuovo", _saved),
        Form(f"{_ONE}/modifica", f"PUT {_API}", f"{_ONE}/modifica", _saved),
        Form(f"{_ONE}/approva", f"POST {_API}/approve", _ONE, say("Approvato: si può inviare.", _ONE)),
        Form(f"{_ONE}/elimina", f"DELETE {_API}", _ONE, say("Testo eliminato.", _ALL)),
        Form(f"{_ONE}/invia", f"POST {_API}/send", _ONE, _sent),
    ),
    labels={
        "values": "Le parole da dire adesso",
        "why_alone": "Perché nessuno ha approvato",
        "ground.text": "Perché parte durante il silenzio elettorale",
    },
)  # fmt: skip
