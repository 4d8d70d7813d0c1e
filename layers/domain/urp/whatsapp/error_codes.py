"""The reaction to Meta's error codes.

Source: Meta's error code page (December 2025) and implementers. Titles and messages change; codes do not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

BLOCKED_BY_US = 130403
"""The recipient is on the block list of our own number."""

NO_DIRECT_SEND = frozenset({100, 131047, 139200, 2388318, 2388330})
"""To a text outside the window in the category utility: not enabled (or its category overlooked), blocked, or
its words refused. Nothing was sent."""


class ErrorClass(StrEnum):
    THROTTLED = "throttled"  # refused before processing by a limit of the number, the account or the app
    PAIR = "pair"  # too many messages to this one person: only this person waits, 4^x seconds
    AMBIGUOUS = "ambiguous"  # the message may have gone out
    NOT_SENT = "not_sent"  # Meta could not look at it for a moment: nothing was sent, and no retry is counted
    RECIPIENT = "recipient"  # final for this person and this message
    EXCLUDE = "exclude"  # this person asked Meta for no more of these
    WAIT = "wait"  # this person not again before 24 hours
    REQUEST = "request"  # the request or the template is wrong: this broadcast stops, a person looks
    ACCOUNT = "account"  # the account, the number or the token: all sending stops


@dataclass(frozen=True, slots=True)
class MetaError:
    """`explanation` is what staff read, in Italian; Meta's own sentence may hold ids and is never kept."""

    code: int
    error_class: ErrorClass
    explanation: str


def explain(code: int) -> MetaError:
    """An unknown code asks for a person to look: a hold can be resumed, a burnt audience cannot."""
    known = _KNOWN.get(code)
    if known is not None:
        return MetaError(code, *known)
    if code in _PERMISSIONS:
        return MetaError(code, ErrorClass.ACCOUNT, "Manca un'autorizzazione all'applicazione")
    return MetaError(code, ErrorClass.REQUEST, "Errore di Meta non ancora catalogato")


def is_known(code: int) -> bool:
    return code in _KNOWN or code in _PERMISSIONS


_PERMISSIONS = range(200, 300)  # Graph's permission family

_KNOWN: Mapping[int, tuple[ErrorClass, str]] = {
    # Throttles: refused before processing, the same message may be sent again.
    4: (ErrorClass.THROTTLED, "Troppe richieste dall'applicazione"),
    80007: (ErrorClass.THROTTLED, "Troppe richieste dall'account WhatsApp"),
    130429: (ErrorClass.THROTTLED, "Superato il ritmo di invio del numero"),
    132069: (ErrorClass.THROTTLED, "Modulo interattivo rallentato da Meta"),
    131056: (ErrorClass.PAIR, "Troppi messaggi ravvicinati alla stessa persona"),
    # The only four codes after which it is unknown whether the message was sent.
    1: (ErrorClass.AMBIGUOUS, "Errore sconosciuto di Meta"),
    2: (ErrorClass.AMBIGUOUS, "Servizio di Meta non disponibile"),
    131000: (ErrorClass.AMBIGUOUS, "Errore interno di Meta"),
    131016: (ErrorClass.AMBIGUOUS, "Servizio di Meta sovraccarico"),
    # A number or a server in maintenance: nothing was sent.
    131057: (ErrorClass.NOT_SENT, "Numero in manutenzione presso Meta (circa un minuto)"),
    133004: (ErrorClass.NOT_SENT, "Server di Meta temporaneamente non disponibile"),
    2494100: (ErrorClass.NOT_SENT, "Numero in manutenzione presso Meta (alcuni minuti)"),
    139102: (ErrorClass.NOT_SENT, "Elenco dei blocchi modificato nello stesso momento"),
    139103: (ErrorClass.NOT_SENT, "Blocco non riuscito per un errore interno di Meta"),
    # One person, one message: final.
    BLOCKED_BY_US: (ErrorClass.RECIPIENT, "Persona bloccata dal Comune su WhatsApp"),
    130472: (ErrorClass.RECIPIENT, "Persona esclusa da Meta dai messaggi promozionali (esperimento)"),
    # Meta counts this among account errors, but one foreign number must not stop a notice to the town.
    130497: (ErrorClass.RECIPIENT, "L'account non può scrivere a persone di quel Paese"),
    131021: (ErrorClass.RECIPIENT, "Destinatario e mittente coincidono"),
    131026: (
        ErrorClass.RECIPIENT,
        "Non recapitabile: numero senza WhatsApp, versione vecchia o condizioni non accettate",
    ),
    131030: (ErrorClass.RECIPIENT, "Destinatario non autorizzato per il numero di prova"),
    131047: (ErrorClass.RECIPIENT, "Sono passate più di 24 ore dall'ultimo messaggio della persona"),
    131062: (ErrorClass.RECIPIENT, "Questo messaggio non si può inviare a chi nasconde il numero"),
    137000: (ErrorClass.RECIPIENT, "Identità del destinatario cambiata"),
    139100: (ErrorClass.RECIPIENT, "Alcune persone non sono state bloccate o sbloccate"),
    131049: (
        ErrorClass.WAIT,
        "Non recapitato da Meta per non stancare la persona: non ritentare prima di 24 ore",
    ),
    131050: (ErrorClass.EXCLUDE, "La persona ha chiesto a WhatsApp di non ricevere messaggi promozionali"),
    # The request or the template.
    100: (ErrorClass.REQUEST, "Parametro non valido nella richiesta"),
    131008: (ErrorClass.REQUEST, "Manca un parametro obbligatorio"),
    131009: (ErrorClass.REQUEST, "Valore di un parametro non valido"),
    131051: (ErrorClass.REQUEST, "Tipo di messaggio non supportato"),
    131053: (ErrorClass.REQUEST, "Allegato non caricato"),
    131055: (ErrorClass.REQUEST, "Metodo non consentito"),
    131059: (ErrorClass.REQUEST, "Pagina di un elenco di Meta scaduta o non valida"),
    # Groups, which this service never writes to (Meta, "Groups API Error Codes", October 2025).
    131020: (ErrorClass.REQUEST, "Gruppo non valido: il servizio non scrive ai gruppi"),
    131041: (ErrorClass.REQUEST, "Gruppo inesistente: il servizio non scrive ai gruppi"),
    # Seen in webhooks of other projects; no page of Meta's explains them (looked for in November 2026).
    131014: (ErrorClass.REQUEST, "Codice di Meta visto da altri e non spiegato (131014)"),
    131035: (ErrorClass.REQUEST, "Codice di Meta visto da altri e non spiegato (131035)"),
    131036: (ErrorClass.REQUEST, "Codice di Meta visto da altri e non spiegato (131036)"),
    132000: (ErrorClass.REQUEST, "Numero di parametri diverso da quello del modello"),
    132001: (ErrorClass.REQUEST, "Modello o lingua inesistente o non approvata"),
    132005: (ErrorClass.REQUEST, "Testo del modello troppo lungo"),
    132007: (ErrorClass.REQUEST, "Contenuto del modello contrario alle regole di Meta"),
    132008: (ErrorClass.REQUEST, "Valore di un parametro del modello non valido"),
    132012: (ErrorClass.REQUEST, "Formato di un parametro del modello non valido"),
    # Meta's trouble with one template: this broadcast stops, the desk goes on answering.
    132015: (ErrorClass.REQUEST, "Modello sospeso da Meta, o messaggio trattenuto e poi scartato"),
    132016: (ErrorClass.REQUEST, "Modello disabilitato da Meta per sempre"),
    132018: (ErrorClass.REQUEST, "Parametri del modello non validi"),
    132068: (ErrorClass.REQUEST, "Modulo interattivo bloccato da Meta"),
    134100: (ErrorClass.REQUEST, "Canale riservato ai modelli promozionali"),
    134101: (ErrorClass.REQUEST, "Modello non ancora pronto presso Meta (fino a 10 minuti)"),
    134102: (ErrorClass.REQUEST, "Modello non disponibile su questo canale"),
    135000: (ErrorClass.REQUEST, "Errore generico nei parametri"),
    139200: (ErrorClass.REQUEST, "Invio diretto bloccato da Meta"),
    2388019: (ErrorClass.REQUEST, "Troppi modelli nell'account"),
    2388039: (ErrorClass.REQUEST, "Modello troppo lungo"),
    2388040: (ErrorClass.REQUEST, "Modello troppo lungo"),
    2388047: (ErrorClass.REQUEST, "Intestazione del modello non valida"),
    2388072: (ErrorClass.REQUEST, "Testo del modello non valido"),
    2388073: (ErrorClass.REQUEST, "Piè di pagina del modello non valido"),
    2388293: (ErrorClass.REQUEST, "Troppe variabili per la lunghezza del modello"),
    2388299: (ErrorClass.REQUEST, "Variabile all'inizio o alla fine del modello"),
    2388318: (ErrorClass.REQUEST, "Contenuto rifiutato da Meta"),
    2388330: (ErrorClass.REQUEST, "Contenuto rifiutato da Meta"),
    # The account, the number, the token.
    0: (ErrorClass.ACCOUNT, "Token di accesso non utilizzabile"),
    3: (ErrorClass.ACCOUNT, "L'applicazione non può usare questo metodo"),
    10: (ErrorClass.ACCOUNT, "Manca un'autorizzazione, o l'applicazione ha perso l'account"),
    33: (ErrorClass.ACCOUNT, "Il numero configurato non esiste o è stato eliminato"),
    190: (ErrorClass.ACCOUNT, "Token di accesso scaduto o revocato"),
    368: (ErrorClass.ACCOUNT, "Account bloccato temporaneamente per violazione delle regole"),
    131005: (ErrorClass.ACCOUNT, "Accesso negato"),
    131031: (ErrorClass.ACCOUNT, "Account bloccato o disabilitato"),
    131037: (ErrorClass.ACCOUNT, "Nome visualizzato non ancora approvato"),
    131042: (ErrorClass.ACCOUNT, "Problema con il metodo di pagamento"),
    131044: (ErrorClass.ACCOUNT, "Problema con il metodo di pagamento (chiamate)"),
    131045: (ErrorClass.ACCOUNT, "Registrazione del numero non valida"),
    131048: (ErrorClass.ACCOUNT, "Limite per messaggi segnalati come indesiderati: controllare la qualità"),
    131063: (ErrorClass.ACCOUNT, "Modelli promozionali disabilitati per questo account"),
    131064: (ErrorClass.ACCOUNT, "Invii limitati per modelli con categoria sbagliata"),
    133000: (ErrorClass.ACCOUNT, "Cancellazione precedente del numero non completata"),
    133005: (ErrorClass.ACCOUNT, "Codice di verifica in due passaggi errato"),
    133006: (ErrorClass.ACCOUNT, "Numero da verificare"),
    133008: (ErrorClass.ACCOUNT, "Troppi tentativi del codice di verifica"),
    133009: (ErrorClass.ACCOUNT, "Codice di verifica inserito troppo in fretta"),
    133010: (ErrorClass.ACCOUNT, "Numero non registrato"),
    133015: (ErrorClass.ACCOUNT, "Numero eliminato da poco: attendere cinque minuti"),
    133016: (ErrorClass.ACCOUNT, "Troppe registrazioni del numero: attendere 72 ore"),
    139101: (ErrorClass.ACCOUNT, "Elenco dei blocchi pieno (64.000)"),
}
