"""Avvisi ricorrenti: written once, with a rule in words, and approved for a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from urp.acts.permissions import Permission
from urp.console.colleagues import read_names
from urp.console.forms import flatten
from urp.console.screens.notice_writing import BEYOND_TIER, choose_template, list_templates, require_template
from urp.console.visits import Done, Form, Page, Screen, View, Visit, fill_in, say
from urp.notices.announcements.model import AnnouncementStatus, HolidayPolicy
from urp.notices.api.announcement_json import AnnouncementsJson, AnnouncementViewJson
from urp.notices.api.figures import STATUSES
from urp.notices.api.silence_record import GROUND_KINDS
from urp.town.api.templates import TemplateJson, TopicsJson

_STATES: Mapping[AnnouncementStatus, str] = {
    AnnouncementStatus.ACTIVE: "attivo",
    AnnouncementStatus.PAUSED: "sospeso",
    AnnouncementStatus.ENDED: "finito: la sua regola non ha altri giorni",
    AnnouncementStatus.DELETED: "eliminato",
}
_HOLIDAYS = (
    (HolidayPolicy.SEND, "parte lo stesso"),
    (HolidayPolicy.SKIP, "quel giorno si salta"),
    (HolidayPolicy.NEXT_WORKING_DAY, "passa al primo giorno in cui lo sportello apre"),
)


def show_list(visit: Visit) -> View:
    found = visit.ask("/staff/announcements", AnnouncementsJson, limit="50", cursor=visit.query.get("da", ""))
    kept = [each for each in found.items if each.status is not AnnouncementStatus.DELETED]
    return View(
        "announcements/list.html", "Avvisi ricorrenti", {"items": kept, "next": found.next, "states": _STATES}
    )


def show_new(visit: Visit) -> View:
    templates = list_templates(visit)
    if (template := templates.get(choose_template(visit))) is None:
        values = {"templates": templates.values(), "to": f"{_ALL}/nuovo"}
        return View("notices/choose.html", "Nuovo avviso ricorrente: quale modello?", values)
    return _write_view(visit, f"{_ALL}/nuovo", f"Nuovo avviso ricorrente: {template.title}", template, None)


def show_change(visit: Visit) -> View:
    found = _read(visit)
    template = require_template(list_templates(visit), found.template)
    return _write_view(visit, f"{_ALL}/{found.id}/modifica", f"Modifica «{found.title}»", template, found)


def _write_view(
    visit: Visit, address: str, title: str, template: TemplateJson, found: AnnouncementViewJson | None
) -> View:
    topics = visit.ask("/staff/topics", TopicsJson).items
    written = (
        {} if found is None else {"title": found.title, "link": found.link, "parameters": found.parameters}
    )
    values = {
        "address": address,
        "template": template,
        "found": found,
        "written": dict(flatten(written)),
        "topics": [(each.id, each.title) for each in topics],
        "holidays": _HOLIDAYS,
        "beyond_tier": BEYOND_TIER,
        "ground_kinds": tuple(GROUND_KINDS.items()),
    }
    return View("announcements/write.html", title, values)


def show_one(visit: Visit) -> View:
    found = _read(visit)
    values = {
        "found": found,
        "template": list_templates(visit).get(found.template),
        "name": read_names(visit),
        "states": _STATES,
        "statuses": STATUSES,
        "holidays": dict(_HOLIDAYS),
    }
    return View("announcements/one.html", f"«{found.title}»: {found.sentence}", values)


def _read(visit: Visit) -> AnnouncementViewJson:
    return visit.ask(fill_in("/staff/announcements/{announcement}", visit.path), AnnouncementViewJson)


def _to_one(said: str) -> Callable[[Visit, AnnouncementViewJson], Done]:
    """With the warning about what is a notice already."""

    def done(_: Visit, found: AnnouncementViewJson) -> Done:
        return Done(" ".join(filter(None, (said, found.warning))), f"{_ALL}/{found.id}")

    return done


def _written(visit: Visit, found: AnnouncementViewJson) -> Done:
    said = f"Salvato: {found.sentence}. Ogni uscita aspetta finché un'altra persona non lo approva."
    return _to_one(said)(visit, found)


_ALL = "/avvisi/ricorrenti"
_ONE, _API = f"{_ALL}/{{announcement}}", "/staff/announcements/{announcement}"

SCREEN = Screen(
    pages=(
        Page(_ALL, Permission.READ, show_list),
        Page(f"{_ALL}/nuovo", Permission.WRITE, show_new),
        Page(_ONE, Permission.READ, show_one),
        Page(f"{_ONE}/modifica", Permission.WRITE, show_change),
    ),
    forms=(
        Form(f"{_ALL}/nuovo", "POST /staff/announcements", f"{_ALL}/nuovo", _written),
        Form(f"{_ONE}/modifica", f"PUT {_API}", f"{_ONE}/modifica", _written),
        Form(f"{_ONE}/approva", f"POST {_API}/approve", _ONE, _to_one("Approvato.")),
        Form(
            f"{_ONE}/sospendi", f"POST {_API}/pause", _ONE,
            _to_one("Sospeso: ciò che cade nella sospensione non parte nemmeno dopo."),
        ),
        Form(
            f"{_ONE}/riprendi", f"POST {_API}/resume", _ONE,
            _to_one("Ripreso, dal prossimo giorno della regola."),
        ),
        Form(f"{_ONE}/elimina", f"DELETE {_API}", _ONE, say("Annuncio eliminato.", _ALL)),
    ),
    labels={
        "rule": "Ogni quanto",
        "start": "Primo giorno",
        "time": "A che ora",
        "holidays": "Nei festivi",
        "useful_minutes": "Minuti di utilità",
        "until": "Fino a",
        "seen": "Ciò che è stato letto",
    },
)  # fmt: skip
