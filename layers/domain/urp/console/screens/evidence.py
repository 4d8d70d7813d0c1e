"""Fascicoli di prove: what may go to the judicial authority, who did what with it, the steps of two people.

A file's page is its header. Reading the rest is an entry of the custody log, so it is a form.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from urp.acts.permissions import Permission
from urp.console.screens.proposals import say_proposed
from urp.console.visits import Done, File, Form, Page, Part, Screen, View, Visit, fill_in, say
from urp.console.words import say_alerted
from urp.moderation.api.evidence_json import (
    EvidenceJson,
    EvidenceListJson,
    EvidenceViewJson,
    ExportedFile,
)
from urp.moderation.evidence.model import FileState
from urp.moderation.evidence.page import ACTS, DETAILS, KINDS
from urp.staff_api.proposals import ProposalJson


@dataclass(frozen=True, slots=True)
class _State:
    name: str
    heading: str
    """Of those in the list."""
    waits: str


STATES: Mapping[FileState, _State] = {
    FileState.PROPOSED: _State(
        "da approvare",
        "Da approvare",
        "Aspetta un amministratore diverso da chi l'ha proposto: lo approva o lo rifiuta.",
    ),
    FileState.APPROVED: _State(
        "da sigillare", "Da sigillare", "Aspetta i fatti e poi il sigillo di un amministratore."
    ),
    FileState.SEALED: _State(
        "sigillato",
        "Sigillati",
        "Resta trattenuto finché due amministratori lo rilasciano.",
    ),
    FileState.REFUSED: _State("rifiutato", "Rifiutati", "Finito: non si legge più."),
    FileState.RELEASED: _State("rilasciato", "Rilasciati", "Finito: non si legge più."),
}
_TO_SEND = "Aspetta l'esportazione e l'invio all'autorità, con la PEC."
_CUT_SHORT = "La chiusura si è interrotta: un amministratore la ripete."


def show_files(visit: Visit) -> View:
    found = visit.ask("/staff/evidence", EvidenceListJson, cursor=visit.query.get("da"))
    groups = [
        (words.heading, [each for each in found.items if each.state is state])
        for state, words in STATES.items()
    ]
    values = {
        "groups": [(heading, files) for heading, files in groups if files],
        "next": found.next,
        "waits": _say_what_waits,
        "name_of": _to_names(visit),
    }
    return View("evidence/files.html", "Fascicoli di prove", values)


def show_file(visit: Visit) -> View:
    address = f"/staff/evidence/{visit.path['file']}"
    return _to_view(visit, visit.ask(address, EvidenceViewJson, part="header"))


def find_version(visit: Visit) -> str:
    """Asked for once, when the first page is opened: there is nothing to compare with."""
    return visit.now.isoformat()


def show_waiting(visit: Visit) -> View:
    """On the first page, which another function makes: the browser puts it there."""
    found = visit.ask("/staff/evidence", EvidenceListJson, limit="100")
    proposed = [each for each in found.items if each.state is FileState.PROPOSED]
    others = [each for each in proposed if each.proposed_by != visit.member.id]
    return View("evidence/waiting.html", "", {"files": others})


def show_whole_file(visit: Visit, file: EvidenceViewJson) -> View:
    return _to_view(visit, file)


def show_new_file(visit: Visit) -> View:
    """Of cases, or of messages of a conversation, that were ticked on their page: it knows them."""
    values = {
        "cases": [(each, f"Caso con il codice {each[:8]}") for each in _choose(visit, "caso", "cases[]")],
        "messages": _choose(visit, "messaggio", "messages[]"),
        "conversation": next(iter(_choose(visit, "conversazione", "conversation")), ""),
    }
    return View("evidence/new.html", "Apri un fascicolo di prove", values)


def _choose(visit: Visit, asked: str, field: str) -> Sequence[str]:
    """In the page's address, or what was typed before it was refused."""
    if visit.refused:
        return visit.refused.fields.all(field)
    return [value for name, value in visit.query.items() if name.partition("-")[0] == asked]


def _to_view(visit: Visit, file: EvidenceViewJson) -> View:
    values = {
        "file": file,
        "waits": _say_what_waits(file),
        "own": file.proposed_by == visit.member.id,
        "own_release": file.release is not None and file.release.proposed_by == visit.member.id,
        "name_of": _to_names(visit),
        "acts": ACTS,
        "details": DETAILS,
        "kinds": KINDS,
    }
    day = file.proposed_at.astimezone(visit.zone)
    title = f"Fascicolo del {day:%-d/%-m/%Y}, {STATES[file.state].name}"
    return View("evidence/file.html", title, values)


def _say_what_waits(file: EvidenceJson) -> str:
    if file.ended_at and not file.deleted_from:
        return _CUT_SHORT
    if file.state is FileState.SEALED and not file.sent_at:
        return _TO_SEND
    return STATES[file.state].waits


def _to_names(visit: Visit) -> Callable[[str], str]:
    """This function may not read who works here: people stand as in the export, by the beginning of their
    code. The record of acts has the names."""
    own = f"{visit.session.name} (tu)"
    return lambda person: own if person == visit.member.id else f"codice {person[:8]}"


def _say_opened(_: Visit, file: EvidenceViewJson) -> Done:
    alerted = say_alerted(file.alerted, "a un amministratore")
    said = f"Fascicolo proposto: ciò che WhatsApp ha consegnato è copiato e trattenuto. {alerted}"
    return Done(said, fill_in(_FILE, {"file": str(file.id)}))


def _say_release_proposed(visit: Visit, proposal: ProposalJson) -> Done:
    return Done(say_proposed(visit, proposal), fill_in(_FILE, visit.path))


def _save_export(_: Visit, file: ExportedFile) -> File:
    return File(file.name, "application/zip", file.content)


_FILE = "/fascicoli/{file}"
_NEW = "/fascicoli/nuovo"
_API = "/staff/evidence/{file}"

SCREEN = Screen(
    pages=(
        Page("/fascicoli", Permission.MODERATE, show_files),
        Page(_NEW, Permission.OPEN_EVIDENCE, show_new_file),
        Page(_FILE, Permission.MODERATE, show_file),
    ),
    parts=(Part("/fascicoli/in-attesa", Permission.ADMINISTER, find_version, show_waiting),),
    forms=(
        Form(_NEW, "POST /staff/evidence", _NEW, _say_opened),
        Form(f"{_FILE}/leggi", f"GET {_API}", _FILE, show_whole_file),
        Form(
            f"{_FILE}/approva", f"POST {_API}/approve", _FILE,
            say("Approvato: adesso si leggono anche i messaggi. Mancano i fatti e il sigillo.", _FILE),
        ),
        Form(
            f"{_FILE}/rifiuta", f"POST {_API}/refuse", _FILE,
            say("Rifiutato: le copie non sono più trattenute e si cancellano alla loro scadenza.", _FILE),
        ),
        Form(f"{_FILE}/fatti", f"POST {_API}/facts", _FILE, say("Fatti scritti.", _FILE)),
        Form(
            f"{_FILE}/sigilla", f"POST {_API}/seal", _FILE,
            say("Sigillato: da qui non cambia più niente, si aggiungono soltanto correzioni.", _FILE),
        ),
        Form(f"{_FILE}/correzione", f"POST {_API}/corrections", _FILE, say("Correzione aggiunta.", _FILE)),
        Form(f"{_FILE}/esporta", f"GET {_API}/export", _FILE, _save_export),
        Form(
            f"{_FILE}/inviato", f"POST {_API}/sent", _FILE,
            say("Scritto nella catena di custodia che è stato inviato.", _FILE),
        ),
        Form(f"{_FILE}/rilascio", f"POST {_API}/release", _FILE, _say_release_proposed),
        Form(
            f"{_FILE}/rilascio/conferma", f"POST {_API}/release/confirm", _FILE,
            say("Rilasciato: nessuno lo legge più, e le copie spariscono entro tre giorni.", _FILE),
        ),
        Form(
            f"{_FILE}/rilascio/annulla", f"POST {_API}/release/cancel", _FILE,
            say("Proposta annullata: il fascicolo resta trattenuto.", _FILE),
        ),
    ),
    labels={
        "cases": "Casi del fascicolo",
        "messages": "Messaggi",
        "reason": "Motivo",
        "learnt_at": "Quando qualcuno dell'ufficio l'ha saputo",
        "essential": "Elementi essenziali del fatto",
        "sources": "Fonti di prova già note",
        "accused": "Chi è accusato",
        "victims": "Persone offese",
        "able_to_report": "Chi può riferire",
        "text": "Correzione",
        "to": "A quale autorità",
        "reference": "Protocollo o identificativo della PEC",
        "at": "Quando è stato inviato",
        "seen": "Ho letto e confermo",
    },
)  # fmt: skip
