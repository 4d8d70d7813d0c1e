"""Meta's own words for events, as the office reads them. A word that is not here is shown as it came."""

from __future__ import annotations

TEMPLATE_STOPS = {
    "PAUSED": "in pausa: troppe persone lo hanno segnalato",
    "DISABLED": "disattivato per sempre",
    "REJECTED": "respinto",
    "DELETED": "cancellato",
    "PENDING_DELETION": "in cancellazione",
    "ARCHIVED": "archiviato",
    "LOCKED": "bloccato",
    "PENDING": "in esame",
    "IN_APPEAL": "in attesa del riesame",
    "LIMIT_EXCEEDED": "oltre il numero di modelli che Meta consente",
}
REJECTED_FOR = {
    "ABUSIVE_CONTENT": "contenuto offensivo",
    "INCORRECT_CATEGORY": "categoria sbagliata",
    "INVALID_FORMAT": "forma non valida",
    "PROMOTIONAL": "contenuto promozionale",
    "SCAM": "somiglia a una truffa",
    "TAG_CONTENT_MISMATCH": "lingua o categoria diverse dal testo",
}
RESTRICTED = {
    "RESTRICTED_BIZ_INITIATED_MESSAGING": "nessun avviso può partire",
    "RESTRICTED_UTILITY_TEMPLATES": "i modelli di servizio non si possono inviare",
    "RESTRICTED_CUSTOMER_INITIATED_MESSAGING": "lo sportello non può rispondere a chi scrive",
    "RESTRICTED_DIRECT_SEND_UTILITY_TEMPLATES": "le emergenze partono solo con il loro modello",
    "RESTRICTED_ADD_PHONE_NUMBER_ACTION": "non si possono aggiungere numeri",
    "RESTRICTED_BIZ_INITIATED_CALLING": "il numero non può chiamare",
    "RESTRICTED_USER_INITIATED_CALLING": "il numero non può ricevere chiamate",
}
LOST_ACCESS = {
    "ACCOUNT_OFFBOARDED": "Il numero è uscito dalla piattaforma: gli invii potrebbero fallire. "
    "Serve agire subito.",
    "PARTNER_REMOVED": "Un partner non ha più accesso all'account: se gli invii passano da lui, falliranno. "
    "Serve agire subito.",
    "PARTNER_APP_UNINSTALLED": "L'applicazione non ha più accesso all'account: gli invii falliranno. "
    "Serve agire subito.",
}
ACCOUNT_EVENTS = {
    "AUTH_INTL_PRICE_ELIGIBILITY_UPDATE": "Meta cambia il prezzo dei codici di accesso inviati all'estero: "
    "il Comune non ne invia.",
    "BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE": "Meta ha registrato il paese dell'account.",
    "PARTNER_ADDED": "Un partner ha ora accesso all'account: se nessuno lo ha deciso, va tolto presso Meta.",
    "PARTNER_APP_INSTALLED": "Un'applicazione ha ora accesso all'account: se nessuno lo ha deciso, va tolta "
    "presso Meta.",
    "PARTNER_CLIENT_CERTIFICATION_STATUS_UPDATE": "Meta aggiorna la verifica dell'account da parte di un "
    "partner.",
    "VOLUME_BASED_PRICING_TIER_UPDATE": "Meta cambia lo scaglione di prezzo per volume: il costo di un "
    "avviso può scendere.",
}
SILENT_EVENTS = {"APPROVED", "VERIFIED_ACCOUNT", "AD_ACCOUNT_LINKED", "MM_LITE_TERMS_SIGNED"}
ALERTS = {
    "INCREASED_CAPABILITIES_ELIGIBILITY_DEFERRED": "Meta rinvia la decisione su un limite più alto",
    "INCREASED_CAPABILITIES_ELIGIBILITY_FAILED": "Meta non concede un limite più alto",
    "INCREASED_CAPABILITIES_ELIGIBILITY_NEED_MORE_INFO": "Per un limite più alto Meta chiede altri documenti",
    "OBA_APPROVED": "Meta ha concesso la spunta di account ufficiale",
    "OBA_REJECTED": "Meta non ha concesso la spunta di account ufficiale",
    "PROFILE_PICTURE_LOST": "L'immagine del profilo è andata persa: va ricaricata",
}
DECISIONS = {
    "APPROVED": "approvato",
    "AVAILABLE_WITHOUT_REVIEW": "approvato senza esame",
    "DECLINED": "respinto",
    "DEFERRED": "rinviato",
    "EXPIRED": "scaduto",
    "NON_EXISTS": "mancante",
    "PENDING": "in esame",
    "REJECTED": "respinto",
}
QUALITY = {"GREEN": "buona", "YELLOW": "media", "RED": "bassa, Meta può metterlo in pausa"}
USERNAME = {"approved": "approvato", "deleted": "eliminato", "reserved": "riservato"}
SECURITY = {
    "PIN_CHANGED": "è stato cambiato il PIN",
    "PIN_RESET_REQUEST": "qualcuno ha chiesto di azzerare il PIN",
    "PIN_REQUEST_SUCCESS": "il PIN è stato azzerato",
}
NUMBER_EVENTS = {
    "ONBOARDING": "Il numero è stato collegato alla piattaforma.",
    "UPGRADE": "Meta ha alzato il limite del numero.",
    "DOWNGRADE": "Meta ha abbassato il limite del numero.",
}
OTHER_FIELDS = {
    "business_status_update": "Meta ha cambiato lo stato dell'azienda: va guardato nelle pagine di Meta.",
}


def translate(words: dict[str, str], word: str | None) -> str:
    return words.get(word or "", word or "senza motivo")
