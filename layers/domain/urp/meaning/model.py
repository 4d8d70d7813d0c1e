"""What a message means: a label for whoever counts and compares, a kind for whoever acts, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Label(StrEnum):
    """The classifier's vocabulary, in Italian because people label test sentences with it."""

    ISCRIZIONE = "iscrizione"
    CANCELLAZIONE = "cancellazione"
    RICHIESTA_INFORMAZIONI = "richiesta_informazioni"
    SEGNALAZIONE = "segnalazione"
    RECLAMO = "reclamo"
    SUGGERIMENTO = "suggerimento"
    SALUTO = "saluto"
    RINGRAZIAMENTO = "ringraziamento"
    EMERGENZA = "emergenza"
    SPAM = "spam"
    OFFENSIVO = "offensivo"
    MINACCIA = "minaccia"
    DATI_TERZI = "dati_terzi"
    PROMOZIONE = "promozione"
    RACCOLTA_FONDI = "raccolta_fondi"
    ALTRO = "altro"


class Kind(StrEnum):
    """What the service can do about a message; one label may need two actions."""

    EMERGENCY = "emergency"
    DISTRESS = "distress"
    """A person at risk from themselves or from somebody at home."""
    ERASE_DATA = "erase_data"
    """A right used that also ends the subscription (art. 17 GDPR, or consent withdrawn)."""
    DATA_RIGHTS = "data_rights"
    LEAVE = "leave"
    HOW_TO_LEAVE = "how_to_leave"
    JOIN = "join"
    """The exact command and nothing else: the only thing that subscribes."""
    WANTS_TO_JOIN = "wants_to_join"
    """Not the exact command: asked to confirm, never subscribed in silence."""
    THIRD_PERSON = "third_person"
    """Tries to subscribe somebody else."""
    REPORT = "report"
    HOW_TO_REPORT = "how_to_report"
    COMPLAINT = "complaint"
    TOPICS = "topics"
    """Wants to choose what the notices are about."""
    HOURS = "hours"
    PRIVACY = "privacy"
    HELP = "help"
    GREETING = "greeting"
    THANKS = "thanks"
    ACKNOWLEDGED = "acknowledged"
    """"Ok" and the like: nothing to answer."""
    QUESTION = "question"


LABELS: Mapping[Kind, Label] = {
    Kind.EMERGENCY: Label.EMERGENZA,
    Kind.DISTRESS: Label.EMERGENZA,
    Kind.ERASE_DATA: Label.CANCELLAZIONE,
    Kind.DATA_RIGHTS: Label.RICHIESTA_INFORMAZIONI,
    Kind.LEAVE: Label.CANCELLAZIONE,
    Kind.HOW_TO_LEAVE: Label.RICHIESTA_INFORMAZIONI,
    Kind.JOIN: Label.ISCRIZIONE,
    Kind.WANTS_TO_JOIN: Label.ISCRIZIONE,
    Kind.THIRD_PERSON: Label.DATI_TERZI,
    Kind.REPORT: Label.SEGNALAZIONE,
    Kind.HOW_TO_REPORT: Label.RICHIESTA_INFORMAZIONI,
    Kind.COMPLAINT: Label.RECLAMO,
    Kind.TOPICS: Label.RICHIESTA_INFORMAZIONI,
    Kind.HOURS: Label.RICHIESTA_INFORMAZIONI,
    Kind.PRIVACY: Label.RICHIESTA_INFORMAZIONI,
    Kind.HELP: Label.SALUTO,
    Kind.GREETING: Label.SALUTO,
    Kind.THANKS: Label.RINGRAZIAMENTO,
    Kind.ACKNOWLEDGED: Label.ALTRO,
    Kind.QUESTION: Label.RICHIESTA_INFORMAZIONI,
}


@dataclass(frozen=True, slots=True)
class Meaning:
    kind: Kind
    rule: str
    """Which rule decided, such as `leaving.command`: a person can look it up in the word files."""
    words: tuple[str, ...] = ()
    """The words it decided on, as normalised. May hold what a citizen wrote: never into a log."""
    keyword: bool = False
    """The whole message is a word of the menu, such as "Orari": answered as a command is."""

    @property
    def label(self) -> Label:
        return LABELS[self.kind]
