"""The acts of the record, as the office calls them. The record itself keeps its own names."""

from __future__ import annotations

from collections.abc import Mapping

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
    "adopt_stranger": "un blocco fatto proprio",
    "answer": "risposta",
    "approve": "approvazione",
    "ask_to_confirm": "richiesta di conferma",
    "block": "blocco",
    "block_at_whatsapp": "blocco anche su WhatsApp",
    "blocked": "blocco",
    "break_glass": "invio da una persona sola",
    "breach": "ricerca di chi ha visto quali dati",
    "cancel": "proposta annullata",
    "change": "modifica",
    "close": "chiusura",
    "compare": "confronto",
    "confirm": "proposta confermata",
    "correct": "correzione",
    "create": "creazione",
    "delete": "eliminazione",
    "delete_exception": "giorno di nuovo come al solito",
    "disable": "accesso tolto",
    "discard": "testo scartato",
    "enable": "accesso ridato",
    "erase": "cancellazione dei dati",
    "escalated": "passaggio al gestore del servizio",
    "export": "copia portata via",
    "extend": "proroga",
    "give": "passaggio a un collega",
    "give_role": "ruolo dato",
    "go_out": "uscita",
    "invite": "invito",
    "lift": "fine",
    "lift_stranger": "un blocco tolto da WhatsApp",
    "limit": "limite",
    "look_up_consent": "ricerca di un'iscrizione dal numero",
    "mark_posted": "testo pubblicato",
    "messaging_limit": "limite di WhatsApp",
    "note": "nota",
    "open": "apertura",
    "pause": "pausa",
    "propose": "proposta",
    "purge": "cancellazione notturna",
    "put_exception": "un giorno deciso",
    "put_exceptions": "più giorni decisi",
    "rate": "velocità",
    "read_restricted": "lettura dei dati limitati",
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
    "send_on": "invio ad altri canali",
    "set": "periodo impostato",
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
    "unblock_at_whatsapp": "blocco tolto da WhatsApp",
    "unrestrict": "fine della limitazione",
    "verify": "verifica",
    "view": "lettura",
    "warned": "avviso alla persona",
    "withdraw": "ritiro dall'approvazione",
    "write": "scrittura",
}
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


def name_act(act: str) -> str:
    """`avviso: richiesta di approvazione`; empty where it has no name here."""
    thing, *done = act.split(".")
    if thing not in _THINGS or not all(each in _DONE for each in done):
        return ""
    return f"{_THINGS[thing]}: {', '.join(_DONE[each] for each in done)}"


def find_page(resource: str) -> tuple[str, str] | None:
    """Words that tell it from others of its kind, and the address of its page."""
    kind, _, key = resource.partition("/")
    if kind not in _PAGES or not key:
        return None
    words, before = _PAGES[kind]
    return f"{words} {key[:8]}", f"{before}{key}"
