"""The archive as pages: the notices of a year, and each notice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from zoneinfo import ZoneInfo

from urp.public.model import NoticeState, PublicNotice
from urp.public.page import Frame, paragraphs
from urp.public.words import (
    write_moment,
    write_number,
    write_percent,
    write_span,
    write_state,
    write_title,
)


@dataclass(frozen=True, slots=True)
class NoticePages:
    frame: Frame
    zone: ZoneInfo

    def listing(self, year: int | None, years: Sequence[int], notices: Sequence[PublicNotice]) -> str:
        title = "Avvisi" if year is None else f"Avvisi del {year}"
        if notices:
            items = "\n".join(map(self._item, notices))
            content = f'<ul class="list">\n{items}\n</ul>'
        else:
            content = "<p>Qui non c’è ancora nessun avviso.</p>"
        intro = (
            "<p>Gli avvisi che il Comune ha inviato su WhatsApp a tutti gli iscritti, o a chi ha scelto un "
            "argomento. Qui non c’è nessun dato di chi li riceve.</p>"
        )
        return self.frame.page(title, "\n".join((intro, content, _years(years), _FEEDS)))

    def one(self, notice: PublicNotice) -> str:
        parts = [self._head(notice), *self._marks(notice)]
        if notice.withdrawn is None:
            parts.append(paragraphs(notice.text))
            parts.append(f'<p><a href="{escape(notice.link)}">La pagina ufficiale dell’avviso</a></p>')
        parts.append(f"<h2>Come è andato l’invio</h2>\n<p>{escape(_reach(notice))}</p>")
        if notice.emergency:
            parts.append(f'<p><a href="{notice.id}.cap">Questo avviso in formato CAP</a></p>')
        return self.frame.page(write_title(notice), "\n".join(parts), deep=True)

    def missing(self, *, deep: bool) -> str:
        root = "../" if deep else ""
        content = f'<p>A questo indirizzo non c’è niente. <a href="{root}avvisi">Tutti gli avvisi</a></p>'
        return self.frame.page("Pagina non trovata", content, deep=deep)

    def _item(self, notice: PublicNotice) -> str:
        told = " ".join(
            part
            for part in (
                "Emergenza." if notice.emergency else "",
                "Rettificato." if notice.corrected_by else "",
                write_state(notice, self.zone),
            )
            if part
        )
        note = f'<br><span class="small">{escape(told)}</span>' if told else ""
        return (
            f'<li><a href="avvisi/{notice.id}">{escape(write_title(notice))}</a><br>'
            f'<span class="small">{self._time(notice)}</span>{note}</li>'
        )

    def _time(self, notice: PublicNotice) -> str:
        shown = write_moment(notice.sent_at, self.zone)
        return f'<time datetime="{notice.sent_at.astimezone(self.zone):%Y-%m-%dT%H:%M:%S%:z}">{shown}</time>'

    def _head(self, notice: PublicNotice) -> str:
        whom = ", ".join(notice.topics)
        to = f"a chi ha scelto: {escape(whom)}" if whom else "a tutti gli iscritti"
        if notice.corrects:
            to = "a chi aveva ricevuto l’avviso sbagliato"
        kind = "Emergenza. " if notice.emergency else ""
        return f'<p class="small">{kind}Inviato {to}: {self._time(notice)}</p>'

    def _marks(self, notice: PublicNotice) -> list[str]:
        marks = []
        if notice.corrects:
            link = f'<a href="{notice.corrects.id}">{escape(notice.corrects.headline)}</a>'
            sent = write_moment(notice.corrects.sent_at, self.zone)
            marks.append(f"Questa è la rettifica di {link}, inviato {sent}: vale quello che leggi qui.")
        if notice.corrected_by:
            link = f'<a href="{notice.corrected_by}">la rettifica</a>'
            marks.append(f"Questo avviso conteneva un errore. Vale {link}.")
        if state := write_state(notice, self.zone):
            marks.append(escape(state))
        return [f'<p class="mark">{each}</p>' for each in marks]


def _reach(notice: PublicNotice) -> str:
    if notice.state is NoticeState.SENDING:
        return "L’invio non è ancora finito."
    if notice.people is None or notice.reached_percent is None:
        return "Le persone raggiunte sono troppo poche per dirne il numero."
    speed = f", in {write_span(notice.seconds)} dalla prima all’ultima" if notice.seconds is not None else ""
    share = write_percent(notice.reached_percent)
    return f"Circa {write_number(notice.people)} persone{speed}: {share} di quelle a cui era diretto."


def _years(years: Sequence[int]) -> str:
    if not years:
        return ""
    links = "".join(f'<li><a href="avvisi?anno={year}">{year}</a></li>' for year in years)
    return f'<nav aria-label="Anni">\n<h2>Per anno</h2>\n<ul>{links}</ul>\n</nav>'


_FEEDS = (
    '<h2>Seguire gli avvisi senza WhatsApp</h2>\n<p><a href="avvisi.atom">Atom</a>, '
    '<a href="avvisi.rss">RSS</a>, <a href="avvisi.json">JSON Feed</a></p>'
)
