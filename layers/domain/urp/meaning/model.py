"""What a message means: a label to count it, a kind to act on, and the rule that decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from urp.language import Language
from urp.meaning.breaches import Breach


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
    WANTS_TO_LEAVE = "wants_to_leave"
    """Not in words that can mean nothing else: told how, in one word, never taken off in silence."""
    JOIN = "join"
    """The exact command and nothing else: the only thing that subscribes."""
    WANTS_TO_JOIN = "wants_to_join"
    """Not the exact command: asked to confirm, never subscribed in silence."""
    THIRD_PERSON = "third_person"
    """Wants somebody else to have the notices too."""
    THIRD_PERSONS_NUMBER = "third_persons_number"
    """The same, giving away that person's number."""
    REPORT = "report"
    HOW_TO_REPORT = "how_to_report"
    COMPLAINT = "complaint"
    SUGGESTION = "suggestion"
    """An idea or praise: by the Disciplinare it takes the same channels as a report."""
    PRAISE = "praise"
    """Praise and nothing else: thanked, and told where it reaches an office."""
    TOPICS = "topics"
    """Wants to choose what the notices are about, or only some of them."""
    CHANNEL = "channel"
    """Wants to follow the one-way Channel."""
    WITHOUT_WHATSAPP = "without_whatsapp"
    """Asks for somebody who has no WhatsApp."""
    WANTS_TO_CALL = "wants_to_call"
    """Cannot see or write, and wants to speak."""
    NO_HOME = "no_home"
    """Has no roof: the social services, and a person at the desk."""
    HOURS = "hours"
    PRIVACY = "privacy"
    HELP = "help"
    GREETING = "greeting"
    THANKS = "thanks"
    ACKNOWLEDGED = "acknowledged"
    """"Ok" and the like: nothing to answer."""
    QUESTION = "question"
    OFFENCE = "offence"
    THREAT = "threat"
    OTHER_PEOPLES_DATA = "other_peoples_data"
    SPAM = "spam"
    PROMOTION = "promotion"
    FUND_RAISING = "fund_raising"
    OTHER = "other"
    """Nothing that asks anything of the office."""


LIFE = frozenset({Kind.EMERGENCY, Kind.DISTRESS})
"""Kinds of a danger to life."""

LABELS: Mapping[Kind, Label] = {
    Kind.EMERGENCY: Label.EMERGENZA,
    Kind.DISTRESS: Label.EMERGENZA,
    Kind.ERASE_DATA: Label.CANCELLAZIONE,
    Kind.DATA_RIGHTS: Label.RICHIESTA_INFORMAZIONI,
    Kind.LEAVE: Label.CANCELLAZIONE,
    Kind.HOW_TO_LEAVE: Label.RICHIESTA_INFORMAZIONI,
    Kind.WANTS_TO_LEAVE: Label.CANCELLAZIONE,
    Kind.JOIN: Label.ISCRIZIONE,
    Kind.WANTS_TO_JOIN: Label.ISCRIZIONE,
    Kind.THIRD_PERSON: Label.ISCRIZIONE,
    Kind.THIRD_PERSONS_NUMBER: Label.DATI_TERZI,
    Kind.REPORT: Label.SEGNALAZIONE,
    Kind.HOW_TO_REPORT: Label.RICHIESTA_INFORMAZIONI,
    Kind.COMPLAINT: Label.RECLAMO,
    Kind.TOPICS: Label.RICHIESTA_INFORMAZIONI,
    Kind.CHANNEL: Label.ISCRIZIONE,
    Kind.WITHOUT_WHATSAPP: Label.RICHIESTA_INFORMAZIONI,
    Kind.WANTS_TO_CALL: Label.RICHIESTA_INFORMAZIONI,
    Kind.NO_HOME: Label.RICHIESTA_INFORMAZIONI,
    Kind.HOURS: Label.RICHIESTA_INFORMAZIONI,
    Kind.PRIVACY: Label.RICHIESTA_INFORMAZIONI,
    Kind.HELP: Label.SALUTO,
    Kind.GREETING: Label.SALUTO,
    Kind.THANKS: Label.RINGRAZIAMENTO,
    Kind.ACKNOWLEDGED: Label.ALTRO,
    Kind.QUESTION: Label.RICHIESTA_INFORMAZIONI,
    Kind.SUGGESTION: Label.SUGGERIMENTO,
    Kind.PRAISE: Label.SUGGERIMENTO,
    Kind.OFFENCE: Label.OFFENSIVO,
    Kind.THREAT: Label.MINACCIA,
    Kind.OTHER_PEOPLES_DATA: Label.DATI_TERZI,
    Kind.SPAM: Label.SPAM,
    Kind.PROMOTION: Label.PROMOZIONE,
    Kind.FUND_RAISING: Label.RACCOLTA_FONDI,
    Kind.OTHER: Label.ALTRO,
}


COUNTED = "counts."


@dataclass(frozen=True, slots=True)
class Meaning:
    kind: Kind
    rule: str
    """Which rule decided, such as `leaving.command`: a person can look it up in the word files."""
    words: tuple[str, ...] = ()
    """The words it decided on, as normalised. May hold what a citizen wrote: never into a log."""
    keyword: bool = False
    """The whole message is a word of the menu, such as "Orari": answered as a command is."""
    breach: Breach | None = None
    """What the rules of the service forbid in it, whatever else it asks. Never beside an emergency."""
    clear: bool = False
    """Of a breach: so plain that the first warning may go out before a person has looked."""
    in_need: bool = False
    """Of a question, or a danger: the writer lacks money, so they are told of the social services."""
    besides: Kind | None = None
    """What a message with other people's data asks of the office; its label stays that of the breach."""
    doubtful: bool = False
    """Between a report and a question: the citizen is asked, with two buttons. Of a danger: it is only
    possible, so nobody is called out and the citizen is told whom to call (`emergency_rules`: when not)."""
    leaves: str = ""
    """Of a danger: the sentence beside it that is the command to leave, carried out too. The consent ledger
    keeps this alone: it outlives what citizens say of their lives."""
    both: bool = False
    """A report in one sentence, a question in another: both are answered."""
    child: bool = False
    """A child speaks of themselves."""
    worried: bool = False
    """Of what is no danger: it would be a possible one if a child said it."""
    language: Language = Language.ITALIAN
    """The language the citizen is answered in."""
    written_in: str = ""
    """An ISO code (`urp.language.HEARD`) or `UNKNOWN`; nothing of Italian and English."""

    @property
    def label(self) -> Label:
        return LABELS[self.kind]

    @property
    def counted(self) -> bool:
        """Nothing but the words of other messages speaks for it: a suspicion."""
        return self.rule.startswith(COUNTED)
