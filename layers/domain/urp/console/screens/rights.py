"""Diritti: requests about one's own data, how a number joined, and what the data-protection officer asks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from urp.acts.permissions import Permission
from urp.citizens.consent import EntryKind, Source
from urp.console.colleagues import read_names
from urp.console.screens import desk_words
from urp.console.screens.proposals import find_proposal, say_proposed
from urp.console.visits import Done, File, Form, Page, Screen, View, Visit, fill_in, say
from urp.desk.api.conversation_json import ConversationJson
from urp.desk.model import RightsKind
from urp.desk.outbox import ReplyOutcome
from urp.errors import ConflictError, NotFoundError
from urp.moderation.api.case_figures import BREACHES, OUTCOMES, STEPS
from urp.privacy.api.erasures import ErasurePreviewJson
from urp.privacy.api.register import PrivacyRegisterJson
from urp.privacy.api.rights_json import RightsRequestJson, RightsRequestsJson
from urp.privacy.rights.model import RightsState
from urp.retention.classes import RetentionClass
from urp.staff_api.people import PeopleJson
from urp.town.municipality.codes import CATEGORY_NAMES

if TYPE_CHECKING:
    from urp.privacy.api.consents import ConsentsJson
    from urp.privacy.api.register import BreachJson
    from urp.privacy.api.restrictions import RestrictedJson
    from urp.privacy.api.rights_json import OwnCopyJson
    from urp.staff_api.proposals import ProposalJson

KINDS: Mapping[RightsKind, str] = {
    RightsKind.ACCESS: "accesso ai suoi dati",
    RightsKind.RECTIFICATION: "rettifica",
    RightsKind.ERASURE: "cancellazione",
    RightsKind.RESTRICTION: "limitazione",
    RightsKind.PORTABILITY: "portabilità",
    RightsKind.OBJECTION: "opposizione",
    RightsKind.NO_AUTOMATED_DECISION: "nessuna decisione automatizzata",
    RightsKind.WITHDRAWAL: "revoca del consenso",
}
STATES: Mapping[RightsState, str] = {
    RightsState.OPEN: "Aperta",
    RightsState.ANSWERED: "Risposta data",
    RightsState.REFUSED: "Rifiutata, con i motivi",
}
_IN_CHAT: Mapping[ReplyOutcome, str] = {
    ReplyOutcome.ON_ITS_WAY: "in partenza",
    ReplyOutcome.ACCEPTED: "presa da WhatsApp, non si sa ancora se è arrivata",
    ReplyOutcome.DELIVERED: "arrivata",
    ReplyOutcome.NOT_DELIVERED: "non arrivata: va informata in un altro modo",
    ReplyOutcome.UNCLEAR: "non si sa se è arrivata: va informata in un altro modo",
}
_CLASSES: Mapping[str, str] = {
    RetentionClass.DESK_TEXT: "conversazioni dello sportello",
    RetentionClass.REDIRECTED_REPORTS: "segnalazioni mandate altrove",
    RetentionClass.REDIRECT_COUNTS: "conti delle segnalazioni",
    RetentionClass.RIGHTS_REQUESTS: "richieste sui propri dati",
    RetentionClass.PROPOSALS: "proposte da confermare in due",
    RetentionClass.OUTBOX: "risposte in partenza",
    RetentionClass.DEDUPLICATION: "segni di messaggi già trattati",
    RetentionClass.IDEMPOTENCY: "segni di chiamate già fatte",
    RetentionClass.CALENDAR: "giorni con orario eccezionale",
    RetentionClass.RECEIVED_BODIES: "consegne di Meta",
    RetentionClass.INSPECTION: "messaggi messi da parte",
    RetentionClass.HIDDEN_MESSAGES: "testi nascosti",
    RetentionClass.CASES: "casi di moderazione",
    RetentionClass.NOTICES: "avvisi",
    RetentionClass.RECIPIENT_ROWS: "chi ha ricevuto quale avviso",
    RetentionClass.AUDIT: "registro degli atti",
    RetentionClass.CITIZENS: "scheda della persona",
    RetentionClass.ALIASES: "numeri e identificativi",
    RetentionClass.CONSENT: "registro dei consensi",
    RetentionClass.BLOCKS: "blocchi",
    RetentionClass.EVIDENCE: "fascicoli",
    RetentionClass.IMPORTS: "elenchi importati",
    RetentionClass.LIST_LINES: "righe di elenchi da importare",
    RetentionClass.NOT_CONFIRMED: "iscrizioni non confermate",
    RetentionClass.RESTRICTED: "dati limitati",
    RetentionClass.OTHER: "altro",
    "exclusions": "registro delle esclusioni",
    "consent_after_leaving": "iscrizione e consensi, dopo l'uscita",
    "blocks_after_end": "blocchi, dopo la fine",
    "evidence_after_release": "fascicoli, dopo il rilascio",
    "logs": "registri tecnici",
    "warnings": "avvisi di moderazione che contano",
}
"""What is counted by class, and the days of the profile."""
_ENTRIES: Mapping[str, str] = {
    EntryKind.JOINED: "Iscrizione",
    EntryKind.LEFT: "Uscita",
    EntryKind.WITHOUT_EFFECT: "Senza effetto",
    EntryKind.IMPORTED: "Importata da un elenco",
    EntryKind.CONFIRMED: "Iscrizione confermata",
    EntryKind.NOT_CONFIRMED: "Iscrizione non confermata: è finita",
    EntryKind.ENDED_AGAIN: "Uscita, ripetuta dopo un ripristino",
    EntryKind.MERGED_OPT_OUT: "Uscita di un altro identificativo della stessa persona",
    EntryKind.MERGED_SUBSCRIPTION: "Iscrizione di un altro identificativo della stessa persona",
    EntryKind.MERGED: "Continua sotto un altro identificativo",
    EntryKind.NOTICE_ACCEPTED: "Informativa presa da WhatsApp",
    EntryKind.NOTICE_SENT: "Informativa inviata",
    EntryKind.NOTICE_DELIVERED: "Informativa arrivata",
    EntryKind.NOTICE_READ: "Informativa letta",
    EntryKind.NOTICE_FAILED: "Informativa non arrivata",
    EntryKind.NOTICE_REFUSED: "Informativa non inviata",
}
_SOURCES: Mapping[str, str] = {
    Source.TEXT: "scritto in chat",
    Source.BUTTON: "pulsante",
    Source.NOTICE_BUTTON: "pulsante di un avviso",
    Source.TOLD_HOW: "risposta a «rispondi Cancellami»",
    Source.CONTACT_SHARED: "contatto condiviso",
    Source.STATUS: "esito di WhatsApp",
    Source.IMPORT: "elenco importato",
    Source.MERGE: "unione di due identificativi",
    Source.RESTORE: "ripristino",
}
_OUTCOMES = (
    ("answered", "Risposta data", "La persona legge le tue parole."),
    ("refused", "Richiesta rifiutata", "Legge i motivi, e a chi può fare reclamo."),
)
_SHOWN = "20"
"""Messages of the conversation beside a request."""


def write_days_left(days: int) -> str:
    match days:
        case 0:
            return "scade oggi"
        case 1:
            return "manca un giorno"
        case -1:
            return "scaduta da un giorno"
        case _ if days < 0:
            return f"scaduta da {-days} giorni"
        case _:
            return f"mancano {days} giorni"


def show_requests(visit: Visit) -> View:
    closed = visit.query.get("elenco") == "chiuse"
    state = "closed" if closed else "open"
    found = visit.ask("/staff/rights-requests", RightsRequestsJson, state=state, cursor=visit.query.get("da"))
    title = "Richieste chiuse" if closed else "Richieste sui propri dati"
    return View("rights/requests.html", title, {"requests": found, "closed": closed, **_words()})


def show_request(visit: Visit) -> View:
    request = _read_request(visit)
    talk = _read_talk(visit, request)
    in_force = request.restriction is not None and request.restriction.lifted_at is None
    values = {
        "request": request,
        "talk": talk,
        "in_chat": talk is not None and talk.window_seconds_left > 0 and talk.status != "closed",
        "outcomes": _OUTCOMES,
        "unread": request.closing is not None and request.closing.in_chat in ("not_delivered", "unclear"),
        "restricted": in_force,
        "lift": find_proposal(visit, "rights.unrestrict", request.id) if in_force else None,
        "name_of": read_names(visit),
        **_words(),
    }
    return View("rights/request.html", f"Richiesta {request.number}: {KINDS[request.kind]}", values)


def _read_request(visit: Visit) -> RightsRequestJson:
    return visit.ask(f"/staff/rights-requests/{visit.path['request']}", RightsRequestJson)


def _read_talk(visit: Visit, request: RightsRequestJson) -> ConversationJson | None:
    """What they wrote, while it is kept; its `said` is how far whoever answers has read."""
    try:
        return visit.ask(f"/staff/conversations/{request.conversation}", ConversationJson, limit=_SHOWN)
    except NotFoundError:
        return None


def show_erasure(visit: Visit) -> View:
    request, preview, refusal = _read_request(visit), None, ""
    try:
        preview = visit.ask(f"/staff/rights-requests/{request.id}/erase", ErasurePreviewJson)
    except ConflictError as error:
        refusal = str(error)
    proposal = find_proposal(visit, "rights.erase", request.id)
    values = {
        "request": request,
        "preview": preview,
        "refusal": refusal,
        "proposal": proposal,
        "own": proposal is not None and proposal.proposed_by == visit.member.id,
        "name_of": read_names(visit),
        **_words(),
    }
    return View("rights/erasure.html", f"Richiesta {request.number}: cancellare i dati", values)


def show_copy(visit: Visit, copy: OwnCopyJson) -> View:
    title = f"Copia dei dati, richiesta {copy.request.number}"
    words = {
        "entries": _ENTRIES,
        "messages": desk_words.KINDS,
        "sources": _SOURCES,
        "categories": CATEGORY_NAMES,
        "outcomes_of_cases": OUTCOMES,
        "steps": STEPS,
        "statuses": desk_words.STATUSES,
    }
    return View("rights/copy.html", title, {"copy": copy, **words, **_words()})


def save_copy(_: Visit, copy: OwnCopyJson) -> File:
    """Readable by a program, as art. 20 GDPR asks."""
    name = f"copia-{copy.request.number.replace('/', '-')}.json"
    return File(name, "application/json; charset=utf-8", copy.model_dump_json(indent=2))


def show_restricted(visit: Visit, kept: RestrictedJson) -> View:
    return View("rights/restricted.html", "Copia dei dati limitati", {"kept": kept, "path": visit.path})


def show_lookup(visit: Visit) -> View:
    return _to_lookup(None)


def show_found(_: Visit, found: ConsentsJson) -> View:
    return _to_lookup(found)


def _to_lookup(found: ConsentsJson | None) -> View:
    values = {
        "found": found,
        "reveal_reasons": desk_words.REASONS,
        "entries": _ENTRIES,
        "sources": _SOURCES,
    }
    return View("rights/consents.html", "Come si è iscritta una persona", values)


def show_register(visit: Visit) -> View:
    asked = {"from": visit.query.get("from"), "to": visit.query.get("to")}
    register = visit.ask("/staff/privacy/register", PrivacyRegisterJson, **asked)
    return View(
        "rights/register.html", "Registro per la protezione dei dati", {"register": register, **_words()}
    )


def show_breach(visit: Visit) -> View:
    return _to_breach(visit, None)


def show_accesses(visit: Visit, found: BreachJson) -> View:
    return _to_breach(visit, found)


def _to_breach(visit: Visit, found: BreachJson | None) -> View:
    everybody = visit.ask("/staff/people", PeopleJson)
    people = [
        (each.id, f"{each.name}, non lavora più qui" if each.left else each.name) for each in everybody.items
    ]
    values = {"found": found, "people": people, "a_day_ago": visit.now - timedelta(days=1)}
    return View("rights/breach.html", "Chi ha visto i dati di chi", values)


def _words() -> Mapping[str, object]:
    return {
        "kinds": KINDS,
        "states": STATES,
        "in_chat_words": _IN_CHAT,
        "classes": _CLASSES,
        "breaches": BREACHES,
        "days_left": write_days_left,
    }


def _say_proposed(visit: Visit, proposal: ProposalJson) -> Done:
    return Done(say_proposed(visit, proposal), fill_in(_ONE, visit.path))


def _say_erasure_proposed(visit: Visit, proposal: ProposalJson) -> Done:
    return Done(say_proposed(visit, proposal), fill_in(_ERASURE, visit.path))


_ONE = "/diritti/{request}"
_ERASURE = f"{_ONE}/cancellazione"
_API = "/staff/rights-requests/{request}"
_ERASED = say("I dati sono cancellati, e la richiesta è chiusa.", _ONE)

SCREEN = Screen(
    pages=(
        Page("/diritti", Permission.MODERATE, show_requests),
        Page("/diritti/iscrizione", Permission.MODERATE, show_lookup),
        Page("/diritti/registro", Permission.ADMINISTER, show_register),
        Page("/diritti/violazione", Permission.ADMINISTER, show_breach),
        Page(_ONE, Permission.MODERATE, show_request),
        Page(_ERASURE, Permission.ADMINISTER, show_erasure),
    ),
    forms=(
        Form("/diritti/iscrizione/cerca", "POST /staff/consents/lookup", "/diritti/iscrizione", show_found),
        Form("/diritti/violazione/cerca", "GET /staff/privacy/breach", "/diritti/violazione", show_accesses),
        Form(f"{_ONE}/diritto", f"PUT {_API}", _ONE, say("Diritto corretto: numero e giorno restano.", _ONE)),
        Form(f"{_ONE}/proroga", f"POST {_API}/extend", _ONE, say("Prorogata di due mesi.", _ONE)),
        Form(f"{_ONE}/risposta", f"POST {_API}/close", _ONE, say("La richiesta è chiusa.", _ONE)),
        Form(f"{_ONE}/copia", f"GET {_API}/export", _ONE, show_copy),
        Form(f"{_ONE}/copia/file", f"GET {_API}/export", _ONE, save_copy),
        Form(
            f"{_ONE}/limitazione", f"POST {_API}/restrict", _ONE,
            say("Dati limitati: la copia è al sicuro, e lo sportello lo vede.", _ONE),
        ),
        Form(f"{_ONE}/limitazione/copia", f"GET {_API}/restrict", _ONE, show_restricted),
        Form(f"{_ONE}/limitazione/togli", f"POST {_API}/restrict/lift", _ONE, _say_proposed),
        Form(f"{_ERASURE}/esegui", f"POST {_API}/erase", _ERASURE, _ERASED),
        Form(f"{_ERASURE}/proponi", f"POST {_API}/erase/propose", _ERASURE, _say_erasure_proposed),
        Form(f"{_ERASURE}/conferma", f"POST {_API}/erase/confirm", _ERASURE, _ERASED),
        Form(
            f"{_ERASURE}/annulla", f"POST {_API}/erase/cancel", _ERASURE,
            say("Proposta annullata: non è cambiato niente.", _ERASURE),
        ),
    ),
    labels={
        "kind": "Diritto",
        "reason": "Motivo",
        "outcome": "Esito",
        "words": "Parole per la persona",
        "told_elsewhere": "Come è stata informata",
        "take_over": "Anche se un collega ha la conversazione",
        "phone": "Numero di telefono",
        "user_id": "Identificativo di WhatsApp",
        "since": "Da quando",
        "until": "Fino a",
        "seen": "Ho letto e confermo",
        "person": "Chi dell'ufficio",
        "cursor": "Parte della copia",
    },
)  # fmt: skip
