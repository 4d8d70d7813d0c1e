"""The acts of the record, as the office calls them. The record itself keeps its own names."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from urp.acts.model import Ground
from urp.acts.permissions import write_roles
from urp.console.screens.desk_words import REASONS
from urp.console.words import count, write_euro
from urp.moderation.api.case_figures import BREACHES
from urp.notices.api.figures import STATUSES
from urp.town.opening_hours.words import write_day, write_moment

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from urp.staff_api.audit import AuditEntryJson

_THINGS: Mapping[str, str] = {
    "account": "account WhatsApp",
    "announcement": "avviso ricorrente",
    "audit": "registro degli atti",
    "blocks": "elenco dei blocchi di Meta",
    "broadcast": "avviso",
    "calendar": "calendario",
    "canned": "risposta pronta",
    "case": "caso",
    "channel": "Canale",
    "citizen": "persona",
    "conversation": "conversazione",
    "emergency_text": "testo di emergenza",
    "evidence": "fascicolo di prove",
    "import": "elenco",
    "person": "chi lavora qui",
    "privacy": "protezione dei dati",
    "redirect": "messaggio mandato altrove",
    "retention": "conservazione",
    "rights": "richiesta sui propri dati",
    "silence": "silenzio elettorale",
}
_DONE: Mapping[str, str] = {
    "acknowledged": "lettura",
    "again": "nuovo tentativo",
    "adopt_stranger": "un blocco fatto proprio",
    "answer": "risposta",
    "begin": "inizio",
    "approve": "approvazione",
    "ask_to_confirm": "richiesta di conferma",
    "block": "blocco",
    "block_at_whatsapp": "blocco anche su WhatsApp",
    "blocked": "blocco",
    "break_glass": "invio da una persona sola",
    "breach": "ricerca di chi ha visto quali dati",
    "cancel": "proposta annullata",
    "change": "modifica",
    "check": "controllo della catena",
    "close": "chiusura",
    "compare": "confronto",
    "confirm": "proposta confermata",
    "correct": "correzione",
    "create": "creazione",
    "delete": "eliminazione",
    "delete_exception": "giorno di nuovo come al solito",
    "disable": "accesso tolto",
    "done": "fatto",
    "discard": "testo scartato",
    "enable": "accesso ridato",
    "erase": "cancellazione dei dati",
    "escalated": "passaggio al gestore del servizio",
    "export": "copia portata via",
    "extend": "proroga",
    "facts": "fatti scritti",
    "give": "passaggio a un collega",
    "give_role": "ruolo dato",
    "go_out": "uscita",
    "hold": "testo trattenuto come prova",
    "invite": "invito",
    "lapse": "proposta scaduta",
    "lift": "fine",
    "lift_stranger": "un blocco tolto da WhatsApp",
    "limit": "limite",
    "look_up_consent": "ricerca di un'iscrizione dal numero",
    "mark_posted": "testo pubblicato",
    "messaging_limit": "limite di WhatsApp",
    "not_done": "non riuscito",
    "note": "nota",
    "open": "apertura",
    "pause": "pausa",
    "propose": "proposta",
    "purge": "cancellazione notturna",
    "put_exception": "un giorno deciso",
    "put_exceptions": "più giorni decisi",
    "rate": "velocità",
    "read_restricted": "lettura dei dati limitati",
    "refuse": "rifiuto",
    "register": "lettura del registro",
    "reject": "rifiuto",
    "release": "rilascio",
    "reopen": "riapertura",
    "restrict": "limitazione",
    "resume": "ripresa",
    "return": "rimandato indietro",
    "reveal_phone": "numero intero visto",
    "reveal_text": "testo intero letto",
    "review": "verifica",
    "search": "ricerca per parole",
    "role_ended": "ruolo finito",
    "seal": "sigillo",
    "send_on": "invio ad altri canali",
    "sent": "consegna annotata",
    "set": "periodo impostato",
    "sign_out": "uscita da ogni posto",
    "stop": "fermata o annullamento",
    "submit": "richiesta di approvazione",
    "take": "presa in carico",
    "take_back_answer": "risposta annullata prima di partire",
    "take_down": "ritiro dall'archivio pubblico",
    "take_over": "numeri presi in carico",
    "take_role": "ruolo tolto",
    "test": "prova sui telefoni dell'ufficio",
    "to_desk": "rimesso allo sportello",
    "unblock": "blocco tolto",
    "unblocked": "blocco tolto",
    "unblock_at_whatsapp": "blocco tolto da WhatsApp",
    "unrestrict": "fine della limitazione",
    "verify": "verifica",
    "view": "lettura",
    "warned": "avviso alla persona",
    "withdraw": "ritiro dall'approvazione",
    "write": "scrittura",
}
_DONE_TO_NOTICES: Mapping[str, str] = {**STATUSES, **_DONE}
"""What the clock does is named by its state."""
_PAGES: Mapping[str, tuple[str, str]] = {
    "announcement": ("avviso ricorrente", "/avvisi/ricorrenti/"),
    "broadcast": ("avviso", "/avvisi/"),
    "case": ("caso", "/ordine/casi/"),
    "citizen": ("persona", "/ordine/blocchi/"),
    "conversation": ("conversazione", "/sportello/"),
    "emergency-text": ("testo di emergenza", "/avvisi/emergenza/"),
    "rights-request": ("richiesta", "/diritti/"),
    "silence-period": ("periodo", "/avvisi/silenzio/"),
}
_PLACES: Mapping[str, str] = {
    **{kind: _THINGS[kind] for kind in ("blocks", "canned", "import", "privacy", "redirect")},
    "audit": "tutto il registro",
    "citizen/unknown": "nessuna persona trovata",
    "conversations": "tutte le conversazioni",
    "evidence": "fascicolo",
    "limit": "limite di WhatsApp",
    "number": "velocità del numero",
    "people": "chi lavora qui",
    "person": "persona dell'ufficio",
    "proposal": "proposta",
}
"""What has no page of its own, by its whole name or its kind."""
_FIGURES: Mapping[str, tuple[str, str]] = {
    "people": ("persona", "persone"),
    "phones": ("telefono", "telefoni"),
    "items": ("cosa", "cose"),
    "problems": ("cosa che non torna", "cose che non tornano"),
}
_TIMES: Mapping[str, str] = {
    "day": "di",
    "from": "da",
    "to": "a",
    "since": "da",
    "until": "fino a",
    "earliest": "non prima di",
    "lapses": "scade",
    "first_day": "da",
    "closes_at": "fino a",
}
_PEOPLE: Mapping[str, str] = {"proposed_by": "proposto da", "asked_by": "chiesto da"}
_WORDS: Mapping[str, str] = {
    "training": "esercitazione",
    "alone": "da una persona sola",
    "in_quiet_hours": "anche nelle ore di silenzio",
    "continued": "pagina seguente",
    "nobody": "nessuno",
}
_WAS: Mapping[str, str] = {
    **STATUSES,
    "unknown": "non si sapeva",
    "in_force": "in vigore",
    "lifted": "finito",
}
_WHOLE: Mapping[str, str] = {
    **{code.value: words for code, words in BREACHES.items()},
    **dict(REASONS),
    "answered": "con una risposta",
    "refused": "con un rifiuto",
}
NOTHING = "{}"
"""The details of a night on which nothing was due."""
_FIELD = re.compile(r"([a-z_]+)=(\S+)")
_HELD = re.compile(r"from (\S+) to (\S+)")
_TAKEN = re.compile(r"taken over from (\S+)")


@dataclass(frozen=True, slots=True)
class Told:
    words: tuple[str, ...]
    raw: str
    """What has no words here, as the record has it."""


@dataclass(frozen=True, slots=True)
class TellDetails:
    """Reason, details, before and after of an act."""

    name: Callable[[str], str]
    """A person's, for their id."""
    zone: ZoneInfo

    def __call__(self, entry: AuditEntryJson) -> Told:
        words, raw = list[str](), list[str]()
        if entry.reason:
            words.append(_WHOLE.get(entry.reason, entry.reason))
        if entry.details == NOTHING:
            return Told(("niente da cancellare",), "")
        for piece in filter(None, entry.details.split("; ")):
            told = self._tell(piece)
            words += filter(None, told.words)
            raw += filter(None, [told.raw])
        if entry.before or entry.after:
            words.append(self._tell_change(entry))
        return Told(tuple(words), "; ".join(raw))

    def _tell(self, piece: str) -> Told:
        if piece in _WHOLE:
            return Told((_WHOLE[piece],), "")
        if held := _HELD.fullmatch(piece):
            return Told((f"da {self._person(held[1])} a {self._person(held[2])}",), "")
        if taken := _TAKEN.fullmatch(piece):
            return Told((f"la teneva {self._person(taken[1])}",), "")
        pieces = [(token, self._word(token)) for token in piece.split()]
        known = tuple(words for _, words in pieces if words)
        return Told(known, " ".join(token for token, words in pieces if words is None))

    def _word(self, token: str) -> str | None:
        """None: it has none here."""
        if (field := _FIELD.fullmatch(token)) is None:
            return _WORDS.get(token)
        name, value = field.groups()
        if name in _FIGURES and value.isdecimal():
            return count(int(value), *_FIGURES[name])
        if name == "euro_cents":
            return write_euro(int(value)) if value.isdecimal() else "costo non noto"
        if name == "seal":
            return f"impronta {value}"
        if name in _PEOPLE:
            return f"{_PEOPLE[name]} {self.name(value)}"
        written = self._time(value) if name in _TIMES else None
        return f"{_TIMES[name]} {written}" if written else None

    def _person(self, staff_id: str) -> str:
        return _WORDS.get(staff_id) or self.name(staff_id)

    def _time(self, value: str) -> str | None:
        try:
            if "T" in value:
                return write_moment(datetime.fromisoformat(value), self.zone)
            return write_day(date.fromisoformat(value))
        except ValueError:
            return None

    def _tell_change(self, entry: AuditEntryJson) -> str:
        before, after = self._tell_state(entry.before), self._tell_state(entry.after)
        if before and after:
            return f"da «{before}» a «{after}»"
        return f"ora «{after}»" if after else f"era «{before}»"

    def _tell_state(self, state: str) -> str:
        """`held account`: first word of a notice's or a setting's, then what it adds or when it is due."""
        first, _, rest = state.partition(" ")
        when = self._time(rest) if first in STATUSES and rest else None
        return f"{_WAS.get(first, first)}, per {when}" if when else f"{_WAS.get(first, first)} {rest}".strip()


def tell_standing(entry: AuditEntryJson) -> str:
    """In which role, and by what right where it was no role's."""
    roles = write_roles(entry.roles)
    return {
        Ground.ROLE: roles,
        Ground.ALERT: f"{roles}: diritto che viene da un allarme",
        Ground.SERVICE: "da sé",
    }[entry.ground]


def name_act(act: str) -> str:
    """`avviso: richiesta di approvazione`; empty where it has no name here."""
    thing, *done = act.split(".")
    words = _DONE_TO_NOTICES if thing == "broadcast" else _DONE
    if thing not in _THINGS or not all(each in words for each in done):
        return ""
    return f"{_THINGS[thing]}: {', '.join(words[each] for each in done)}"


def find_page(resource: str) -> tuple[str, str] | None:
    """Words that tell it from others of its kind, and the address of its page."""
    kind, _, key = resource.partition("/")
    if kind not in _PAGES or not key or resource in _PLACES:
        return None
    words, before = _PAGES[kind]
    return f"{words} {key[:8]}", f"{before}{key}"


def name_place(resource: str) -> str:
    """Of what has no page; empty where it has no name here."""
    kind, _, key = resource.partition("/")
    if kind in {"calendar", "retention"} and (day := _read_day(key)):
        return write_day(day)
    words = _PLACES.get(resource) or _PLACES.get(kind, "")
    return words if resource in _PLACES or not words else f"{words} {key[:8]}"


def _read_day(key: str) -> date | None:
    try:
        return date.fromisoformat(key)
    except ValueError:
        return None
