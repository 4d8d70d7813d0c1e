"""Ordine: cases, and blocks here and at WhatsApp."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from urp.acts.permissions import Permission
from urp.console.colleagues import read_names
from urp.console.screens.desk_words import REASONS
from urp.console.screens.proposals import find_proposal, say_proposed
from urp.console.visits import Done, Form, Page, Part, Screen, View, Visit, fill_in, say
from urp.console.words import name_contact, write_short
from urp.moderation.api.block_json import (
    AtWhatsAppJson,
    BlockedCitizenJson,
    BlocksAtWhatsAppJson,
    BlocksJson,
    CitizenJson,
    LiftedBlockJson,
)
from urp.moderation.api.case_figures import BREACHES, OUTCOMES, STEPS
from urp.moderation.api.case_json import CaseJson, CasesJson
from urp.moderation.casebook.model import CaseState, StepKind

if TYPE_CHECKING:
    from uuid import UUID

STATES: Mapping[CaseState, str] = {
    CaseState.PROPOSED: "Aspetta una decisione",
    CaseState.ESCALATED: "Passato al gestore del servizio: decide un amministratore",
    CaseState.APPEALED: "La persona ha chiesto una verifica: aspetta una risposta",
    CaseState.DECIDED: "Deciso",
}
_DECISIONS: Mapping[StepKind, tuple[str, str]] = {
    StepKind.DISMISSED: (
        "Non è una violazione",
        "Il messaggio torna allo sportello, se la persona non l'ha cancellato. Chi era stato avvisato legge "
        "che l'avviso non vale più.",
    ),
    StepKind.NOTED: ("È una violazione, basta prenderne nota", "La persona non legge niente."),
    StepKind.WARNED: (
        "Primo avviso",
        "La persona legge il motivo, le regole e a chi chiedere una verifica.",
    ),
    StepKind.WARNED_AGAIN: (
        "Secondo avviso",
        "La persona legge il motivo, le regole, a chi chiedere una verifica, e che poi c'è il blocco.",
    ),
    StepKind.UNBLOCKED: (
        "Togli il blocco dato in questo caso",
        "La persona legge che può scrivere di nuovo.",
    ),
    StepKind.ESCALATED: (
        "Passa al gestore del servizio",
        "Da qui decide soltanto un amministratore, anche sui blocchi di questa persona. "
        "La persona non legge niente.",
    ),
    StepKind.APPEAL_RECEIVED: (
        "La persona chiede una verifica",
        "Legge che la richiesta è arrivata; il caso aspetta la risposta.",
    ),
    StepKind.APPEAL_UPHELD: (
        "Accogli la verifica",
        "La persona aveva ragione: cadono il blocco e l'avviso dati in questo caso. Legge l'esito.",
    ),
    StepKind.APPEAL_REJECTED: ("Respingi la verifica", "Resta com'è. La persona legge l'esito."),
    StepKind.HIDDEN: ("Togli il messaggio dalla conversazione", "La persona non legge niente."),
}
"""What is decided with a reason alone, and what the citizen reads then."""
_BLOCK_EVENTS: Mapping[str, str] = {
    "blocked": "Blocco nello sportello",
    "unblocked": "Blocco tolto",
    "whatsapp_block_chosen": "Scelto il blocco anche su WhatsApp",
    "whatsapp_block_lifted": "Deciso di togliere il blocco su WhatsApp",
    "blocked_at_whatsapp": "WhatsApp ha bloccato",
    "refused_by_whatsapp": "WhatsApp non ha bloccato",
    "unblocked_at_whatsapp": "WhatsApp ha tolto il blocco",
}
_MOVING = frozenset({"pending", "unknown", "lifting"})
"""Of a block at WhatsApp: it changes by itself, so the page looks again."""


@dataclass(frozen=True, slots=True)
class _List:
    name: str
    title: str
    empty: str
    state: CaseState = CaseState.PROPOSED
    unread: bool = False


_LISTS: Mapping[str, _List] = {
    "": _List("Da decidere", "Casi da decidere", "Nessun caso aspetta una decisione."),
    "nascosti": _List(
        "Nascosti non letti",
        "Messaggi nascosti che nessuno ha ancora letto",
        "Ogni messaggio nascosto da una regola è stato letto da una persona.",
        unread=True,
    ),
    "gestore": _List(
        "Passati al gestore",
        "Casi passati al gestore del servizio",
        "Nessun caso aspetta il gestore del servizio.",
        CaseState.ESCALATED,
    ),
    "verifiche": _List(
        "Verifiche chieste",
        "Verifiche chieste dalle persone",
        "Nessuna verifica aspetta una risposta.",
        CaseState.APPEALED,
    ),
    "decisi": _List("Decisi", "Casi decisi", "Nessun caso è stato ancora deciso.", CaseState.DECIDED),
}


def show_cases(visit: Visit) -> View:
    chosen = visit.query.get("elenco", "")
    wanted = _LISTS.get(chosen, _LISTS[""])
    cases = visit.ask(
        "/staff/cases",
        CasesJson,
        state=None if wanted.unread else wanted.state,
        unread="true" if wanted.unread else None,
        cursor=visit.query.get("da"),
    )
    values = {"cases": cases, "lists": _LISTS, "chosen": chosen, "wanted": wanted, **_words()}
    return View("moderation/cases.html", wanted.title, values)


def show_case(visit: Visit) -> View:
    return _to_case_view(visit, visit.ask(f"/staff/cases/{visit.path['case']}", CaseJson))


def show_whole_case(visit: Visit, case: CaseJson) -> View:
    return _to_case_view(visit, case, whole=True)


def _to_case_view(visit: Visit, case: CaseJson, *, whole: bool = False) -> View:
    reads_desk = visit.may(Permission.READ_DESK)
    possible = [(each, *_DECISIONS[each]) for each in _DECISIONS if each in case.possible_steps]
    end = visit.now + timedelta(days=visit.municipality.moderation.block_days)
    values = {
        "case": case,
        "whole": whole,
        "decisions": possible,
        "person": visit.ask(f"/staff/citizens/{case.citizen}", CitizenJson) if reads_desk else None,
        "reads_desk": reads_desk,
        "name_of": read_names(visit),
        "block_end": end,
        "reveal_reasons": REASONS,
        **_words(),
    }
    title = f"{BREACHES[case.breach]}: messaggio di {write_short(case.written_at, visit.now, visit.zone)}"
    return View("moderation/case.html", title, values)


def show_blocks(visit: Visit) -> View:
    blocks = visit.ask("/staff/blocks", BlocksJson, cursor=visit.query.get("da"))
    values = {"blocks": blocks, "name_of": read_names(visit), **_words()}
    return View("moderation/blocks.html", "Persone bloccate", values)


def show_person(visit: Visit) -> View:
    person = visit.ask(f"/staff/citizens/{visit.path['citizen']}", CitizenJson)
    blocked = person.block is not None
    values = {
        "person": person,
        "proposal": find_proposal(visit, "citizen.unblock", person.citizen) if blocked else None,
        "name_of": read_names(visit),
        "events": _BLOCK_EVENTS,
        "block_end": visit.now + timedelta(days=visit.municipality.moderation.block_days),
        **_to_mirror(visit, person),
        **_words(),
    }
    who = name_contact(person.phone)
    title = f"Blocco del {who}" if blocked else f"{who.capitalize()}: nessun blocco"
    return View("moderation/person.html", title, values)


def show_mirror(visit: Visit) -> View:
    person = visit.ask(f"/staff/citizens/{visit.path['citizen']}", CitizenJson)
    return View("moderation/mirror.html", "", {"person": person, **_to_mirror(visit, person)})


def find_mirror_version(visit: Visit) -> str:
    person = visit.ask(f"/staff/citizens/{visit.path['citizen']}", CitizenJson)
    return _to_version(person.at_whatsapp)


def _to_mirror(visit: Visit, person: CitizenJson) -> Mapping[str, object]:
    mirror, left = person.at_whatsapp, person.whatsapp_block_seconds_left
    return {
        "mirror": mirror,
        "moving": mirror is not None and mirror.state in _MOVING,
        "version": _to_version(mirror),
        "takes_until": visit.now + timedelta(seconds=left) if left else None,
    }


def _to_version(mirror: AtWhatsAppJson | None) -> str:
    return f"{mirror.state}-{mirror.attempts}-{mirror.changed_at:%H%M%S}" if mirror else "none"


def show_comparison(visit: Visit) -> View:
    found = visit.ask("/staff/blocks/whatsapp", BlocksAtWhatsAppJson)
    return View("moderation/comparison.html", "Blocchi nell'elenco di Meta", {"found": found, **_words()})


def _words() -> Mapping[str, object]:
    return {"breaches": BREACHES, "outcomes": OUTCOMES, "steps": STEPS, "states": STATES}


def _say_decided(visit: Visit, case: CaseJson) -> Done:
    taken = case.steps[-1]
    told = "La persona lo legge in chat." if taken.told else "Alla persona non parte nessun messaggio."
    return Done(f"Scritto nel caso: {STEPS[taken.kind].lower()}. {told}", f"/ordine/casi/{case.id}")


def _say_lifted(visit: Visit, lifted: LiftedBlockJson) -> Done:
    said = say_proposed(visit, lifted.proposed) if lifted.proposed else "Blocco tolto."
    return Done(said, _to_person(lifted.citizen))


def _say_blocked(_: Visit, blocked: BlockedCitizenJson) -> Done:
    told = (
        "L'avviso alla persona è in partenza." if blocked.notice else "Alla persona non parte nessun avviso."
    )
    return Done(f"Blocco in vigore. {told}", _to_person(blocked.citizen))


def _to_person(citizen: UUID) -> str:
    return fill_in("/ordine/blocchi/{citizen}", {"citizen": str(citizen)})


_CASE = "/ordine/casi/{case}"
_PERSON = "/ordine/blocchi/{citizen}"
_META = "/ordine/blocchi/whatsapp"
_STEP = "POST /staff/cases/{case}/steps"

SCREEN = Screen(
    pages=(
        Page("/ordine", Permission.READ_DESK, show_cases),
        Page(_CASE, Permission.READ_DESK, show_case, "case"),
        Page("/ordine/blocchi", Permission.READ_DESK, show_blocks),
        Page(_META, Permission.MODERATE, show_comparison),
        Page(_PERSON, Permission.READ_DESK, show_person),
    ),
    parts=(Part(f"{_PERSON}/stato", Permission.READ_DESK, find_mirror_version, show_mirror),),
    forms=(
        Form(f"{_CASE}/decisione", _STEP, _CASE, _say_decided),
        Form(f"{_CASE}/blocco", _STEP, _CASE, _say_decided),
        Form(f"{_CASE}/segnalato", _STEP, _CASE, _say_decided),
        Form(
            f"{_CASE}/visto", "POST /staff/cases/{case}/acknowledge", _CASE,
            say("Scritto che il messaggio è stato letto. Il caso aspetta ancora una decisione.", _CASE),
        ),
        Form(f"{_CASE}/testo", "GET /staff/cases/{case}", _CASE, show_whole_case),
        Form(f"{_PERSON}/blocca", "POST /staff/citizens/{citizen}/block", _PERSON, _say_blocked),
        Form(f"{_PERSON}/togli", "POST /staff/citizens/{citizen}/unblock", _PERSON, _say_lifted),
        Form(
            f"{_PERSON}/whatsapp", "POST /staff/citizens/{citizen}/whatsapp-block", _PERSON,
            say("Scelto: prima parte l'avviso alla persona, poi si chiede il blocco a WhatsApp.", _PERSON),
        ),
        Form(
            f"{_PERSON}/whatsapp/togli", "POST /staff/citizens/{citizen}/whatsapp-unblock", _PERSON,
            say("Si sta togliendo il blocco su WhatsApp. Quello nello sportello resta.", _PERSON),
        ),
        Form(
            f"{_META}/confronto", "POST /staff/blocks/whatsapp/compare", _META,
            say("Confronto chiesto: si fa adesso, e questa pagina lo mostra fra qualche minuto.", _META),
        ),
        Form(
            f"{_META}/{{entry}}/togli", "POST /staff/blocks/whatsapp/{entry}/lift", _META,
            say("Si sta togliendo il blocco su WhatsApp.", _META),
        ),
        Form(f"{_META}/{{entry}}/adotta", "POST /staff/blocks/whatsapp/{entry}/adopt", _META, _say_blocked),
    ),
    labels={
        "step": "Che cosa decidi",
        "reason": "Motivo",
        "beyond_ladder": "Perché il blocco viene prima dei due avvisi",
        "until": "Fino a",
        "permanent": "Senza una fine",
        "notify": "Avviso alla persona",
        "reported_at": "Quando il contatto è stato segnalato",
        "breach": "Categoria",
        "emergencies_will_not_reach_us": "Nemmeno un'emergenza arriverà",
        "reveal": "Testo intero",
    },
)  # fmt: skip
"""Files of evidence have a screen of their own, `evidence.py`."""
