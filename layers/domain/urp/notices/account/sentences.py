"""From one change of Meta's to the notes it leaves. What is not understood leaves a note all the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from urp.notices.account.meta_words import (
    ACCOUNT_EVENTS,
    ALERTS,
    DECISIONS,
    LOST_ACCESS,
    NUMBER_EVENTS,
    OTHER_FIELDS,
    QUALITY,
    REJECTED_FOR,
    RESTRICTED,
    SECURITY,
    SILENT_EVENTS,
    TEMPLATE_STOPS,
    USERNAME,
    translate,
)
from urp.notices.account.model import AccountNote
from urp.town.templates.model import MessageTemplate
from urp.whatsapp.account import (
    AccountAlert,
    AccountChange,
    AccountEvent,
    AccountReview,
    BusinessUsername,
    CallReceived,
    HeldByAnother,
    IdentityUpdate,
    MarketingPreference,
    NumberErrors,
    NumberName,
    NumberQuality,
    OtherChange,
    SecurityEvent,
    SettingsChanged,
    SharedNumber,
    TemplateCategory,
    TemplateEdited,
    TemplateQuality,
    TemplateStatus,
)
from urp.whatsapp.error_codes import ErrorClass
from urp.whatsapp.origin import Elsewhere
from urp.whatsapp.reach import MessagingLimit

_TEMPLATE_GOES = {"APPROVED", "REINSTATED", "UNARCHIVED"}
_STOPPING_RESTRICTIONS = {"RESTRICTED_BIZ_INITIATED_MESSAGING", "RESTRICTED_UTILITY_TEMPLATES"}
_SHARED = "Il numero è usato anche dall'app WhatsApp Business: può inviare 20 messaggi al secondo."
_CALLED = "Qualcuno chiama il numero su WhatsApp: le chiamate si disattivano nelle sue impostazioni."
_HELD_BY_ANOTHER = (
    "Un'altra applicazione, o l'assistente automatico di Meta (Business Agent), risponde a chi scrive al"
    " Comune: lo sportello non riceve quelle conversazioni. Va spento subito presso Meta."
)


def notes_of(change: AccountChange, at: datetime) -> Iterator[AccountNote]:
    match change:
        case TemplateStatus() | TemplateQuality() | TemplateCategory() | TemplateEdited():
            yield _template_note(change, at)
        case AccountEvent():
            yield from _event_notes(change, at)
        case NumberQuality():
            yield _number_note(change, at)
            if change.limit is not None:
                yield limit_note(change.limit, at)
        case SharedNumber() | CallReceived() | BusinessUsername() | SettingsChanged() | HeldByAnother():
            yield _settings_note(change, at)
        case MessagingLimit():
            yield limit_note(change, at)
        case MarketingPreference():
            yield _preference_note(change, at)
        case _:
            yield _other_note(change, at)


def _template_note(
    change: TemplateStatus | TemplateQuality | TemplateCategory | TemplateEdited, at: datetime
) -> AccountNote:
    match change:
        case TemplateEdited(name=name):
            sentence = (
                f"Qualcuno ha modificato il testo del modello «{name}» presso Meta: i suoi avvisi "
                "sono sospesi finché un amministratore non lo ha controllato."
            )
            return AccountNote(f"words/{name}", at, sentence, serious=True, forbids=True)
        case TemplateStatus(name=name, event=event, reason=reason) if event in TEMPLATE_STOPS:
            why = f" Motivo di Meta: {REJECTED_FOR[reason]}." if reason in REJECTED_FOR else ""
            sentence = f"Il modello «{name}» è {TEMPLATE_STOPS[event]}. I suoi avvisi sono sospesi.{why}"
            return AccountNote(f"template/{name}", at, sentence, serious=True, forbids=True)
        case TemplateStatus(name=name, event=event) if event in _TEMPLATE_GOES:
            return AccountNote(f"template/{name}", at, f"Il modello «{name}» si può usare.")
        case TemplateStatus(name=name, event="FLAGGED"):
            sentence = f"Il modello «{name}» è segnalato: se non migliora, Meta lo disattiva."
            return AccountNote(f"template-event/{name}", at, sentence)
        case TemplateStatus(name=name, event=event):
            return AccountNote(f"template-event/{name}", at, f"Meta segnala «{event}» per «{name}».")
        case TemplateQuality(name=name, current=quality):
            sentence = f"Qualità del modello «{name}»: {translate(QUALITY, quality)}."
            return AccountNote(f"template-quality/{name}", at, sentence, serious=quality == "RED")
        case TemplateCategory(name=name, current=category, done=True):
            sentence = f"Meta ha spostato il modello «{name}» nella categoria {category}: cambia il costo."
            return AccountNote(f"category/{name}", at, sentence, serious=True, category=category)
        case TemplateCategory(name=name, current=category):
            sentence = f"Meta sta per spostare il modello «{name}» nella categoria {category}."
            return AccountNote(f"coming-category/{name}", at, sentence, serious=True)


type PriceOf = Callable[[str, datetime], str | None]
"""What Meta asks for one message of a category in the town's country at a moment, written out."""


def no_price(category: str, at: datetime) -> None:
    """Where nobody reckons prices."""


def with_price(
    note: AccountNote, price: PriceOf, templates: Mapping[str, MessageTemplate], now: datetime
) -> AccountNote:
    """A template that Meta moved: what a message costs now, and whether its notices are held (see
    `rules.forbidden`). `templates`: the profile's, by name."""
    if note.category is None:
        return note
    euro = price(note.category.lower(), now)
    told = f"Un messaggio ora costa {euro}." if euro else "Il prezzo nuovo non è noto."
    ours = templates.get(note.template or "")
    if ours is None:
        return replace(note, sentence=f"{note.sentence} {told}")
    if ours.category.value == note.category:
        follows = "È di nuovo quella del profilo: i suoi avvisi possono partire."
    else:
        follows = "I suoi avvisi sono sospesi finché il profilo ne indica un'altra."
    return replace(note, sentence=f"{note.sentence} {told} {follows}")


def _event_notes(change: AccountEvent, at: datetime) -> Iterator[AccountNote]:
    for restriction in change.restrictions:
        stops = restriction.kind in _STOPPING_RESTRICTIONS
        end = f" fino al {restriction.until:%d/%m/%Y}" if restriction.until is not None else ""
        sentence = f"Meta limita l'account{end}: {translate(RESTRICTED, restriction.kind)}."
        yield AccountNote(
            f"restriction/{restriction.kind}",
            at,
            sentence,
            serious=True,
            forbids=stops,
            until=restriction.until,
        )
    if change.ban is not None or change.event in ("DISABLED_UPDATE", "ACCOUNT_DELETED"):
        yield _ban_note(change, at)
    elif change.violation is not None:
        sentence = f"Meta contesta una violazione ({change.violation}): si può chiedere il riesame."
        yield AccountNote("account/violation", at, sentence, serious=True)
    elif change.event in LOST_ACCESS:
        yield AccountNote("account/access", at, LOST_ACCESS[change.event], serious=True)
    elif not change.restrictions and change.event not in SILENT_EVENTS:
        unknown = f"Meta comunica «{change.event}» per l'account."
        yield AccountNote(f"account/{change.event}", at, ACCOUNT_EVENTS.get(change.event, unknown))


def _ban_note(change: AccountEvent, at: datetime) -> AccountNote:
    match change.ban:
        case "REINSTATE":
            return AccountNote("account/ban", at, "Meta ha riattivato l'account.")
        case "SCHEDULE_FOR_DISABLE":
            return AccountNote("account/ban", at, "Meta disattiverà l'account: serve agire.", serious=True)
        case _:
            sentence = "Meta ha disattivato l'account: nessun avviso può partire."
            return AccountNote("account/ban", at, sentence, serious=True, forbids=True)


def _number_note(change: NumberQuality, at: datetime) -> AccountNote:
    match change.event:
        case "THROUGHPUT_UPGRADE":
            return AccountNote("number/throughput", at, "Il numero può inviare 1.000 messaggi al secondo.")
        case "FLAGGED":
            sentence = "La qualità del numero è scesa: troppe persone lo bloccano o lo segnalano."
            return AccountNote("number/quality", at, sentence, serious=True)
        case "UNFLAGGED":
            return AccountNote("number/quality", at, "La qualità del numero è tornata buona.")
        case event:
            unknown = f"Meta comunica «{event}» per il numero."
            return AccountNote(f"number/{event}", at, NUMBER_EVENTS.get(event, unknown))


def note_of_elsewhere(elsewhere: Elsewhere, field: str, at: datetime) -> AccountNote:
    """Names neither: a number in a note would be shown in the office's list."""
    whose = "account" if elsewhere is Elsewhere.ANOTHER_ACCOUNT else "numero"
    return AccountNote(
        f"{elsewhere}/{field}",
        at,
        f"Comunicazione di Meta per un altro {whose} ({field}): qui non cambia nulla.",
    )


def limit_note(limit: MessagingLimit, at: datetime, *, by_staff: bool = False) -> AccountNote:
    people = "senza limite" if limit.people is None else f"{limit.people} in 24 ore"
    who = " (indicato da una persona dell'ufficio)" if by_staff else ""
    return AccountNote(
        "account/limit", at, f"Persone raggiungibili fuori dalle conversazioni: {people}{who}."
    )


def _settings_note(
    change: SharedNumber | CallReceived | BusinessUsername | SettingsChanged | HeldByAnother, at: datetime
) -> AccountNote:
    match change:
        case SharedNumber():
            return AccountNote("number/throughput", at, _SHARED)
        case BusinessUsername(status=status):
            sentence = f"Nome utente del Comune su WhatsApp: {translate(USERNAME, status)}."
            return AccountNote("account/username", at, sentence)
        case SettingsChanged(settings=settings):
            named = f" ({', '.join(settings)})" if settings else ""
            sentence = f"Qualcuno ha cambiato le impostazioni presso Meta{named}."
            return AccountNote("number/settings", at, sentence)
        case HeldByAnother():
            return AccountNote("number/held-by-another", at, _HELD_BY_ANOTHER, serious=True)
        case CallReceived():
            return AccountNote("number/calls", at, _CALLED)


def _preference_note(change: MarketingPreference, at: datetime) -> AccountNote:
    """By the key that stands for the person, so that the last word of each counts once."""
    return AccountNote(f"preference/{change.person}", change.at or at, change.choice.value)


def _other_note(change: AccountChange, at: datetime) -> AccountNote:
    match change:
        case AccountAlert(kind=kind, severity=severity):
            sentence = f"Avviso di Meta: {translate(ALERTS, kind)}."
            return AccountNote(f"alert/{kind}", at, sentence, serious=severity == "CRITICAL")
        case AccountReview(decision=decision):
            sentence = f"Esito dell'esame dell'account: {translate(DECISIONS, decision)}."
            return AccountNote("account/review", at, sentence, serious=decision == "REJECTED")
        case NumberName(decision=decision):
            sentence = f"Nome visibile del numero: {translate(DECISIONS, decision)}."
            return AccountNote("number/name", at, sentence, serious=decision == "REJECTED")
        case SecurityEvent(event=event):
            told = translate(SECURITY, event)
            sentence = f"Sicurezza del numero: {told}. Se non è stato l'ufficio, serve agire subito."
            return AccountNote("number/security", at, sentence, serious=True)
        case NumberErrors(errors=()):
            return AccountNote("number/errors", at, "Meta segnala errori del numero, senza codice.")
        case NumberErrors(errors=errors):
            sentence = "Errori segnalati da Meta: " + "; ".join(each.explanation for each in errors) + "."
            serious = any(each.error_class is ErrorClass.ACCOUNT for each in errors)
            return AccountNote("number/errors", at, sentence, serious=serious)
        case IdentityUpdate():
            return AccountNote("other/identity", at, "Meta ha cambiato l'identificativo di una persona.")
        case OtherChange(field=field):
            unknown = f"Comunicazione di Meta non riconosciuta: {field}."
            return AccountNote(f"other/{field}", at, OTHER_FIELDS.get(field, unknown))
        case _:
            return AccountNote("other/unknown", at, "Comunicazione di Meta non riconosciuta.")
