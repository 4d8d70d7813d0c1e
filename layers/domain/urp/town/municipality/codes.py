"""What a redirected message is about, in the codes the office counts by."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class RedirectKind(StrEnum):
    """As the Disciplinare tells them apart."""

    REPORT = "report"
    """A segnalazione: a situation that can become a danger or a disservice."""
    COMPLAINT = "complaint"
    """A reclamo: a service of the administration works badly."""
    SUGGESTION = "suggestion"
    """A suggerimento: an idea for the town, praise too."""


class Category(StrEnum):
    STRADE = "STRADE"
    MARCIAPIEDI = "MARCIAPIEDI"
    TOMBINI = "TOMBINI"
    ILLUMINAZIONE = "ILLUMINAZIONE"
    SEMAFORI_SEGNALETICA = "SEMAFORI_SEGNALETICA"
    RIFIUTI = "RIFIUTI"
    VERDE_ALBERI = "VERDE_ALBERI"
    ACQUA_FOGNE = "ACQUA_FOGNE"
    PARCHI_GIOCHI = "PARCHI_GIOCHI"
    ARREDO = "ARREDO"
    ANIMALI_INFESTANTI = "ANIMALI_INFESTANTI"
    CIMITERI = "CIMITERI"
    SCUOLE_IMPIANTI = "SCUOLE_IMPIANTI"
    TRASPORTI = "TRASPORTI"
    EDIFICI_PERICOLO = "EDIFICI_PERICOLO"
    RUMORE_ODORI = "RUMORE_ODORI"
    VEICOLI_SOSTA = "VEICOLI_SOSTA"
    BARRIERE = "BARRIERE"
    ALTRO = "ALTRO"


KIND_NAMES: Mapping[RedirectKind, str] = {
    RedirectKind.REPORT: "Segnalazioni",
    RedirectKind.COMPLAINT: "Reclami",
    RedirectKind.SUGGESTION: "Suggerimenti",
}
CATEGORY_NAMES: Mapping[Category, str] = {
    Category.STRADE: "Strade",
    Category.MARCIAPIEDI: "Marciapiedi",
    Category.TOMBINI: "Tombini e caditoie",
    Category.ILLUMINAZIONE: "Illuminazione pubblica",
    Category.SEMAFORI_SEGNALETICA: "Semafori e segnaletica",
    Category.RIFIUTI: "Rifiuti e pulizia",
    Category.VERDE_ALBERI: "Verde e alberi",
    Category.ACQUA_FOGNE: "Acqua e fogne",
    Category.PARCHI_GIOCHI: "Parchi e giochi",
    Category.ARREDO: "Arredo urbano",
    Category.ANIMALI_INFESTANTI: "Animali e infestanti",
    Category.CIMITERI: "Cimiteri",
    Category.SCUOLE_IMPIANTI: "Scuole e impianti sportivi",
    Category.TRASPORTI: "Trasporti",
    Category.EDIFICI_PERICOLO: "Edifici e muri pericolanti",
    Category.RUMORE_ODORI: "Rumori e odori",
    Category.VEICOLI_SOSTA: "Veicoli e sosta",
    Category.BARRIERE: "Barriere architettoniche",
    Category.ALTRO: "Altro",
}
