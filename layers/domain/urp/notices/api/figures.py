"""/staff/broadcasts/{broadcast}/figures: the same figures for a program and for a spreadsheet."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from urp.acts.permissions import Permission
from urp.notices.api.broadcast_json import counts_json
from urp.notices.api.cost_json import known_cost_json
from urp.notices.api.schemas_figures import DeliveredJson, FiguresJson, PeopleByReason, SoonJson, TimesJson
from urp.notices.broadcasts.training import training_note
from urp.staff_api.routing import Request, Route
from urp.staff_api.schemas import Nothing
from urp.staff_api.sheets import Cell, Format, Sheet, write_rows
from urp.town.pricing.wording import write_euro
from urp.whatsapp.error_codes import explain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from urp.notices.api.cost_json import CostJson
    from urp.notices.api.offices import NoticesOffices
    from urp.notices.broadcasts.figures import Figures
    from urp.notices.broadcasts.office import BroadcastView
    from urp.notices.broadcasts.tally import ByCode

_COLUMNS = ("Gruppo", "Voce", "Codice", "Valore", "Spiegazione")
STATUSES = {
    "draft": "bozza",
    "submitted": "in attesa di approvazione",
    "rejected": "respinto",
    "scheduled": "programmato",
    "freezing": "elenco in preparazione",
    "sending": "in invio",
    "paused": "sospeso da una persona",
    "held": "sospeso dal servizio",
    "stopping": "in arresto",
    "closed": "chiuso",
    "cancelled": "annullato",
    "stale": "in attesa di una decisione",
}
COUNTS = {
    "accepted": ("Accettate da Meta", "Meta ha preso in carico il messaggio"),
    "refused": ("Rifiutate da Meta", "I motivi sono nel gruppo Rifiuti"),
    "opted_out": (
        "Uscite, o senza promozioni per scelta su WhatsApp",
        "Non hanno ricevuto nulla",
    ),
    "blocked": ("Bloccate", "Non hanno ricevuto nulla"),
    "expired": ("Scadute", "L'avviso non serviva più"),
    "stopped": ("Fermate", "L'avviso è stato fermato prima"),
    "unclear": ("Incerte", "Meta non ha risposto in modo chiaro: forse l'hanno ricevuto, forse no"),
}
STAGES = {
    "no_news": ("Senza notizie", "Accettate, e Meta non ha ancora detto altro"),
    "held": ("Trattenute", "Meta le controlla prima di inviarle"),
    "sent": ("Inviate", "Partite, e non ancora arrivate al telefono"),
    "delivered": ("Consegnate", "Arrivate al telefono"),
    "read": ("Lette", "Solo di chi lascia vedere che ha letto"),
    "failed": ("Fallite", "Accettate e poi non recapitate: i motivi sono nel gruppo Fallimenti"),
}
_NO_CODE = "Meta non ha indicato il motivo"


def counted(offices: NoticesOffices, request: Request[Format, Nothing]) -> FiguresJson:
    return figures_json(offices.broadcasts.get(request.read_id("broadcast"), request.now))


def figures_json(view: BroadcastView) -> FiguresJson:
    broadcast, figures = view.broadcast, view.figures
    delivery = asdict(figures.delivery)
    return FiguresJson.from_view(
        figures,
        broadcast=broadcast.id,
        title=broadcast.draft.title,
        status=broadcast.status,
        training_note=training_note(broadcast.draft),
        counts=counts_json(figures.counts),
        refused_by_reason=_by_reason(figures.refused_by_code),
        delivery=DeliveredJson(
            **{stage: delivery[stage] for stage in STAGES},
            failed_by_reason=_by_reason(figures.delivery.failed_by_code),
        ),
        over_time=tuple(SoonJson.from_view(each) for each in figures.delivery.over_time),
        times=_times(figures),
        cost=known_cost_json(view.cost),
        cost_so_far=known_cost_json(view.cost_so_far),
    )


def figures_sheet(offices: NoticesOffices, shown: FiguresJson) -> Sheet:
    zone = offices.municipality.zone
    notice: tuple[tuple[Cell, ...], ...] = (
        *((("Avviso", "Esercitazione", None, shown.training_note, None),) if shown.training_note else ()),
        ("Avviso", "Titolo", None, shown.title, None),
        ("Avviso", "Stato", shown.status.value, STATUSES[shown.status], None),
        ("Avviso", "Conti riferiti a", None, clock(shown.as_of, zone), "Ora del Comune"),
        ("Invio", "Persone dell'elenco", None, shown.audience, None),
    )
    still_open = ("Invio", "Ancora da raggiungere", "open_people", shown.open_people, None)
    times: tuple[tuple[Cell, ...], ...] = (
        ("Tempi", "Prima accettata", None, clock(shown.times.first_accepted_at, zone), "Ora del Comune"),
        ("Tempi", "Ultima accettata", None, clock(shown.times.last_accepted_at, zone), "Ora del Comune"),
        ("Tempi", "Durata in secondi", None, shown.times.seconds, "Dalla prima all'ultima"),
        ("Tempi", "Persone al secondo", None, shown.times.people_per_second, "In media, accettate"),
    )
    rows = write_rows(
        (_COLUMNS,),
        notice,
        _counts("Invio", COUNTS, shown.counts.model_dump()),
        (still_open,),
        _reasons("Rifiuti", "Rifiutate", shown.refused_by_reason),
        _counts("Consegna", STAGES, shown.delivery.model_dump()),
        _reasons("Fallimenti", "Fallite", shown.delivery.failed_by_reason),
        _soon(shown),
        times,
        _cost("Stima a Meta, in euro", "cost", shown.cost),
        _cost("Già consegnato, in euro", "cost_so_far", shown.cost_so_far),
    )
    return Sheet(f"avviso-{shown.broadcast}", rows)


def _counts(
    group: str, words: dict[str, tuple[str, str]], numbers: dict[str, int]
) -> Iterator[tuple[Cell, ...]]:
    for name, (entry, explanation) in words.items():
        yield group, entry, name, numbers[name], explanation


def _reasons(group: str, entry: str, reasons: tuple[PeopleByReason, ...]) -> Iterator[tuple[Cell, ...]]:
    for each in reasons:
        yield group, entry, each.code, each.people, each.explanation


def _soon(shown: FiguresJson) -> Iterator[tuple[Cell, ...]]:
    for each in shown.over_time:
        words = f"Entro {write_minutes(each.minutes)} da quando Meta l'ha inviato"
        yield "Nel tempo", "Consegnate", each.minutes, each.delivered, words
        yield "Nel tempo", "Lette", each.minutes, each.read, words


def write_minutes(minutes: int) -> str:
    """`5 minuti`, `un'ora`, `3 giorni`."""
    for size, one, many in ((1440, "un giorno", "giorni"), (60, "un'ora", "ore"), (1, "un minuto", "minuti")):
        if minutes >= size:
            return one if minutes == size else f"{minutes // size} {many}"
    return "meno di un minuto"


def _cost(entry: str, name: str, cost: CostJson | None) -> Iterator[tuple[Cell, ...]]:
    """An empty value where no price is known: zero would be read as free."""
    if cost is not None:
        value = (
            None
            if cost.micro_euro is None
            else write_euro(cost.micro_euro).removesuffix(" €").replace(".", "")
        )
        yield "Costo", entry, name, value, cost.words


def _by_reason(pairs: ByCode) -> tuple[PeopleByReason, ...]:
    return tuple(
        PeopleByReason(code=code, people=people, explanation=explain(code).explanation if code else _NO_CODE)
        for code, people in pairs
    )


def _times(figures: Figures) -> TimesJson:
    pace = figures.people_per_second
    return TimesJson(
        first_accepted_at=figures.first_at,
        last_accepted_at=figures.last_at,
        seconds=None if figures.seconds is None else round(figures.seconds, 1),
        people_per_second=None if pace is None else round(pace, 1),
    )


def clock(moment: datetime | None, zone: ZoneInfo) -> str | None:
    return None if moment is None else moment.astimezone(zone).strftime("%d/%m/%Y %H:%M:%S")


FIGURES = Route(
    "GET",
    "/staff/broadcasts/{broadcast}/figures",
    Permission.READ,
    "Count a broadcast, by reason",
    Format,
    Nothing,
    FiguresJson,
    counted,
    sheet=figures_sheet,
    description="At any time, at most a few seconds behind. Once closed, counts, refusals and times are "
    "those of the closing statement; delivery goes on for 30 days.",
)
