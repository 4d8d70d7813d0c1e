"""Come si fa: how each screen is used, a short page each; the tour of the first day, when nothing leaves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from urp.acts.permissions import Permission
from urp.console.screens.all import MENU
from urp.console.visits import Link, Page, Screen, View, Visit

_PLACE = "/guida"
_TOUR = f"{_PLACE}/giro"


@dataclass(frozen=True, slots=True)
class Guide:
    """One page: `path` is Italian, its template English."""

    path: str
    template: str
    title: str
    about: str
    places: tuple[str, ...] = ()
    """How the addresses begin whose pages lead here."""


GUIDES = (
    Guide(
        "sportello", "desk", "Sportello", "Rispondere, passare, chiudere; chi è in pericolo.", ("/sportello",)
    ),
    Guide(
        "avvisi",
        "notices",
        "Scrivere un avviso",
        "Dalla bozza al rendiconto; fermarlo, correggerlo.",
        ("/avvisi",),
    ),
    Guide("approvare", "approving", "Approvare un avviso", "Che cosa si legge prima di dire sì."),
    Guide(
        "altri-avvisi",
        "recurring",
        "Avvisi ricorrenti, Canale, silenzio elettorale",
        "Ciò che torna, ciò che si pubblica a mano, ciò che aspetta il voto.",
        ("/avvisi/ricorrenti", "/avvisi/canale", "/avvisi/silenzio"),
    ),
    Guide(
        "emergenze",
        "emergencies",
        "Emergenze",
        "Un testo pronto, una persona di turno.",
        ("/avvisi/emergenza",),
    ),
    Guide(
        "turno",
        "duty",
        "Essere di turno",
        "Che cosa fare quando arriva un avviso, anche di notte.",
        ("/a", "/turni"),
    ),
    Guide("ordine", "order", "Tenere ordine", "Casi, avvisi alle persone, blocchi.", ("/ordine",)),
    Guide(
        "fascicoli",
        "evidence",
        "Fascicoli di prove",
        "Ciò che può servire all'autorità giudiziaria.",
        ("/fascicoli",),
    ),
    Guide(
        "diritti", "rights", "Diritti sui propri dati", "Copia, cancellazione, limitazione.", ("/diritti",)
    ),
    Guide(
        "in-due", "proposals", "Confermare in due", "Ciò che una persona sola non può fare.", ("/proposte",)
    ),
    Guide(
        "calendario", "calendar", "Calendario", "Chiudere un giorno, cambiare un orario.", ("/calendario",)
    ),
    Guide("cifre", "figures", "Cifre", "Che cosa contano, e che cosa no.", ("/cifre",)),
    Guide(
        "amministrazione",
        "administration",
        "Amministrazione",
        "Chi lavora qui, elenchi, account, registro, esercitazioni.",
        ("/amministrazione",),
    ),
    Guide(
        "entrare-e-uscire",
        "coming_in",
        "Entrare e uscire",
        "Password, codice, sessione, preferenze.",
        ("/entrato", "/preferenze"),
    ),
    Guide(
        "se-qualcosa-non-va", "trouble", "Se qualcosa non va", "Pagine ferme, rifiuti, testi da ritrovare."
    ),
)


@dataclass(frozen=True, slots=True)
class Stop:
    template: str
    title: str
    sections: tuple[Link, ...] = ()
    """Whoever may not open one reads who may."""


_MENU = {link.path: link for link in MENU}
STOPS = (
    Stop("start", "che cosa aspetta te"),
    Stop("desk", "lo sportello", (_MENU["/sportello"],)),
    Stop("notices", "gli avvisi", (_MENU["/avvisi"],)),
    Stop(
        "order",
        "ordine, diritti, conferme in due",
        (_MENU["/ordine"], _MENU["/diritti"], _MENU["/proposte"]),
    ),
    Stop(
        "rest",
        "calendario, cifre, amministrazione",
        (_MENU["/calendario"], _MENU["/cifre"], _MENU["/amministrazione"]),
    ),
    Stop("drill", "la prima esercitazione"),
)


def show_index(_: Visit) -> View:
    return View("guide/index.html", "Come si fa", {"guides": GUIDES, "place": _PLACE, "tour": _TOUR})


def show_guide(guide: Guide, _: Visit) -> View:
    return View(f"guide/{guide.template}.html", f"Come si fa: {_lower(guide.title)}", {"place": _PLACE})


def show_stop(number: int, visit: Visit) -> View:
    stop = STOPS[number]
    values = {
        "stop": stop,
        "before": _address_of(number - 1) if number else "",
        "after": _address_of(number + 1) if number + 1 < len(STOPS) else "",
        "next_title": STOPS[number + 1].title if number + 1 < len(STOPS) else "",
        "place": _PLACE,
        "writes": visit.may(Permission.SEND),
        "approves": visit.may(Permission.APPROVE),
    }
    return View(
        f"guide/tour/{stop.template}.html", f"Giro, {number + 1} di {len(STOPS)}: {stop.title}", values
    )


def _address_of(number: int) -> str:
    return f"{_TOUR}/{number + 1}" if number else _TOUR


def _lower(title: str) -> str:
    return title[:1].lower() + title[1:]


PLACES: Mapping[str, Link] = {
    "/": Link("tutte le pagine della guida", _PLACE, Permission.READ),
    **{
        place: Link(_lower(each.title), f"{_PLACE}/{each.path}", Permission.READ)
        for each in GUIDES
        for place in each.places
    },
}
"""How it is done, by how an address begins."""


def find_guide(here: str) -> Link | None:
    """The longest beginning counts."""
    places = [place for place in PLACES if here == place or here.startswith(f"{place}/")]
    return PLACES[max(places, key=len)] if places else None


SCREEN = Screen(
    pages=(
        Page(_PLACE, Permission.READ, show_index),
        *(Page(f"{_PLACE}/{each.path}", Permission.READ, partial(show_guide, each)) for each in GUIDES),
        *(
            Page(_address_of(number), Permission.READ, partial(show_stop, number))
            for number in range(len(STOPS))
        ),
    ),
)
