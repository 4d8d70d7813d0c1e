"""fascicolo.html: the file as a printable page, without scripts or external resources."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from urp.moderation.evidence.custody import (
    CustodyAct,
    CustodyEntry,
    describe_span,
    to_local_text,
    to_utc_text,
)
from urp.moderation.evidence.model import EvidenceFile, KeptMessage
from urp.moderation.evidence.proposal import name_body
from urp.town.municipality.model import Municipality

ACTS: Mapping[CustodyAct, str] = {
    CustodyAct.PROPOSED: "proposto",
    CustodyAct.APPROVED: "approvato",
    CustodyAct.REFUSED: "rifiutato",
    CustodyAct.VIEWED: "letto",
    CustodyAct.FACTS: "fatti scritti",
    CustodyAct.SEALED: "sigillato",
    CustodyAct.CORRECTED: "correzione aggiunta",
    CustodyAct.EXPORTED: "esportato",
    CustodyAct.SENT: "inviato all'autorità",
    CustodyAct.RELEASED: "rilasciato",
}
DETAILS: Mapping[str, str] = {
    "motivo": "motivo",
    "notizia_acquisita": "notizia acquisita",
    "messaggi": "messaggi",
    "casi": "casi del registro",
    "fatti_sha256": "impronta dei fatti",
    "testo": "testo",
    "manifesto_sha256": "impronta del manifesto",
    "zip_sha256": "impronta dell'archivio",
    "byte": "byte",
    "inviato": "inviato",
    "a": "a chi",
    "riferimento": "riferimento",
    "proposto_da": "proposto da",
    "proposto_il": "proposto il",
}
KINDS: Mapping[str, str] = {
    "text": "testo",
    "button": "pulsante premuto",
    "button_reply": "pulsante premuto",
    "list_reply": "voce scelta",
    "image": "foto",
    "audio": "messaggio vocale",
    "video": "video",
    "document": "documento",
    "sticker": "adesivo",
    "location": "posizione",
    "contacts": "contatto",
    "edit": "modifica di un messaggio",
    "case": "testo (copia del caso)",
    "question": "testo (copia dello sportello)",
    "report": "testo (copia dello sportello)",
    "emergency": "testo (copia dello sportello)",
    "distress": "testo (copia dello sportello)",
    "possible_emergency": "testo (copia dello sportello)",
    "possible_distress": "testo (copia dello sportello)",
    "rights": "testo (copia dello sportello)",
    "answer": "risposta dell'ufficio",
    "resume": "richiesta di riscrivere",
}
NOT_TEXT = "senza testo: il servizio non scarica foto, voce, video e documenti"
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_PLAIN = frozenset("\n\t")
_JOINS_EMOJI = frozenset("\u200d\ufe0f")
"""Zero-width joiner and variation selector: part of ordinary emoji."""
_HEAD = """<!DOCTYPE html>
<html lang="it">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 1rem/1.5 sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem;
  color: #111; background: #fff }}
table {{ border-collapse: collapse; width: 100%; margin: 1rem 0 }}
caption {{ text-align: left; font-weight: bold }}
th, td {{ border: 1px solid #555; padding: .4rem; text-align: left; vertical-align: top;
  overflow-wrap: anywhere }}
pre {{ white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; margin: 0 }}
code {{ overflow-wrap: anywhere }}
</style>
</head>
<body>
<main>
"""


@dataclass(frozen=True, slots=True)
class Contents:
    file: EvidenceFile
    messages: tuple[KeptMessage, ...]
    custody: tuple[CustodyEntry, ...]
    now: datetime
    municipality: Municipality

    def write_moment(self, moment: datetime | None) -> str:
        if moment is None:
            return "–"
        wall = to_local_text(moment, self.municipality.zone)
        return f'<time datetime="{to_utc_text(moment)}">{wall}</time> ({to_utc_text(moment)})'


def write_page(contents: Contents) -> str:
    file = contents.file
    title = escape(f"Fascicolo {file.id}: {contents.municipality.name}")
    parts = (
        _HEAD.format(title=title),
        f"<h1>{title}</h1>\n",
        _write_opening(contents),
        _write_facts(contents),
        _write_people(contents),
        _write_messages(contents),
        _write_bodies(contents),
        _write_custody(contents),
        "</main>\n</body>\n</html>\n",
    )
    return "".join(parts)


def _write_opening(contents: Contents) -> str:
    file = contents.file
    span = describe_span(file.find_clock_end(contents.now) - file.acquired_at)
    rows = (
        ("Notizia acquisita il", contents.write_moment(file.acquired_at)),
        ("Tempo trascorso da allora, all'esportazione", f"<strong>{span}</strong>"),
        ("Proposto il", contents.write_moment(file.proposed_at)),
        ("Proposto da", f"<code>{escape(file.proposed_by)}</code>"),
        ("Motivo della proposta", quote(file.reason)),
        ("Approvato il", contents.write_moment(file.decided_at)),
        ("Approvato da", f"<code>{escape(file.decided_by or '')}</code>"),
        ("Sigillato il", contents.write_moment(file.sealed_at)),
        ("Esportato il", contents.write_moment(contents.now)),
        ("Regole del servizio, versione", escape(file.policy_version)),
    )
    note = (
        "<p>Le ore sono quelle dell'orologio italiano; tra parentesi l'ora universale (UTC). Questo "
        "documento non valuta se un fatto sia reato.</p>\n"
    )
    return "<h2>Apertura</h2>\n" + note + write_pairs("Quando e da chi è stato aperto il fascicolo", rows)


def _write_facts(contents: Contents) -> str:
    facts = contents.file.facts
    rows = (
        ("Elementi essenziali del fatto", quote(facts.essential)),
        ("Giorno dell'acquisizione della notizia", contents.write_moment(contents.file.acquired_at)),
        ("Fonti di prova già note", write_list(facts.sources)),
        ("Persona a cui il fatto è attribuito", quote(facts.accused)),
        ("Persona offesa", write_list(facts.victims)),
        ("Persone in grado di riferire", write_list(facts.able_to_report)),
    )
    written_facts = write_pairs(
        "Elementi indicati dall'art. 332 c.p.p., scritti da una persona dell'ente", rows
    )
    if not contents.file.corrections:
        return "<h2>Fatti</h2>\n" + written_facts
    corrections = write_table(
        "Correzioni aggiunte dopo il sigillo",
        ("Quando", "Chi", "Testo"),
        (
            (
                contents.write_moment(correction.at),
                f"<code>{escape(correction.by)}</code>",
                quote(correction.text),
            )
            for correction in contents.file.corrections
        ),
    )
    return "<h2>Fatti</h2>\n" + written_facts + corrections


def _write_people(contents: Contents) -> str:
    """The writers of the chosen messages; other people in the same bodies are not shown."""
    shown = dict.fromkeys(message.shown for message in contents.messages if not message.author)
    rows = (
        (
            escape(each.phone or "non mostrato"),
            escape(each.user_id or "non mostrato"),
            f"<bdi>{escape(each.name or '–')}</bdi>",
            f"<bdi>{escape(each.username or '–')}</bdi>",
        )
        for each in shown
    )
    note = "<p>Il nome è scelto da chi scrive: non prova l'identità.</p>\n"
    columns = ("Telefono", "Codice utente di WhatsApp", "Nome mostrato", "Nome utente")
    return (
        "<h2>Chi ha scritto, come lo mostra WhatsApp</h2>\n" + note + write_table("Mittenti", columns, rows)
    )


def _write_messages(contents: Contents) -> str:
    rows = (
        (
            str(message.number),
            contents.write_moment(message.at),
            "ufficio" if message.author else "cittadino",
            escape(KINDS.get(message.kind, message.kind)),
            quote(message.text) if message.text else NOT_TEXT,
            name_body(message.body) if message.body else "non più disponibile: copia dello sportello",
        )
        for message in contents.messages
    )
    columns = ("N.", "Quando", "Chi", "Tipo", "Testo", "Dati grezzi")
    note = (
        "<p>I caratteri che non si vedono sono scritti per esteso, come [U+202E]. Le altre persone "
        "presenti nei dati grezzi non sono riportate qui.</p>\n"
    )
    return "<h2>Messaggi scelti</h2>\n" + note + write_table("Messaggi, in ordine di tempo", columns, rows)


def _write_bodies(contents: Contents) -> str:
    rows = (
        (
            name_body(body.number),
            contents.write_moment(body.received_at),
            str(body.size),
            f"<code>{body.sha256}</code>",
            f"<code>{escape(body.signature)}</code>",
            "sì" if body.as_received else "no",
        )
        for body in contents.file.bodies
    )
    columns = ("File", "Ricevuto", "Byte", "SHA-256", "Firma ricevuta", "Uguale alla ricezione")
    note = "<p>La firma di ogni consegna è stata verificata al ricevimento (vedi LEGGIMI.txt).</p>\n"
    return "<h2>Dati grezzi</h2>\n" + note + write_table("Consegne di WhatsApp conservate", columns, rows)


def _write_custody(contents: Contents) -> str:
    rows = (
        (
            str(entry.number),
            contents.write_moment(entry.at),
            f"<code>{escape(entry.by)}</code>",
            ACTS[entry.act],
            "<br>".join(
                f"{escape(DETAILS.get(name, name))}: {escape(value)}" for name, value in entry.details.items()
            )
            or "–",
            f"<code>{entry.hash}</code>",
        )
        for entry in contents.custody
    )
    columns = ("N.", "Quando", "Chi", "Atto", "Dettagli", "Impronta")
    return "<h2>Custodia</h2>\n" + write_table(
        "Registro di custodia fino a questa esportazione", columns, rows
    )


def write_table(caption: str, columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = "".join(f'<th scope="col">{column}</th>' for column in columns)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>\n" for row in rows)
    return (
        f"<table>\n<caption>{caption}</caption>\n<thead><tr>{head}</tr></thead>\n"
        f"<tbody>\n{body}</tbody>\n</table>\n"
    )


def write_pairs(caption: str, rows: Iterable[tuple[str, str]]) -> str:
    body = "".join(f'<tr><th scope="row">{name}</th><td>{value}</td></tr>\n' for name, value in rows)
    return f"<table>\n<caption>{caption}</caption>\n<tbody>\n{body}</tbody>\n</table>\n"


def quote(text: str) -> str:
    return f'<pre dir="auto">{escape(text)}</pre>' if text else "non indicato"


def write_list(texts: tuple[str, ...]) -> str:
    if not texts:
        return "non indicato"
    return "<ul>" + "".join(f"<li>{quote(text)}</li>" for text in texts) + "</ul>"


def escape(text: str) -> str:
    """Escape user text for HTML, with invisible characters written out, such as `[U+202E]`: a direction
    override reverses a sentence on screen, a zero-width character hides in a word."""
    shown = "".join(_show_character(text, place) for place in range(len(text)))
    return html.escape(shown, quote=True)


def _show_character(text: str, place: int) -> str:
    character = text[place]
    if character in _PLAIN or unicodedata.category(character) not in _HIDDEN:
        return character
    if character in _JOINS_EMOJI and place and _is_emoji(text[place - 1]):
        return character
    return f"[U+{ord(character):04X}]"


def _is_emoji(character: str) -> bool:
    return unicodedata.category(character) in {"So", "Sk"} or character == "\ufe0f"
