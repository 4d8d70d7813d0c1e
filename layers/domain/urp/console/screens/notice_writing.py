"""Writing an Avviso, changing it, correcting one: first the template, then its gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.console.forms import flatten
from urp.console.visits import View, Visit, fill_in
from urp.errors import ConflictError
from urp.notices.api.broadcast_json import BroadcastJson
from urp.notices.api.sheet_json import TypedWordsJson
from urp.notices.broadcasts.audience import AudienceKind
from urp.notices.broadcasts.model import BeyondTier, Urgency
from urp.town.api.templates import TemplateJson, TemplatesJson, TopicsJson

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

BEYOND_TIER = (
    (BeyondTier.REFUSE, "non parte a nessuno, e una persona decide"),
    (BeyondTier.PLAN, "parte su più giorni: subito a quanti si può, poi agli altri"),
)
URGENCIES = (
    (Urgency.ORDINARY, "ordinaria"),
    (Urgency.EMERGENCY, "emergenza: va a tutti, e gli altri avvisi aspettano"),
)


def show_new(visit: Visit) -> View:
    templates = list_templates(visit)
    if (template := templates.get(choose_template(visit))) is None:
        return View(
            "notices/choose.html",
            "Nuovo avviso: quale modello?",
            {"templates": templates.values(), "to": "/avvisi/nuovo"},
        )
    return _write_view(visit, "/avvisi/nuovo", f"Nuovo avviso: {template.title}", template, {})


def show_change(visit: Visit) -> View:
    notice, template, others = _read_for_writing(visit)
    return _write_view(
        visit,
        f"/avvisi/{notice.id}/modifica",
        f"Modifica «{notice.title}»",
        template,
        _written(notice),
        notice=notice,
        others=others,
    )


def show_correction(visit: Visit) -> View:
    notice, template, others = _read_for_writing(visit)
    return View(
        "notices/correct.html",
        f"Rettifica di «{notice.title}»",
        {
            "notice": notice,
            "template": template,
            "written": _written(notice),
            "others": others,
        },
    )


def _read_for_writing(visit: Visit) -> tuple[BroadcastJson, TemplateJson, Sequence[TemplateJson]]:
    """A notice that is there, the template it is written with, and those it could be."""
    notice = visit.ask(fill_in("/staff/broadcasts/{broadcast}/progress", visit.path), BroadcastJson)
    templates = list_templates(visit)
    template = templates.get(choose_template(visit)) or require_template(templates, notice.template)
    return notice, template, [each for each in templates.values() if each.name != template.name]


def _write_view(
    visit: Visit,
    address: str,
    title: str,
    template: TemplateJson,
    written: Mapping[str, str],
    notice: BroadcastJson | None = None,
    others: Sequence[TemplateJson] = (),
) -> View:
    topics = visit.ask("/staff/topics", TopicsJson).items
    follows = notice is not None and notice.audience_rule.kind is not AudienceKind.EVERYBODY
    return View(
        "notices/write.html",
        title,
        {
            "address": address,
            "template": template,
            "written": written,
            "notice": notice,
            "others": others,
            "topics": [(each.id, each.title) for each in topics],
            "follows": follows,
            "urgencies": URGENCIES,
            "beyond_tier": BEYOND_TIER,
        },
    )


def list_templates(visit: Visit) -> Mapping[str, TemplateJson]:
    """Those of notices, by name."""
    found = visit.ask("/staff/templates", TemplatesJson).items
    return {each.name: each for each in found if each.is_notice}


def choose_template(visit: Visit) -> str:
    """The name of the one to write with; none before it is chosen."""
    return visit.refused.fields.first("template") if visit.refused else visit.query.get("modello", "")


def require_template(templates: Mapping[str, TemplateJson], name: str) -> TemplateJson:
    if (found := templates.get(name)) is None:
        raise ConflictError(
            "Il suo modello non è fra quelli con cui si scrive un avviso: così com'è non si cambia."
        )
    return found


def _written(notice: BroadcastJson) -> Mapping[str, str]:
    return dict(flatten({"title": notice.title, "link": notice.link, "parameters": notice.parameters}))


def show_typed(visit: Visit, words: TypedWordsJson) -> View:
    """What a field has no more of goes from beside it, too."""
    typed = [name for name, _ in visit.typed.typed if name.startswith("parameters.")]
    of_fields = [
        (field, [each for each in words.findings if each.field == field])
        for field in (*dict.fromkeys(typed), "link", "text")
    ]
    return View("notices/typed.html", "", {"words": words, "of_fields": of_fields})
