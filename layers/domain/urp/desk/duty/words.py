"""What an alert says, by class: one table for the mail, the text message and the page.

Nothing of a citizen stands in it: mails and text messages lie on other people's servers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from urp.acts.alerts import TO_CONFIRM
from urp.desk import alarms
from urp.meaning.breaches import Breach

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from urp.desk.duty.model import ClimbTimes

LONGEST_SMS = 160
"""One part in the GSM alphabet (3GPP TS 23.038): no curly quotes, no capital È."""
CLIMBS = frozenset({"emergency", "distress", Breach.THREAT.value})
"""Dangers and threats: told again, and to others, until somebody says that they see to it."""


@dataclass(frozen=True, slots=True)
class Words:
    name: str
    """At most 52 characters of ASCII: SNS takes a mail's subject in nothing else, and a text message has room
    for no more beside its address."""
    happened: str
    """The first sentence, whole; since when is said after it."""
    first: str
    """What to do first."""
    unless: str
    """What happens if nobody does it. Empty of what climbs: it is made of the profile's minutes."""
    page: str
    """Below the console's address, with `{subject}` where it is of one thing."""


_112 = "Se chi ha scritto è in pericolo adesso e si capisce dov'è, chiama tu il 112."
_TALK, _NOTICE, _FILE, _PROPOSALS = (
    "/sportello/{subject}",
    "/avvisi/{subject}",
    "/fascicoli/{subject}",
    "/proposte",
)
_NOTICE_WAITS = "Se nessuno lo approva, non parte: non arriva a nessuno."
_DRILL = "Si scrive o si approva un avviso con «È un'esercitazione»: bastano due persone, l'una per l'altra."

WORDS: Mapping[str, Words] = {
    "emergency": Words(
        "qualcuno segnala un'emergenza",
        "Allo sportello WhatsApp qualcuno ha scritto di un'emergenza.",
        f"Apri la conversazione, leggila tutta e rispondi. {_112}",
        "",
        _TALK,
    ),
    "distress": Words(
        "qualcuno chiede aiuto",
        "Allo sportello WhatsApp qualcuno ha scritto che sta molto male o che non vuole più vivere.",
        f"Apri la conversazione, leggila tutta e rispondi con calma, anche con poche parole. {_112}",
        "",
        _TALK,
    ),
    Breach.THREAT.value: Words(
        "una minaccia da leggere",
        "Allo sportello WhatsApp è arrivata una minaccia. Il messaggio è coperto e c'è un caso da decidere.",
        "Apri il caso e leggi il messaggio. Se qualcuno può essere in pericolo adesso, chiama il 112.",
        "",
        "/ordine/casi/{subject}",
    ),
    alarms.POSSIBLE_DANGER: Words(
        "un possibile pericolo da leggere subito",
        "Allo sportello WhatsApp qualcuno ha scritto e potrebbe essere in pericolo.",
        "È in cima all'elenco: leggilo per primo e rispondi.",
        "Per un pericolo solo possibile nessun altro è avvisato: se non lo legge l'ufficio, nessuno lo legge.",
        _TALK,
    ),
    alarms.QUESTION_WAITS: Words(
        "una domanda aspetta risposta",
        "Allo sportello WhatsApp aspetta una domanda; prima non ne aspettava nessuna.",
        "Apri la conversazione e rispondi. Le domande che arrivano intanto stanno nell'elenco, senza e-mail.",
        "Dopo 24 ore dall'ultimo messaggio di chi ha scritto WhatsApp non lascia più rispondere liberamente.",
        _TALK,
    ),
    alarms.EVIDENCE_TO_APPROVE: Words(
        "un fascicolo di prove da approvare",
        "Un fascicolo di prove aspetta la seconda persona.",
        "Apri il fascicolo, leggi perché è stato proposto, poi approvalo o rifiutalo.",
        "Se nessuno decide, il fascicolo non si apre e i messaggi si cancellano alla loro scadenza.",
        _FILE,
    ),
    alarms.RELEASE_PROPOSED: Words(
        "proposto il rilascio di un fascicolo di prove",
        "È stato proposto di rilasciare un fascicolo di prove.",
        "Apri il fascicolo e leggi il motivo. Se non sei d'accordo, annulla la proposta.",
        "Se nessuno la annulla entro 72 ore, il fascicolo si può rilasciare.",
        _FILE,
    ),
    alarms.ERASURE_PROPOSED: Words(
        "proposta la cancellazione dei dati di una persona",
        "L'ufficio ha proposto di cancellare i dati di una persona.",
        "Apri la richiesta e leggi il motivo. Se non è giusta, annulla la proposta.",
        "Se nessuno la annulla entro 72 ore, la cancellazione si può fare, e non si torna indietro.",
        "/diritti/{subject}",
    ),
    alarms.SILENCE_LIFT_PROPOSED: Words(
        "proposta la fine anticipata del silenzio elettorale",
        "È stato proposto di finire prima un periodo di silenzio elettorale.",
        "Apri la pagina, leggi il motivo, poi conferma o lascia perdere.",
        "Se nessuno conferma, il silenzio continua fino alla sua data.",
        "/avvisi/silenzio",
    ),
    alarms.UNBLOCK_PROPOSED: Words(
        "proposta la fine di un blocco grave",
        "È stato proposto di togliere un blocco grave.",
        "Apri le proposte, leggi il motivo, poi conferma o annulla.",
        "Se nessuno conferma, il blocco resta.",
        _PROPOSALS,
    ),
    TO_CONFIRM: Words(
        "una proposta da confermare",
        "Una modifica che riguarda le regole, un elenco o un ruolo aspetta la seconda persona.",
        "Apri le proposte, leggi che cosa cambia e perché, poi conferma o annulla.",
        "Se nessuno conferma, tutto resta com'è.",
        _PROPOSALS,
    ),
    alarms.NOTICE_TO_APPROVE: Words(
        "un avviso da approvare",
        "Un avviso aspetta di essere approvato.",
        "Apri l'avviso, leggi il testo e a quante persone va, poi approvalo o rimandalo.",
        _NOTICE_WAITS,
        _NOTICE,
    ),
    alarms.TRAINING_TO_APPROVE: Words(
        "un'esercitazione da approvare",
        "Un avviso di esercitazione aspetta di essere approvato: non arriva a nessun cittadino.",
        "Apri l'avviso e leggilo come se fosse vero, poi approvalo o rimandalo.",
        "Se nessuno lo approva, l'esercitazione resta a metà.",
        _NOTICE,
    ),
    alarms.ANNOUNCEMENT_TO_APPROVE: Words(
        "un avviso ricorrente da approvare",
        "Un avviso ricorrente è stato scritto o cambiato e aspetta di essere approvato.",
        "Apri l'avviso ricorrente, leggi il testo e i giorni, poi approvalo o rimandalo.",
        "Se nessuno lo approva, il testo nuovo non si usa.",
        "/avvisi/ricorrenti/{subject}",
    ),
    alarms.EMERGENCY_TEXT_TO_APPROVE: Words(
        "un testo di emergenza da approvare",
        "Un testo di emergenza è stato scritto o cambiato e aspetta di essere approvato.",
        "Apri il testo, leggilo come lo leggerà chi lo riceve di notte, poi approvalo o rimandalo.",
        "Finché nessuno lo approva, di notte chi è di turno non lo può inviare.",
        "/avvisi/emergenza/{subject}",
    ),
    alarms.EMERGENCY_SENT_ALONE: Words(
        "un'emergenza inviata da una persona sola",
        "Una persona sola ha inviato ai cittadini un testo di emergenza già approvato.",
        "Apri l'avviso, leggi che cosa è partito e perché, e confermalo o scrivi la rettifica.",
        "Se nessuno lo verifica entro il tempo fissato, suona un allarme ogni giorno.",
        _NOTICE,
    ),
    alarms.EMERGENCY_NOT_REVIEWED: Words(
        "un'emergenza non ancora verificata",
        "Un'emergenza inviata da una persona sola non è stata verificata in tempo.",
        "Apri l'avviso, leggi che cosa è partito e perché, e confermalo o scrivi la rettifica.",
        "Finché nessuno lo fa, questo avviso torna ogni giorno.",
        _NOTICE,
    ),
    alarms.CHANNEL_POST_LATE: Words(
        "un testo da pubblicare nel Canale",
        "Un avviso è partito, ma il suo testo non è ancora nel Canale WhatsApp.",
        "Apri l'avviso, copia il testo nel Canale e segna che è pubblicato.",
        "Se nessuno lo fa, chi segue solo il Canale non lo legge. Non lo ricordiamo un'altra volta.",
        _NOTICE,
    ),
    alarms.DRILL_DUE: Words(
        "un'esercitazione del mese da fare",
        "Una persona che approva gli avvisi non ha ancora fatto l'esercitazione di questo mese.",
        f"Guarda in «Esercitazioni» di chi si tratta e accordatevi. {_DRILL}",
        "Nessuno perde un ruolo. Al terzo mese di seguito si avvisa l'amministrazione.",
        "/amministrazione/esercitazioni",
    ),
    alarms.DRILL_MISSED: Words(
        "la terza esercitazione di seguito mancata",
        "Una persona che approva gli avvisi non fa l'esercitazione da tre mesi o più.",
        f"Guarda in «Esercitazioni» di chi si tratta e chiedi perché. {_DRILL}",
        "Nessuno perde un ruolo, ma in un'emergenza quella persona non saprà come si fa.",
        "/amministrazione/esercitazioni",
    ),
}


def page_of(kind: str, subject: UUID) -> str:
    """Where it is dealt with, below the console's address. KeyError: a class without words."""
    return WORDS[kind].page.format(subject=subject)


def say_since(since: datetime, now: datetime) -> str:
    """`dalle 02:10`, or `dalle 23:50 del 6/12`. Both in the municipality's time."""
    day = "" if since.date() == now.date() else f" del {since.day}/{since.month}"
    return f"dalle {since:%H:%M}{day}"


def say_unless(kind: str, times: ClimbTimes) -> str:
    """What happens if nobody does anything; of what climbs in the profile's minutes."""
    if kind not in CLIMBS:
        return WORDS[kind].unless
    again, second, administrators = (
        round(each.total_seconds() / 60)
        for each in (times.again_after, times.second_after, times.administrators_after)
    )
    return (
        f"Se nessuno preme «Ci penso io», dopo {again} minuti l'avviso torna a chi è di turno,"
        f" dopo {second} va anche al secondo, dopo {administrators} a tutta l'amministrazione."
    )


@dataclass(frozen=True, slots=True)
class Mail:
    subject: str
    text: str


def write_mail(
    kind: str,
    since: datetime,
    now: datetime,
    url: str,
    times: ClimbTimes,
    *,
    further: int = 0,
    unheard: bool = False,
) -> Mail:
    """`since` and `now` in the municipality's time. `further`: messages of danger since, in the same
    conversation. `unheard`: it was told before, and nobody has said that they see to it."""
    words = WORDS[kind]
    more = {0: "", 1: " Poi ha scritto ancora una volta."}.get(
        further, f" Poi ha scritto altre {further} volte."
    )
    lines = [
        *(["Questo avviso è già partito, e nessuno ha ancora detto «Ci penso io».", ""] if unheard else []),
        f"{words.happened} Aspetta {say_since(since, now)}.{more}",
        "",
        f"Che cosa fare per prima cosa. {words.first}",
        "",
        "La pagina, dopo l'accesso:",
        url,
        "",
        say_unless(kind, times),
    ]
    return Mail(f"URP WhatsApp: {'ANCORA ' if unheard else ''}{words.name}", "\n".join(lines) + "\n")


def write_sms(kind: str, since: datetime, now: datetime, url: str, *, unheard: bool = False) -> str:
    """One part of a text message: the whole sentence where the address leaves room for it."""
    name = WORDS[kind].name
    still = "ANCORA " if unheard else ""
    whole = f"URP WhatsApp {say_since(since, now)}: {still}{name}. Apri {url}"
    return whole if len(whole) <= LONGEST_SMS else f"URP: {still}{name}. {url}"
