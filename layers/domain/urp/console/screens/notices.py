"""Avvisi: write one, have it approved, watch it go out, stop it, read what became of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from urp.acts.permissions import Permission
from urp.console.colleagues import read_names
from urp.console.forms import Fields, field_of
from urp.console.plots import Series, draw_lines
from urp.console.screens.notice_writing import (
    list_templates,
    show_change,
    show_correction,
    show_new,
    show_typed,
)
from urp.console.visits import (
    Done,
    Download,
    Form,
    InTrainingError,
    Link,
    Page,
    Part,
    Screen,
    View,
    Visit,
    fill_in,
    let_through,
    say,
)
from urp.console.words import count
from urp.errors import RejectedError
from urp.notices.api.broadcast_json import (
    ApprovedJson,
    BroadcastJson,
    BroadcastsJson,
    BroadcastViewJson,
    ChannelEditionsJson,
    StatementJson,
    SubmittedJson,
)
from urp.notices.api.figures import COUNTS, STAGES, STATUSES, write_minutes
from urp.notices.api.schemas_figures import FiguresJson
from urp.notices.api.sheet_json import SheetJson, TrialJson
from urp.notices.api.silence_record import GROUND_KINDS
from urp.notices.broadcasts.break_glass import EmergencyReason, ReviewState
from urp.notices.broadcasts.model import ACTIVE, BroadcastStatus, HoldReason
from urp.town.opening_hours.words import write_moment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from uuid import UUID

_S = BroadcastStatus
_ON_A_PAGE = "50"
EMERGENCY_REASONS: Mapping[EmergencyReason, str] = {
    EmergencyReason.MET: "tempo, alluvione",
    EmergencyReason.GEO: "terremoto, frana",
    EmergencyReason.FIRE: "incendio",
    EmergencyReason.INFRA: "acqua, luce, gas",
    EmergencyReason.TRANSPORT: "strade",
    EmergencyReason.HEALTH: "salute",
    EmergencyReason.ENV: "ambiente",
    EmergencyReason.CBRNE: "sostanze pericolose",
    EmergencyReason.RESCUE: "soccorsi",
    EmergencyReason.SAFETY: "incolumità delle persone",
    EmergencyReason.SECURITY: "ordine pubblico",
    EmergencyReason.OTHER: "altro",
}
REVIEWS: Mapping[ReviewState, str] = {
    ReviewState.PENDING: "nessuno l'ha ancora verificato",
    ReviewState.CONFIRMED: "confermato",
    ReviewState.CONTESTED: "contestato",
}
LABELS: Mapping[str, str] = {
    "title": "Titolo per l'ufficio",
    "template": "Modello",
    "parameters": "Testo",
    "link": "Pagina del sito",
    "topics": "Argomenti",
    "urgency": "Urgenza",
    "beyond_tier": "Oltre il limite di WhatsApp",
    "expires_at": "Non serve più da",
    "tolerance_minutes": "Ritardo tollerato",
    "at": "Quando parte",
    "indispensable.kind": "Perché non può aspettare il voto",
    "ground": "Motivo",
    "impersonal": "È impersonale",
    "in_quiet_hours": "Ore di silenzio",
    "reason": "Motivo",
    "people": "La frase da spuntare",
    "words": "Parole",
    "state": "Verifica",
    "version": "Versione",
}


# The list


def show_list(visit: Visit) -> View:
    found = visit.ask(
        "/staff/broadcasts", BroadcastsJson, limit=_ON_A_PAGE, cursor=visit.query.get("da", "")[:1500]
    )
    submitted = visit.ask("/staff/broadcasts", BroadcastsJson, status="submitted", limit="100")
    stale = visit.ask("/staff/broadcasts", BroadcastsJson, status="stale", limit="100")
    name = read_names(visit)
    ours = {each.id: each for each in (*submitted.items, *stale.items, *found.items)}
    waiting = list(_waiting(visit, name, list(ours.values()), found.to_review))
    return View(
        "notices/list.html",
        "Avvisi",
        {
            "name": name,
            "waiting": waiting,
            "groups": [(words, each) for words, each in _group(found, submitted, stale) if each],
            "next": found.next,
            "statuses": STATUSES,
        },
    )


def _waiting(
    visit: Visit, name: Callable[[str], str], notices: Sequence[BroadcastJson], to_review: int | None
) -> Iterator[tuple[str, str]]:
    """What this reader may do something about: a sentence, and where."""
    me = visit.member.id
    if to_review and visit.may(Permission.OVERSEE):
        alone = visit.ask("/staff/broadcasts", BroadcastsJson, status="to_review")
        for each in alone.items:
            if each.break_glass and each.break_glass.by != me:
                yield f"Da verificare: «{each.title}», inviato da una persona sola", _address(each.id)
    for each in notices:
        if (sentence := _wait_of(visit, name, each)) is not None:
            yield sentence, _address(each.id)
    if visit.may(Permission.POST):
        editions = visit.ask("/staff/channel-editions", ChannelEditionsJson)
        for edition in editions.items:
            yield f"Da pubblicare nel Canale: «{edition.title}»", "/avvisi/canale"


def _wait_of(visit: Visit, name: Callable[[str], str], notice: BroadcastJson) -> str | None:
    match notice.status:
        case _S.SUBMITTED if visit.may(Permission.APPROVE) and visit.member.id not in _writers(notice):
            by = notice.submission.by if notice.submission else notice.created_by
            when = f", {write_moment(notice.due_at, visit.zone)}" if notice.due_at else ""
            return f"{name(by)} vuole mandare «{notice.title}»{when}"
        case _S.DRAFT if notice.refusal and visit.may(Permission.WRITE):
            return f"{name(notice.refusal.by)} ha rimandato indietro «{notice.title}»"
        case _S.STALE if visit.may(Permission.SEND):
            return f"«{notice.title}» non è partito: si manda di nuovo o si annulla"
        case _S.HELD if notice.hold is not None:
            if notice.hold.reason is HoldReason.GROWN and visit.may(Permission.APPROVE):
                return f"«{notice.title}» è fermo: le persone sono più di quelle approvate"
            if visit.may(Permission.SEND) and not notice.hold.ends_by_itself:
                return f"«{notice.title}» si è sospeso da solo: serve una decisione"
    return None


def _writers(notice: BroadcastJson) -> set[str]:
    return {notice.created_by, *([notice.submission.by] if notice.submission else [])}


def _group(
    found: BroadcastsJson, submitted: BroadcastsJson, stale: BroadcastsJson
) -> Iterator[tuple[str, Sequence[BroadcastJson]]]:
    yield "In corso", [each for each in found.items if each.status in ACTIVE]
    yield "In attesa di una decisione", stale.items
    yield "In attesa di approvazione", submitted.items
    yield "Programmati", [each for each in found.items if each.status is _S.SCHEDULED]
    yield "Bozze", [each for each in found.items if each.status is _S.DRAFT]
    over = (_S.CLOSED, _S.CANCELLED, _S.REJECTED)
    yield "Finiti", [each for each in found.items if each.status in over]


def _address(notice: UUID) -> str:
    return f"/avvisi/{notice}"


# One notice


_APPROVING = Link("approvare un avviso", "/guida/approvare", Permission.READ)
"""Its page has the address of whoever wrote it."""


def show_one(visit: Visit) -> View:
    notice = _watch(visit)
    name = read_names(visit)
    values: dict[str, object] = {
        "notice": notice,
        "name": name,
        "statuses": STATUSES,
        "writers": _writers(notice),
        "reviews": REVIEWS,
        "emergency_reasons": EMERGENCY_REASONS,
    }
    if notice.to_approve is not None and visit.may(Permission.APPROVE):
        before = {**_before(visit, notice), "guide": _APPROVING}
        return View("notices/approval.html", _asks_for(notice, name), values | before)
    match notice.status:
        case _S.CLOSED:
            figures = visit.ask(f"{_route(notice.id)}/figures", FiguresJson)
            return View("notices/over.html", f"«{notice.title}» è finito", values | _counted(figures))
        case status if status in ACTIVE:
            return View("notices/running.html", _says(notice), values | _moving(visit, notice))
        case _S.CANCELLED | _S.REJECTED:
            return View("notices/dropped.html", _says(notice), values)
        case _:
            return View("notices/draft.html", _says(notice), values | _before(visit, notice))


def _watch(visit: Visit) -> BroadcastViewJson:
    return visit.ask(fill_in("/staff/broadcasts/{broadcast}", visit.path), BroadcastViewJson)


def _route(notice: UUID) -> str:
    return f"/staff/broadcasts/{notice}"


def _before(visit: Visit, notice: BroadcastViewJson) -> dict[str, object]:
    """The sheet, or why there is none any more."""
    sheet, refused = None, None
    try:
        sheet = visit.ask(f"{_route(notice.id)}/sheet", SheetJson)
    except RejectedError as error:
        refused = str(error)
    template = list_templates(visit).get(notice.template)
    return {
        "sheet": sheet,
        "no_sheet": refused,
        "template": template,
        "may_write": visit.may(Permission.WRITE),
        "may_send": visit.may(Permission.SEND),
        "ground_kinds": tuple(GROUND_KINDS.items()),
        "part_version": _version(notice),
    }


def _asks_for(notice: BroadcastViewJson, name: Callable[[str], str]) -> str:
    people = notice.to_approve.people if notice.to_approve else 0
    who = name(notice.submission.by if notice.submission else notice.created_by)
    return f"{who} vuole mandare «{notice.title}» a {count(people, 'persona', 'persone')}"


_SAYS: Mapping[BroadcastStatus, str] = {
    _S.DRAFT: "Bozza: «{}»",
    _S.SUBMITTED: "«{}» aspetta un'approvazione",
    _S.REJECTED: "«{}» è stato respinto",
    _S.SCHEDULED: "«{}» è approvato e programmato",
    _S.FREEZING: "«{}»: si prepara l'elenco delle persone",
    _S.SENDING: "«{}» sta partendo",
    _S.PAUSED: "«{}» è in pausa",
    _S.HELD: "«{}» si è sospeso da solo",
    _S.STOPPING: "«{}» si sta fermando",
    _S.CANCELLED: "«{}» è stato annullato",
    _S.STALE: "«{}» non è partito",
}


def _says(notice: BroadcastJson) -> str:
    return _SAYS[notice.status].format(notice.title)


# While it waits


def show_news(visit: Visit) -> View:
    notice = _watch(visit)
    moved = notice.status != visit.query.get("da", "")
    values = {"notice": notice, "part_version": _version(notice)}
    return View("notices/news.html", "", {**values, "now_is": STATUSES[notice.status] if moved else ""})


# While it runs


def show_progress(visit: Visit) -> View:
    notice = _watch(visit)
    return View("notices/progress.html", "", {"notice": notice, **_moving(visit, notice)})


def read_version(visit: Visit) -> str:
    return _version(visit.ask(fill_in("/staff/broadcasts/{broadcast}/progress", visit.path), BroadcastJson))


def _version(notice: BroadcastJson) -> str:
    """What each closed job of fifty, and each change of state, moves."""
    return f"{notice.version}-{notice.jobs.closed}"


def _moving(visit: Visit, notice: BroadcastViewJson) -> dict[str, object]:
    figures = visit.ask(f"{_route(notice.id)}/figures", FiguresJson)
    pace, standing = figures.times.people_per_second, notice.standing
    left = standing.not_yet + standing.in_flight if standing else None
    runs = notice.status is _S.SENDING and bool(pace) and bool(left)
    return {
        "pace": pace,
        "ends_at": visit.now + timedelta(seconds=(left or 0) / pace) if runs and pace else None,
        "changed": notice.status not in ACTIVE,
        "part_version": _version(notice),
        "statuses": STATUSES,
        **_counted(figures),
    }


def _counted(figures: FiguresJson) -> dict[str, object]:
    """Each number with its words."""
    counts, delivery = figures.counts.model_dump(), figures.delivery.model_dump()
    spans = [write_minutes(each.minutes) for each in figures.over_time]
    soon = (
        Series("Consegnate", [each.delivered for each in figures.over_time]),
        Series("Lette", [each.read for each in figures.over_time]),
    )
    return {
        "plot": draw_lines("persone consegnate e lette nel tempo", spans, soon),
        "write_minutes": write_minutes,
        "figures": figures,
        "counts": [(*_WITH_REASONS.get(name, words), counts[name]) for name, words in COUNTS.items()],
        "stages": [(*_WITH_REASONS.get(name, words), delivery[name]) for name, words in STAGES.items()],
    }


_WITH_REASONS = {
    "refused": ("Rifiutate da Meta", "I motivi sono qui sotto"),
    "failed": ("Fallite", "Accettate e poi non recapitate: i motivi sono qui sotto"),
}
"""Where the sheet names a group of its rows."""


# Once it is over


def show_statement(visit: Visit) -> View:
    """Refused while somebody is open."""
    address = fill_in("/staff/broadcasts/{broadcast}", visit.path)
    statement = visit.ask(f"{address}/statement", StatementJson)
    notice = visit.ask(f"{address}/progress", BroadcastJson)
    figures = visit.ask(f"{address}/figures", FiguresJson)
    return View(
        "notices/statement.html",
        f"Rendiconto di «{notice.title}»",
        {
            "notice": notice,
            "statement": statement,
            "name": read_names(visit),
            "reviews": REVIEWS,
            "emergency_reasons": EMERGENCY_REASONS,
            **_counted(figures),
        },
    )


# What is done


def _to_notice(said: str) -> Callable[[Visit, BroadcastJson], Done]:
    def done(_: Visit, notice: BroadcastJson) -> Done:
        return Done(said, _address(notice.id))

    return done


def _what_next(_: Visit, notice: SubmittedJson | ApprovedJson) -> Done:
    return Done(" ".join(notice.what_next), _address(notice.id))


def _tried(visit: Visit, trial: TrialJson) -> Done:
    return Done(trial.words, fill_in("/avvisi/{broadcast}", visit.path))


def as_training(_: Visit, fields: Fields) -> Fields:
    """A new notice becomes one for training, whatever the page said."""
    others = tuple(pair for pair in fields.pairs if field_of(pair[0]) != "training")
    return Fields((*others, ("training:bool", "true")))


def of_training(visit: Visit, fields: Fields) -> Fields:
    """Of a notice that is itself for training. What follows it is, too."""
    address = fill_in("/staff/broadcasts/{broadcast}/progress", visit.path)
    if not visit.ask(address, BroadcastJson).training:
        raise InTrainingError
    return fields


_ONE, _API = "/avvisi/{broadcast}", "/staff/broadcasts/{broadcast}"
_SAVED = "Bozza salvata e controllata: qui sotto c'è che cosa sapere prima di mandarla."


def _act(name: str, performs: str, done: Callable[[Visit, Any], Done], page: str = _ONE) -> Form:
    """On one notice; in training, on one for training."""
    return Form(f"{_ONE}/{name}", performs, page, done, in_training=of_training)


SCREEN = Screen(
    pages=(
        Page("/avvisi", Permission.READ, show_list),
        Page("/avvisi/nuovo", Permission.WRITE, show_new),
        Page(_ONE, Permission.READ, show_one),
        Page(f"{_ONE}/modifica", Permission.WRITE, show_change),
        Page(f"{_ONE}/rettifica", Permission.WRITE, show_correction),
        Page(f"{_ONE}/chiusura", Permission.READ, show_statement),
    ),
    parts=(
        Part(f"{_ONE}/andamento", Permission.READ, read_version, show_progress),
        Part(f"{_ONE}/novita", Permission.READ, read_version, show_news),
    ),
    downloads=(Download(f"{_ONE}/numeri.csv", Permission.READ, f"{_API}/figures"),),
    forms=(
        Form(
            "/avvisi/nuovo", "POST /staff/broadcasts", "/avvisi/nuovo", _to_notice(_SAVED),
            in_training=as_training,
        ),
        Form(
            "/avvisi/parole", "POST /staff/broadcasts/words", "/avvisi/nuovo", show_typed,
            takes=("template", "parameters", "link", "correction"), in_training=let_through,
        ),
        _act("modifica", f"PUT {_API}", _to_notice(_SAVED), page=f"{_ONE}/modifica"),
        _act("elimina", f"DELETE {_API}", say("Bozza eliminata.", "/avvisi")),
        Form(f"{_ONE}/prova", f"POST {_API}/test", _ONE, _tried),
        _act("manda", f"POST {_API}/submit", _what_next),
        _act("ritira", f"POST {_API}/withdraw", _to_notice("È di nuovo una bozza.")),
        _act("approva", f"POST {_API}/approve", _what_next),
        _act("rimanda", f"POST {_API}/return", _to_notice("Rimandato a chi l'ha scritto.")),
        _act("rifiuta", f"POST {_API}/reject", _to_notice("Respinto per sempre.")),
        _act("ferma", f"POST {_API}/stop", _to_notice("Fermato: non parte più niente.")),
        _act("pausa", f"POST {_API}/pause", _to_notice("In pausa: chi non l'ha ancora ricevuto aspetta.")),
        _act("riprendi", f"POST {_API}/resume", _to_notice("Ripreso.")),
        Form(f"{_ONE}/verifica", f"POST {_API}/review", _ONE, _to_notice("Verifica scritta.")),
        Form(
            f"{_ONE}/archivio", f"POST {_API}/take-down", _ONE,
            _to_notice("Ritirato: l'archivio pubblico lo dice fra pochi secondi."),
        ),
        _act(
            "rettifica", f"POST {_API}/correction",
            _to_notice("Rettifica scritta: è una bozza, e va mandata in approvazione."),
            page=f"{_ONE}/rettifica",
        ),
        _act(
            "incerti", f"POST {_API}/resend-unclear",
            _to_notice("Bozza per le sole persone incerte: va mandata in approvazione."),
        ),
        _act(
            "ripeti", f"POST {_API}/rerun",
            _to_notice("Bozza per chi è arrivato dopo: va mandata in approvazione."),
        ),
    ),
    labels=LABELS,
)  # fmt: skip
