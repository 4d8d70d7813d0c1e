"""How the service is doing, as pages: its level now, and the report of a year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from zoneinfo import ZoneInfo

from urp.public.model import Cell, Reach, ServiceLevel, YearReport
from urp.public.page import Frame, table
from urp.public.words import HIDDEN, write_moment, write_month, write_number, write_percent, write_span

_FEW = "Sono ancora troppo poche per dirne il numero."
_REACH = "<h2>Per quanta parte del tempo il servizio è raggiungibile</h2>\n<p>{}</p>"
_REACH_NOT_MEASURED = "Non misurata: nessuno lo misura da fuori, quindi non lo diciamo."
_NOT_MEASURED = (
    "<h2>Che cosa non misuriamo</h2>\n<ul>\n"
    "<li>Chi ha letto un avviso: WhatsApp lo dice solo di chi lascia vedere le conferme di lettura.</li>\n"
    "</ul>"
)
_EURO = 1_000_000


@dataclass(frozen=True, slots=True)
class ServicePages:
    frame: Frame
    zone: ZoneInfo

    def level(self, level: ServiceLevel | None, years: Sequence[int], reach: Reach | None) -> str:
        if level is None:
            content = "<p>Le cifre non ci sono ancora: si contano ogni notte.</p>"
        else:
            content = "\n".join(self._level(level))
        links = "".join(f'<li><a href="servizio/{year}">Rapporto {year}</a></li>' for year in years)
        reports = f"<h2>I rapporti annuali</h2>\n<ul>{links}</ul>" if links else ""
        return self.frame.page(
            "Come va il servizio", "\n".join((content, _reach(reach), _NOT_MEASURED, reports))
        )

    def _level(self, level: ServiceLevel) -> Sequence[str]:
        people = _FEW if level.people is None else f"Circa {write_number(level.people)}."
        parts = [
            f'<p class="small">Contato {write_moment(level.as_of, self.zone)}; si conta ogni notte.</p>',
            f"<h2>Persone iscritte</h2>\n<p>{people}</p>",
            f"<h2>L’ultimo avviso</h2>\n<p>{self._last(level)}</p>",
            "<h2>Le risposte dello sportello</h2>",
        ]
        if not level.months:
            return [*parts, "<p>Non c’è ancora un mese intero da raccontare.</p>"]
        rows = [
            (
                write_month(each.month),
                HIDDEN if each.asked is None else write_number(each.asked),
                _minutes(each.median_minutes),
                _minutes(each.slowest_tenth_minutes),
            )
            for each in level.months
        ]
        head = ("Mese", "Domande", "Metà ha risposta entro", "Nove su dieci entro")
        caption = "Prima risposta, nell’orario dello sportello, negli ultimi mesi interi"
        return [*parts, table(caption, head, rows)]

    def _last(self, level: ServiceLevel) -> str:
        last = level.last
        if last is None:
            return "Nessun avviso recente di cui si possa dire."
        speed = "" if last.seconds is None else f" in {write_span(last.seconds)}"
        sent = write_moment(last.sent_at, self.zone)
        return (
            f'<a href="avvisi/{last.id}">Inviato {sent}</a>: circa {write_number(last.people)} persone '
            f"raggiunte{speed}, {write_percent(last.reached_percent)} di quelle a cui era diretto."
        )

    def report(self, report: YearReport) -> str:
        state = "" if report.complete else " L’anno non è finito: casi e richieste si pubblicano alla fine."
        counts = [
            ("Avvisi", write_number(report.notices)),
            ("di cui emergenze", write_number(report.emergencies)),
            ("di cui rettifiche", write_number(report.corrections)),
            ("di cui fermati prima della fine", write_number(report.stopped)),
            (
                "Messaggi presi in carico da WhatsApp",
                "meno di 50" if report.messages is None else f"circa {write_number(report.messages)}",
            ),
            ("Costo degli avvisi", _euro(report)),
        ]
        if report.complete:
            counts.append(("Blocchi decisi", _count(report.blocks)))
        parts = [
            f'<p class="small">Contato {write_moment(report.as_of, self.zone)}.{escape(state)}</p>',
            table("Avvisi e costi", ("Voce", "Numero"), counts),
        ]
        if report.complete:
            parts += [
                _cells("Casi aperti per comportamenti vietati", report.cases, report.cases_total),
                _cells("Richieste sui propri dati", report.rights, report.rights_total),
                f"<p>{escape(_WHY_HIDDEN)}</p>",
            ]
        return self.frame.page(f"Rapporto di trasparenza {report.year}", "\n".join(parts), deep=True)


def _reach(reach: Reach | None) -> str:
    """A hundredth is never rounded up: a hundred per cent is all of it."""
    if reach is None or not reach.measured:
        return _REACH.format(_REACH_NOT_MEASURED)
    hundredths = 10_000 * reach.reached // reach.measured
    share = write_percent(hundredths // 100, f",{hundredths % 100:02}")
    words = (
        f"Ogni minuto il servizio manda a sé stesso un messaggio di prova, senza nessun cittadino dentro. "
        f"Negli ultimi {reach.days} giorni è arrivato {write_number(reach.reached)} volte su "
        f"{write_number(reach.measured)}: {share}."
    )
    if missing := max(0, reach.minutes - reach.measured):
        which, those = (
            ("un altro minuto", "quello")
            if missing == 1
            else (f"altri {write_number(missing)} minuti", "quelli")
        )
        words += f" In {which} la prova non è partita: di {those} non sappiamo."
    return _REACH.format(f"{words} La prova non passa da WhatsApp: se si ferma WhatsApp, qui non si vede.")


_WHY_HIDDEN = (
    "I numeri più piccoli di 5, o che li farebbero capire, sono coperti: potrebbero dire di chi si tratta."
)


def _cells(caption: str, cells: Sequence[Cell], total: int | None) -> str:
    rows = [(each.name, _count(each.count)) for each in cells]
    return table(caption, ("Voce", "Numero"), [*rows, ("In tutto", _count(total))])


def _count(number: int | None) -> str:
    return "coperto" if number is None else write_number(number)


def _minutes(minutes: int | None) -> str:
    return "troppo poche per dirlo" if minutes is None else write_span(minutes * 60)


def _euro(report: YearReport) -> str:
    euro = f"{report.micro_euro / _EURO:,.2f} €".translate(str.maketrans(",.", ".,"))
    if report.without_price:
        euro += ", oltre a quelli di cui non si conosce il prezzo"
    return euro
