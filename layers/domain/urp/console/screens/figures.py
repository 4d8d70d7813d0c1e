"""Cifre: what the routes count, as tables with plots beside them, and as sheets to save.

Small numbers are hidden by the routes; here a hidden one is only said in words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from urp.acts.permissions import Permission
from urp.console.periods import Period, list_offered
from urp.console.plots import Series, draw_bars, draw_lines
from urp.console.visits import Download, Page, Screen, View, Visit
from urp.console.words import count
from urp.desk.api.alerts import HeardJson
from urp.desk.api.desk_figures import DeskFiguresJson
from urp.desk.api.redirects import KindCountsJson, RedirectsJson
from urp.desk.small_cells import CHANGES_ROUNDED_TO, FEWEST_SHOWN, ROUNDED_TO
from urp.moderation.api.case_figures import BREACHES, OUTCOMES, STEPS, CaseFiguresJson
from urp.notices.api.broadcast_json import BroadcastsJson
from urp.notices.api.figures import STATUSES
from urp.notices.api.subscribers import SubscribersJson
from urp.privacy.api.rights_figures import KINDS, STATES, RightsFiguresJson
from urp.public.words import write_number, write_span
from urp.town.municipality.codes import CATEGORY_NAMES, KIND_NAMES
from urp.town.opening_hours import write_day

if TYPE_CHECKING:
    from markupsafe import Markup

    from urp.desk.api.alerts import HeardMonthJson
    from urp.desk.api.desk_figures import PaceJson, PeriodFiguresJson
    from urp.notices.api.subscribers import SubscriberPeriodJson

_TOPICS = (
    ("Sportello", "/cifre/sportello", "Quante domande, quante risposte, in quanto tempo."),
    ("Chi è di turno", "/cifre/turno", "In quanto tempo qualcuno dice «Ci penso io»."),
    (
        "Segnalazioni e reclami",
        "/cifre/segnalazioni",
        "Che cosa è stato indirizzato altrove: per il rendiconto dell'art. 8 del Disciplinare.",
    ),
    ("Avvisi", "/cifre/avvisi", "A quante persone sono arrivati gli ultimi avvisi."),
    ("Iscritti", "/cifre/iscritti", "Quante persone si iscrivono, escono e che cosa scelgono."),
    ("Casi", "/cifre/casi", "I casi di un anno, per categoria, esito e passo."),
    ("Richieste sui dati", "/cifre/richieste", "Le richieste di un anno sui propri dati."),
)
_COVERED = "coperto"
_MONTHS_BACK = 5
_YEARS_OFFERED = 5


@dataclass(frozen=True, slots=True)
class Table:
    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    """The first of a row names it."""
    plot: Markup | None = None
    folded: bool = False
    """Long: opened by whoever wants every number."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Of what a page is about; stands in its address."""

    name: str
    label: str
    chosen: str
    links: Sequence[tuple[str, str]]
    """Words and value."""
    options: Sequence[tuple[str, str]] = ()
    """Value and words."""


@dataclass(frozen=True, slots=True)
class Sheet:
    path: str
    query: dict[str, str]

    @property
    def address(self) -> str:
        return f"{self.path}?{urlencode(self.query)}"


def show_topics(_: Visit) -> View:
    return View("figures/topics.html", "Cifre", {"topics": _TOPICS})


def _draw(
    draw: Callable[[str, Sequence[str], Sequence[Series]], Markup],
    title: str,
    labels: Sequence[str],
    series: Sequence[Series],
) -> Markup | None:
    """None where there is nothing to see."""
    known = any(value is not None for each in series for value in each.values)
    return draw(title, labels, series) if known else None


def _figures(
    title: str,
    about: Sequence[str],
    choice: Choice | None,
    tables: Iterable[Table],
    sheet: Sheet | None,
) -> View:
    values = {"topics": _TOPICS, "about": about, "choice": choice, "tables": list(tables), "sheet": sheet}
    return View("figures/figures.html", title, values)


# The desk

_BY = {"settimana": ("week", "8"), "mese": ("month", "6"), "trimestre": ("quarter", "4")}


def show_desk(visit: Visit) -> View:
    per = visit.query.get("per", "")
    by, periods = _BY.get(per, _BY["mese"])
    query = {"by": by, "periods": periods}
    found = visit.ask("/staff/desk-figures", DeskFiguresJson, **query)
    choice = Choice(
        "per",
        "Un conto per",
        per if per in _BY else "mese",
        [("Per settimana", "settimana"), ("Per mese", "mese"), ("Per trimestre", "trimestre")],
    )
    waiting = count(found.waiting, "domanda aspetta", "domande aspettano")
    about = (
        f"Adesso {waiting} una risposta; {count(found.overdue, 'aspetta', 'aspettano')} da più di 24 ore.",
        "Una domanda conta nel periodo in cui è stata scritta. Il conto è dell'ufficio: nessun numero è per "
        "persona. I periodi non completi sono in corso, o in parte già cancellati.",
        found.free_answers.words,
    )
    return _figures(
        "Cifre dello sportello",
        about,
        choice,
        _tabulate_desk(found, by),
        Sheet("/cifre/sportello.csv", query),
    )


def _tabulate_desk(found: DeskFiguresJson, by: str) -> Iterable[Table]:
    periods, labels = found.periods, [_name_period(each, by, short=True) for each in found.periods]
    names = [_name_period(each, by) + ("" if each.complete else " (non completo)") for each in periods]
    few = f"meno di {found.fewest_shown}"
    yield Table(
        "Domande e risposte",
        ("Periodo", "Domande", "Messaggi dei cittadini", "Con risposta", "Chiuse", "Riaperte"),
        [
            (
                name,
                *(
                    _write_count(number, few)
                    for number in (each.asked, each.turns, each.answered, each.closed, each.reopened)
                ),
            )
            for name, each in zip(names, periods, strict=True)
        ],
        _draw(
            draw_bars,
            "domande e risposte",
            labels,
            [
                Series("Domande", [each.asked for each in periods]),
                Series("Con risposta", [each.answered for each in periods]),
            ],
        ),
    )
    for caption, first_reply, resolution in (
        (
            "Tempi, contando solo le ore di apertura",
            [each.first_reply_open for each in periods],
            [each.resolution_open for each in periods],
        ),
        (
            "Tempi, contando tutte le ore",
            [each.first_reply for each in periods],
            [each.resolution for each in periods],
        ),
    ):
        yield Table(
            caption,
            (
                "Periodo",
                "Prima risposta: metà entro",
                "Prima risposta: nove su dieci entro",
                "Chiusura: metà entro",
                "Chiusura: nove su dieci entro",
            ),
            [
                (name, *_write_pace(reply), *_write_pace(end))
                for name, reply, end in zip(names, first_reply, resolution, strict=True)
            ],
            _draw(
                draw_lines,
                f"{caption.lower()}, in minuti",
                labels,
                [
                    Series("Prima risposta: metà entro, minuti", [each.median for each in first_reply]),
                    Series("Nove su dieci entro, minuti", [each.slowest_tenth for each in first_reply]),
                ],
            ),
        )


def _name_period(shown: PeriodFiguresJson, by: str, *, short: bool = False) -> str:
    if by == "week":
        return f"{shown.first.day}/{shown.first.month}" if short else f"Settimana di {write_day(shown.first)}"
    period = Period.of_month(shown.first) if by == "month" else Period.of_quarter(shown.first)
    return period.short if short else period.name.capitalize()


def _write_pace(pace: PaceJson) -> tuple[str, str]:
    few = "troppo poche per dirlo"
    median, slowest = (
        few if minutes is None else write_span(minutes * 60) for minutes in (pace.median, pace.slowest_tenth)
    )
    return median, slowest


def _write_count(number: int | None, hidden: str = _COVERED) -> str:
    return hidden if number is None else write_number(number)


# By month or quarter


def _choose_period(period: Period | None, today: date, always: Sequence[tuple[str, str]] = ()) -> Choice:
    links: list[tuple[str, str]] = [(words, code) for code, words in always]
    if period:
        links.append((f"Prima: {period.move(-1).name}", period.move(-1).code))
        if period.move(1).start <= Period.of_month(today).start:
            links.append((f"Dopo: {period.move(1).name}", period.move(1).code))
    offered = [(each.code, each.name.capitalize()) for each in list_offered(today)]
    return Choice("periodo", "Mese o trimestre", period.code if period else "", links, [*always, *offered])


def _write_why_covered(fewest: int) -> str:
    return (
        f"«Coperto» vuol dire meno di {fewest}, o un numero che ne farebbe capire uno così. "
        "Non pubblicare i mesi accanto al loro trimestre: la differenza mostrerebbe ciò che è coperto."
    )


def show_redirects(visit: Visit) -> View:
    today = visit.today
    period = Period.read(visit.query.get("periodo", ""), today)
    found = visit.ask("/staff/redirects", RedirectsJson, **period.asked)
    kinds = found.months[0].kinds
    tables = [
        Table(
            f"In tutto, {period.name}",
            ("Che cosa", "Numero"),
            [(KIND_NAMES[each.kind], _write_count(each.total)) for each in kinds],
        )
    ]
    for kind in kinds:
        tables += _tabulate_kind(kind) if kind.total else ()
    return _figures(
        f"Segnalazioni, reclami e suggerimenti, {period.name}",
        (
            "Ciò che i cittadini hanno scritto qui e va su altri canali.",
            _write_why_covered(found.fewest_shown),
        ),
        _choose_period(period, today),
        tables,
        Sheet("/cifre/segnalazioni.csv", dict(period.asked)),
    )


def _tabulate_kind(kind: KindCountsJson) -> Iterable[Table]:
    name = KIND_NAMES[kind.kind]
    named = [(CATEGORY_NAMES[each.category], each.count) for each in kind.categories]
    yield Table(f"{name} per categoria", ("Categoria", "Numero"), _list_shown(named, kind.categories_hidden))
    days = [(write_day(each.day).capitalize(), each.count) for each in kind.days]
    yield Table(
        f"{name} per giorno",
        ("Giorno", "Numero"),
        _list_shown(days, kind.days_hidden),
        _draw(
            draw_bars,
            f"{name.lower()} per giorno",
            [f"{each.day.day}/{each.day.month}" for each in kind.days],
            [Series(name, [each.count for each in kind.days])],
        ),
        folded=True,
    )


def _list_shown(cells: Iterable[tuple[str, int | None]], hidden: int | None) -> Sequence[Sequence[str]]:
    """Covered ones are one row."""
    rows = [(name, write_number(number)) for name, number in cells if number is not None]
    return rows if hidden == 0 else [*rows, ("Voci coperte, insieme", _write_count(hidden))]


_ABOUT_TOPICS = (
    "Chi si iscrive riceve tutti gli argomenti finché non ne toglie: inizia a riceverne uno chi si iscrive o "
    f"lo riprende, smette chi esce o lo toglie. Questi numeri sono arrotondati a {CHANGES_ROUNDED_TO}.",
)


def show_subscribers(visit: Visit) -> View:
    today, code = visit.today, visit.query.get("periodo", "")
    period = Period.read(code, today) if code else None
    this_month = Period.of_month(today)
    query = (
        dict(period.asked)
        if period
        else {"month": this_month.move(-_MONTHS_BACK).code, "to": this_month.code}
    )
    found = visit.ask("/staff/subscribers", SubscribersJson, **query)
    tables = _tabulate_period(found.months[0]) if period else _tabulate_months(found)
    about = (
        f"Si conta ogni notte. Le persone iscritte sono arrotondate a {ROUNDED_TO}; chi entra ed esce nello "
        "stesso giorno non è in nessun numero.",
        *(_ABOUT_TOPICS if found.months[0].topics else ()),
        _write_why_covered(found.fewest_shown),
    )
    return _figures(
        f"Iscritti, {period.name}" if period else "Iscritti, ultimi sei mesi",
        about,
        _choose_period(period, today, [("", "Gli ultimi sei mesi")]),
        tables,
        Sheet("/cifre/iscritti.csv", query),
    )


def _tabulate_months(found: SubscribersJson) -> Iterable[Table]:
    months = [(Period.of_month(date.fromisoformat(f"{each.month}-01")), each) for each in found.months]
    yield Table(
        "Mese per mese",
        ("Mese", "Iscritti nel mese", "Usciti nel mese", "Persone iscritte alla fine"),
        [
            (
                month.name.capitalize(),
                _write_count(each.joined),
                _write_count(each.left),
                _write_people(each.people),
            )
            for month, each in months
        ],
        _draw(
            draw_lines,
            "persone iscritte alla fine di ogni mese",
            [month.short for month, _ in months],
            [Series("Persone iscritte", [each.people for _, each in months])],
        ),
    )
    head = ("Argomento", *(month.short for month, _ in months))
    for caption, write in (
        ("Chi inizia a ricevere ogni argomento", lambda each: _write_changes(each.began)),
        ("Chi smette di ricevere ogni argomento", lambda each: _write_changes(each.ceased)),
    ):
        by_topic = list(zip(*(each.topics for _, each in months), strict=True))
        if by_topic:
            yield Table(caption, head, [(row[0].title, *map(write, row)) for row in by_topic])


def _tabulate_period(found: SubscriberPeriodJson) -> Iterable[Table]:
    yield Table(
        "In tutto",
        ("Che cosa", "Persone"),
        [
            ("Iscritti nel periodo", _write_count(found.joined)),
            ("Usciti nel periodo", _write_count(found.left)),
            ("Persone iscritte alla fine", _write_people(found.people)),
        ],
    )
    if found.topics:
        yield Table(
            "Che cosa hanno scelto, alla fine",
            ("Argomento", "Persone"),
            [
                *((each.title, _write_people(each.people)) for each in found.topics),
                ("Tutti gli argomenti", _write_people(found.all_topics)),
            ],
        )
        yield Table(
            "Chi inizia e chi smette di ricevere ogni argomento",
            ("Argomento", "Iniziano", "Smettono"),
            [(each.title, _write_changes(each.began), _write_changes(each.ceased)) for each in found.topics],
        )
    if any(each.days for each in found.topics):
        yield Table(
            "Chi inizia e chi smette, giorno per giorno",
            ("Giorno e argomento", "Iniziano", "Smettono"),
            [
                (
                    f"{write_day(on.day).capitalize()}, {each.title}",
                    _write_changes(on.began),
                    _write_changes(on.ceased),
                )
                for each in found.topics
                for on in each.days
            ],
            folded=True,
        )
    if found.days:
        covered = (
            "Giorni coperti, insieme",
            _write_count(found.joined_hidden),
            _write_count(found.left_hidden),
        )
        yield Table(
            "Giorno per giorno",
            ("Giorno", "Iscritti", "Usciti"),
            [
                *(
                    (write_day(each.day).capitalize(), _write_count(each.joined), _write_count(each.left))
                    for each in found.days
                ),
                covered,
            ],
            _draw(
                draw_bars,
                "chi si è iscritto e chi è uscito, per giorno",
                [f"{each.day.day}/{each.day.month}" for each in found.days],
                [
                    Series("Iscritti", [each.joined for each in found.days]),
                    Series("Usciti", [each.left for each in found.days]),
                ],
            ),
            folded=True,
        )


def _write_changes(people: int | None) -> str:
    return f"meno di {CHANGES_ROUNDED_TO}" if people is None else f"circa {write_number(people)}"


def _write_people(people: int | None) -> str:
    return f"meno di {ROUNDED_TO}, o non contate" if people is None else f"circa {write_number(people)}"


# By year


def _choose_year(year: int, today: date) -> Choice:
    links = [(f"Anno {each}", str(each)) for each in (year - 1, year + 1) if each <= today.year]
    offered = [str(today.year - back) for back in range(_YEARS_OFFERED)]
    return Choice("anno", "Anno", str(year), links, [(each, each) for each in offered])


def _read_year(visit: Visit) -> int:
    given = visit.query.get("anno", "")
    return int(given) if re.fullmatch(r"\d{1,4}", given, re.ASCII) else visit.today.year


def show_cases(visit: Visit) -> View:
    year = _read_year(visit)
    found = visit.ask("/staff/cases/figures", CaseFiguresJson, year=str(year))
    opened = [(BREACHES[each.breach], each.count) for each in found.breaches]
    ended = [(OUTCOMES[each.outcome], each.count) for each in found.outcomes]
    taken = [(STEPS[each.step], each.count) for each in found.steps]
    return _figures(
        f"Casi del {year}",
        (
            f"Casi aperti nell'anno: {_write_count(found.opened)}.",
            f"«Coperto» vuol dire meno di {found.fewest_shown}, o un numero che ne farebbe capire uno così.",
        ),
        _choose_year(year, visit.today),
        (
            Table(
                "Casi aperti, per categoria",
                ("Categoria", "Casi"),
                _list_shown(opened, found.breaches_hidden),
            ),
            Table(
                "Gli stessi casi, come stanno ora",
                ("Esito", "Casi"),
                _list_shown(ended, found.outcomes_hidden),
            ),
            Table("Passi fatti nell'anno", ("Passo", "Volte"), _list_shown(taken, found.steps_hidden)),
        ),
        Sheet("/cifre/casi.csv", {"year": str(year)}),
    )


def show_rights(visit: Visit) -> View:
    year = _read_year(visit)
    found = visit.ask("/staff/rights-requests/figures", RightsFiguresJson, year=str(year))
    kinds = [(KINDS[each.kind], each.count) for each in found.kinds]
    states = [(STATES[each.state], each.count) for each in found.states]
    return _figures(
        f"Richieste sui propri dati del {year}",
        (
            f"Richieste ricevute nell'anno: {_write_count(found.received)}.",
            f"«Coperto» vuol dire meno di {found.fewest_shown}, o un numero che ne farebbe capire uno così.",
        ),
        _choose_year(year, visit.today),
        (
            Table("Per diritto", ("Diritto", "Richieste"), _list_shown(kinds, found.kinds_hidden)),
            Table(
                "Le stesse richieste, come stanno ora",
                ("Stato", "Richieste"),
                _list_shown(states, found.states_hidden),
            ),
        ),
        Sheet("/cifre/richieste.csv", {"year": str(year)}),
    )


# Whoever is on duty


def show_heard(visit: Visit) -> View:
    """The months of half a year, the one that runs included."""
    this_month = Period.of_month(visit.today)
    months = {"month": this_month.move(-_MONTHS_BACK).code, "to": this_month.code}
    found = visit.ask("/staff/alerts/heard", HeardJson, **months)
    return _figures(
        "Chi è di turno",
        (
            "Quanto passa da quando parte l'avviso di un pericolo o di una minaccia a quando qualcuno dice "
            "«Ci penso io». Il conto è del mese in cui lo dice.",
            f"«Coperto» vuol dire che gli avvisi del mese sono meno di {FEWEST_SHOWN}: si capirebbe di chi.",
        ),
        None,
        (
            Table(
                "Avvisi a cui qualcuno ha risposto",
                ("Mese", "Avvisi", "A metà dei casi entro", "Il più lento"),
                [_write_heard(each) for each in found.months],
            ),
        ),
        None,
    )


def _write_heard(month: HeardMonthJson) -> Sequence[str]:
    return (
        month.month,
        _write_count(month.alerts),
        *(
            "" if not month.alerts and month.alerts is not None else _write_wait(each)
            for each in (month.median_seconds, month.slowest_seconds)
        ),
    )


def _write_wait(seconds: int | None) -> str:
    return _COVERED if seconds is None else f"{seconds // 60} min {seconds % 60} s"


# Notices


def show_notices(visit: Visit) -> View:
    found = visit.ask("/staff/broadcasts", BroadcastsJson, cursor=visit.query.get("da"))
    sent = [
        (each, each.sending_at.astimezone(visit.zone))
        for each in found.items
        if each.sending_at and each.audience is not None
    ]
    oldest_first = sent[::-1]
    plot = _draw(
        draw_bars,
        "persone di ogni avviso, dal più vecchio",
        [f"{at.day}/{at.month}" for _, at in oldest_first],
        [
            Series("Elenco", [each.audience for each, _ in oldest_first]),
            Series("Accettati da Meta", [each.counts.accepted for each, _ in oldest_first]),
        ],
    )
    values = {
        "topics": _TOPICS,
        "notices": [each for each, _ in sent],
        "statuses": STATUSES,
        "plot": plot,
        "next": urlencode({"da": found.next}) if found.next else "",
    }
    return View("figures/notices.html", "Cifre degli avvisi", values)


_SHOWN: Sequence[tuple[str, Callable[[Visit], View], str]] = (
    ("sportello", show_desk, "/staff/desk-figures"),
    ("segnalazioni", show_redirects, "/staff/redirects"),
    ("iscritti", show_subscribers, "/staff/subscribers"),
    ("casi", show_cases, "/staff/cases/figures"),
    ("richieste", show_rights, "/staff/rights-requests/figures"),
)

SCREEN = Screen(
    pages=(
        Page("/cifre", Permission.READ, show_topics),
        Page("/cifre/avvisi", Permission.READ, show_notices),
        Page("/cifre/turno", Permission.READ, show_heard),
        *(Page(f"/cifre/{name}", Permission.READ, show) for name, show, _ in _SHOWN),
    ),
    downloads=tuple(Download(f"/cifre/{name}.csv", Permission.READ, counts) for name, _, counts in _SHOWN),
    labels={"year": "Anno", "month": "Mese"},
)
