"""Words of the page and of what the office reads."""

from __future__ import annotations

from collections.abc import Mapping

from urp.moderation.evidence.custody import CustodyAct

ACTS: Mapping[CustodyAct, str] = {
    CustodyAct.PROPOSED: "proposto",
    CustodyAct.APPROVED: "approvato",
    CustodyAct.REFUSED: "rifiutato",
    CustodyAct.VIEWED: "letto",
    CustodyAct.FACTS: "fatti scritti",
    CustodyAct.SEALED: "sigillato",
    CustodyAct.CORRECTED: "correzione aggiunta",
    CustodyAct.EXPORTED: "esportato",
    CustodyAct.SENT: "inviato all'autorità",
    CustodyAct.RELEASED: "rilasciato",
}

DETAILS: Mapping[str, str] = {
    "motivo": "motivo",
    "notizia_acquisita": "notizia acquisita",
    "messaggi": "messaggi",
    "casi": "casi del registro",
    "fatti_sha256": "impronta dei fatti",
    "testo": "testo",
    "manifesto_sha256": "impronta del manifesto",
    "zip_sha256": "impronta dell'archivio",
    "byte": "byte",
    "inviato": "inviato",
    "a": "a chi",
    "riferimento": "riferimento",
    "proposto_da": "proposto da",
    "proposto_il": "proposto il",
}

KINDS: Mapping[str, str] = {
    "text": "testo",
    "button": "pulsante premuto",
    "button_reply": "pulsante premuto",
    "list_reply": "voce scelta",
    "image": "foto",
    "audio": "messaggio vocale",
    "video": "video",
    "document": "documento",
    "sticker": "adesivo",
    "location": "posizione",
    "contacts": "contatto",
    "edit": "modifica di un messaggio",
    "case": "testo (copia del caso)",
    "question": "testo (copia dello sportello)",
    "report": "testo (copia dello sportello)",
    "emergency": "testo (copia dello sportello)",
    "distress": "testo (copia dello sportello)",
    "possible_emergency": "testo (copia dello sportello)",
    "possible_distress": "testo (copia dello sportello)",
    "rights": "testo (copia dello sportello)",
    "answer": "risposta dell'ufficio",
    "resume": "richiesta di riscrivere",
}

NOT_TEXT = "senza testo: il servizio non scarica foto, voce, video e documenti"
