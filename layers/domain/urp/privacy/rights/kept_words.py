"""Why something stays, as the office reads it before it erases."""

from __future__ import annotations

from collections.abc import Mapping

from urp.privacy.rights.erasure import Why

IN_WORDS: Mapping[Why, str] = {
    Why.PROOF: "prova di iscrizioni e uscite, con il contatto a cui si riferiscono",
    Why.BLOCK: "blocco in vigore: chi lo ha deciso e perché; si cancella dopo la sua fine",
    Why.EVIDENCE: "prova trattenuta in un fascicolo: al cittadino non si dice se c'è",
    Why.REGISTER: "registro delle richieste: prova che la richiesta ha avuto risposta",
    Why.ACTS: "atti dell'ufficio: soltanto identificativi interni, mai numeri o parole",
    Why.BY_NOTICE: "a chi è andato quale avviso: si conserva per avviso e si cancella da sé",
    Why.COPY: "consegne di Meta intere, con messaggi anche di altri: si cancellano da sé",
}

ARTICLES: Mapping[Why, str] = {
    Why.PROOF: "17(3)(e)",
    Why.BLOCK: "17(3)(e)",
    Why.EVIDENCE: "17(3)(e)",
    Why.REGISTER: "17(3)(b)",
    Why.ACTS: "17(3)(b)",
    Why.BY_NOTICE: "17(3)(b)",
    Why.COPY: "12(3)",
}
"""Of the GDPR. The register and the acts are what arts. 5(2) and 24 oblige the town hall to be able to show;
copies are erased by their own clock, within the time a request may take."""
