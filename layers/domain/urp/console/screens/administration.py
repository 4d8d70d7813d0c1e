"""Amministrazione: who works here, lists from elsewhere, WhatsApp's account, the record, the drills."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from urp.acts.model import Role
from urp.acts.permissions import ROLE_NAMES, Permission
from urp.console.colleagues import read_names
from urp.console.periods import Period
from urp.console.screens.proposals import find_proposal
from urp.console.screens.record_words import TellDetails, find_page, name_act, name_place, tell_standing
from urp.console.visits import Done, Form, Link, Page, Screen, View, Visit, say
from urp.notices.api.broadcast_json import BroadcastJson
from urp.notices.api.schemas_account import AccountJson
from urp.notices.api.schemas_imports import ImportJson, ImportsJson, InvalidLinesJson
from urp.staff_api.audit import AuditJson, CheckedDayJson
from urp.staff_api.drills import DrillsJson
from urp.staff_api.people import PeopleJson
from urp.staff_api.proposals import ProposalsJson
from urp.town.api.templates import TemplatesJson
from urp.town.opening_hours.words import write_day

PLACE = "/amministrazione"
PEOPLE = f"{PLACE}/persone"
LISTS = f"{PLACE}/elenchi"
ACCOUNT = f"{PLACE}/whatsapp"
RECORD = f"{PLACE}/registro"
DRILLS = f"{PLACE}/esercitazioni"

STATES: Mapping[str, str] = {"asked": "in corso", "done": "fatto", "not_done": "non fatto"}
CHANGES: Mapping[str, str] = {
    "invite": "invito",
    "give_role": "ruolo dato",
    "enable": "accesso ridato",
    "take_role": "ruolo tolto",
    "disable": "accesso tolto",
    "sign_out": "uscita da ogni posto",
}
LISTS_STATES: Mapping[str, str] = {
    "waiting": "aspetta la conferma di un altro amministratore",
    "dropped": "annullato, o nessuno lo ha confermato in tempo",
    "running": "in lavorazione",
    "done": "preso in carico",
    "ended": "concluso: chi non ha confermato è stato tolto",
}
FAULTS: Mapping[str, str] = {
    "no_number": "manca il numero",
    "not_a_number": "non è un numero",
    "rounded": "il foglio di calcolo ha arrotondato il numero",
    "not_mobile": "non è un cellulare",
    "too_short": "troppo corto",
    "too_long": "troppo lungo",
    "foreign": "numero estero: ci si iscrive scrivendo «Iscrivimi»",
}
TEMPLATE_STATES: Mapping[str, str] = {
    "APPROVED": "approvato",
    "PENDING": "in esame da Meta",
    "REJECTED": "rifiutato da Meta",
    "PAUSED": "sospeso da Meta",
    "DISABLED": "disattivato da Meta",
}
KINDS_OF_ACT: tuple[tuple[str, str], ...] = (
    ("broadcast.", "avvisi"),
    ("conversation.", "sportello"),
    ("case.", "casi"),
    ("citizen.", "persone: blocchi, numeri letti"),
    ("rights.", "diritti"),
    ("evidence.", "fascicoli di prove"),
    ("person.", "chi lavora qui"),
    ("account.", "account WhatsApp"),
    ("import.", "elenchi"),
    ("calendar.", "calendario"),
)
_FIRST_DAY_TO_CONFIRM = timedelta(days=30)


def show_index(_: Visit) -> View:
    return View("administration/index.html", "Amministrazione", {"pages": _INDEX})


def show_people(visit: Visit) -> View:
    found = visit.ask("/staff/people", PeopleJson)
    open_ones = visit.ask("/staff/proposals", ProposalsJson)
    values = {
        "people": [each for each in found.items if not each.left],
        "left": [each for each in found.items if each.left],
        "changes": found.changes[:20],
        "names": {each.id: each.name for each in found.items},
        "proposals": [each for each in open_ones.items if each.act.startswith("person.")],
        "roles": [(role.value, ROLE_NAMES[role]) for role in Role],
        "kinds": CHANGES,
        "states": STATES,
    }
    return View("administration/people.html", "Chi lavora qui", values)


def show_lists(visit: Visit) -> View:
    found = visit.ask("/staff/imports", ImportsJson, cursor=visit.query.get("da"))
    values = {
        "lists": found.items,
        "next": found.next,
        "states": LISTS_STATES,
        "by": visit.today + _FIRST_DAY_TO_CONFIRM,
    }
    return View("administration/lists.html", "Elenchi di persone iscritte altrove", values)


def show_list(visit: Visit) -> View:
    address = f"/staff/imports/{visit.path['import']}"
    found = visit.ask(address, ImportJson)
    invalid = visit.ask(f"{address}/invalid-lines", InvalidLinesJson)
    ours = find_proposal(visit, "import.take_over", found.id)
    values = {
        "list": found,
        "invalid": invalid.items,
        "more_invalid": invalid.next is not None,
        "state": LISTS_STATES[found.status],
        "faults": FAULTS,
        "proposal": ours,
        "may_confirm": ours is not None and ours.proposed_by != visit.member.id,
    }
    return View("administration/list.html", f"Elenco «{found.name}»", values)


def show_account(visit: Visit) -> View:
    account = visit.ask("/staff/account", AccountJson)
    templates = visit.ask("/staff/templates", TemplatesJson)
    values = {"account": account, "templates": templates, "states": TEMPLATE_STATES}
    return View("administration/account.html", "L'account WhatsApp del Comune", values)


def show_record(visit: Visit) -> View:
    """A day of UTC, as the record is kept."""
    wanted = visit.query.get("giorno") or visit.now.date().isoformat()
    act = visit.query.get("atti") or ""
    found = visit.ask(
        "/staff/audit", AuditJson, day=wanted, act=act, cursor=visit.query.get("da"), limit="50"
    )
    try:
        day = date.fromisoformat(wanted)
    except ValueError:  # the route has refused it before
        day = visit.now.date()
    values = {
        "entries": found.items,
        "name_act": name_act,
        "name_place": name_place,
        "tell_standing": tell_standing,
        "tell": TellDetails(read_names(visit), visit.zone),
        "find_page": find_page,
        "next": found.next,
        "day": day,
        "act": act,
        "kinds": KINDS_OF_ACT,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1) if day < visit.now.date() else None,
    }
    return View("administration/record.html", "Il registro degli atti", values)


def show_checked(_: Visit, checked: CheckedDayJson) -> View:
    holds = "non torna" if checked.problems else "torna"
    title = f"La catena degli atti di {write_day(checked.day)} {holds}"
    return View("administration/checked.html", title, {"checked": checked})


def show_drills(visit: Visit) -> View:
    found = visit.ask("/staff/drills", DrillsJson, month=visit.query.get("mese"))
    month = Period.of_month(date.fromisoformat(f"{found.month}-01")).name
    return View("administration/drills.html", "Esercitazioni del mese", {"drills": found, "month": month})


def _invited(_: Visit, __: object) -> Done:
    sentence = "L'invito è proposto: parte quando un altro amministratore lo conferma, entro 72 ore."
    return Done(sentence, PEOPLE)


def _handed_over(_: Visit, made: ImportJson) -> Done:
    sentence = (
        "L'elenco è arrivato. Nessuno è iscritto finché un altro amministratore non conferma, entro 72 ore."
    )
    return Done(sentence, f"{LISTS}/{made.id}")


def _changed_account(_: Visit, account: AccountJson) -> Done:
    if account.proposed:
        return Done("È proposto: vale quando un altro amministratore lo conferma, entro 72 ore.", ACCOUNT)
    return Done("Fatto: vale da subito.", ACCOUNT)


def _asked_again(_: Visit, made: BroadcastJson) -> Done:
    return Done(
        "La bozza della richiesta di conferma è pronta: va inviata come ogni avviso.", f"/avvisi/{made.id}"
    )


_INDEX = (
    Link("Chi lavora qui", PEOPLE, Permission.ADMINISTER),
    Link("Turni", "/turni", Permission.READ),
    Link("Elenchi di persone iscritte altrove", LISTS, Permission.WRITE),
    Link("L'account WhatsApp e i modelli", ACCOUNT, Permission.READ),
    Link("Il registro degli atti", RECORD, Permission.ADMINISTER),
    Link("Esercitazioni del mese", DRILLS, Permission.OVERSEE),
)
_PERSON = f"{PEOPLE}/{{person}}"
_LIST = f"{LISTS}/{{import}}"

SCREEN = Screen(
    pages=(
        Page(PLACE, Permission.READ, show_index),
        Page(PEOPLE, Permission.ADMINISTER, show_people),
        Page(LISTS, Permission.WRITE, show_lists),
        Page(_LIST, Permission.WRITE, show_list),
        Page(ACCOUNT, Permission.READ, show_account),
        Page(RECORD, Permission.ADMINISTER, show_record),
        Page(DRILLS, Permission.OVERSEE, show_drills),
    ),
    forms=(
        Form(f"{PEOPLE}/invito", "POST /staff/people", PEOPLE, _invited),
        Form(
            f"{_PERSON}/ruolo", "POST /staff/people/{person}/roles", PEOPLE,
            say("Il ruolo è proposto: lo conferma un altro amministratore, entro 72 ore.", PEOPLE),
        ),
        Form(
            f"{_PERSON}/riammetti", "POST /staff/people/{person}/enable", PEOPLE,
            say("È proposto: lo conferma un altro amministratore, entro 72 ore.", PEOPLE),
        ),
        Form(
            f"{_PERSON}/togli-ruolo", "POST /staff/people/{person}/roles/{role}/take", PEOPLE,
            say("Il ruolo si toglie subito.", PEOPLE),
        ),
        Form(
            f"{_PERSON}/togli-accesso", "POST /staff/people/{person}/disable", PEOPLE,
            say("L'accesso si toglie subito, anche da dove è già entrato.", PEOPLE),
        ),
        Form(
            f"{_PERSON}/uscita", "POST /staff/people/{person}/sign-out", PEOPLE,
            say("Entro pochi secondi finisce ogni suo accesso; per continuare entra di nuovo.", PEOPLE),
        ),
        Form(f"{LISTS}/nuovo", "POST /staff/imports", LISTS, _handed_over),
        Form(
            f"{_LIST}/conferma", "POST /staff/imports/{import}/confirm", _LIST,
            say("Confermato: le persone si iscrivono una alla volta, e ogni esito si vede qui.", _LIST),
            takes=("seen", "people"),
        ),
        Form(f"{_LIST}/annulla", "POST /staff/imports/{import}/cancel", _LIST, say(
            "L'elenco è annullato e i suoi numeri si cancellano.", _LIST,
        )),
        Form(f"{_LIST}/richiesta", "POST /staff/imports/{import}/reconfirmation", _LIST, _asked_again),
        Form(f"{RECORD}/controllo", "GET /staff/audit/check", RECORD, show_checked),
        Form(f"{ACCOUNT}/divieto", "POST /staff/account/lift", ACCOUNT, _changed_account),
        Form(f"{ACCOUNT}/velocita", "POST /staff/account/rate", ACCOUNT, _changed_account),
        Form(f"{ACCOUNT}/limite", "POST /staff/account/messaging-limit", ACCOUNT, _changed_account),
    ),
    labels={
        "email": "Indirizzo e-mail",
        "name": "Nome",
        "roles": "Ruoli",
        "role": "Ruolo",
        "until": "Fino a",
        "reason": "Motivo",
        "seen": "Ho letto e confermo",
        "collected": "Dove e quando hanno dato il consenso",
        "legal_basis": "Base giuridica",
        "document": "Dove sta la prova",
        "confirm_by": "Ultimo giorno per confermare",
        "csv": "Elenco",
        "people": "Persone",
        "per_second": "Messaggi al secondo",
        "subject": "Nota",
        "day": "Giorno",
    },
)  # fmt: skip
