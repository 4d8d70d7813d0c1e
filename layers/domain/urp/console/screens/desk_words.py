"""What the desk's codes are called on its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.desk.model import ConversationStatus, MessageKind
from urp.desk.outbox import Delivery, ReplyState
from urp.moderation.api.case_figures import BREACHES
from urp.town.municipality.codes import CATEGORY_NAMES, RedirectKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from urp.desk.api.conversation_json import AnswerJson

KINDS: Mapping[str, str] = {
    MessageKind.QUESTION: "domanda",
    MessageKind.REPORT: "segnalazione",
    MessageKind.EMERGENCY: "pericolo",
    MessageKind.DISTRESS: "richiesta di aiuto",
    MessageKind.POSSIBLE_EMERGENCY: "forse un pericolo",
    MessageKind.POSSIBLE_DISTRESS: "forse una richiesta di aiuto",
    MessageKind.RIGHTS: "richiesta sui propri dati",
    MessageKind.ANSWER: "risposta",
    MessageKind.NOT_OPENED: "contenuto non aperto",
    MessageKind.RESUME: "invito a riscrivere",
    MessageKind.NOTE: "nota dell'ufficio",
}
STATUSES: Mapping[str, str] = {
    ConversationStatus.OPEN: "in attesa di risposta",
    ConversationStatus.ANSWERED: "con risposta",
    ConversationStatus.CLOSED: "chiusa",
}
REASONS: Sequence[tuple[str, str]] = (
    ("answer", "Serve per rispondere"),
    ("danger", "Qualcuno è in pericolo"),
    ("authority", "Lo chiede un'autorità"),
    ("data_subject", "Lo chiede la persona, sui propri dati"),
    ("block", "Serve per decidere un blocco"),
)
REDIRECT_KINDS: Sequence[tuple[str, str]] = (
    (RedirectKind.REPORT, "segnalazione"),
    (RedirectKind.COMPLAINT, "reclamo"),
    (RedirectKind.SUGGESTION, "suggerimento"),
)
CATEGORIES: Sequence[tuple[str, str]] = tuple((code.value, name) for code, name in CATEGORY_NAMES.items())
BREACH_NAMES: Sequence[tuple[str, str]] = tuple((code.value, name) for code, name in BREACHES.items())
LANGUAGES: Sequence[tuple[str, str]] = (("it", "italiano"), ("en", "inglese"))
OUTCOMES: Mapping[str, str] = {
    "asked": "invito partito",
    "asked_before": "già invitata, non ha ancora scritto",
    "window_open": "ha riscritto: si può rispondere",
    "citizen_blocked": "persona bloccata: niente invito",
    "conversation_closed": "chiusa nel frattempo",
    "not_found": "non c'è più",
}


def describe_reply(reply: AnswerJson) -> str:
    """How far an answer is: said whole, since nobody calls it back from WhatsApp."""
    match reply.state, reply.delivery:
        case _, Delivery.READ:
            return "letta"
        case _, Delivery.DELIVERED:
            return "consegnata"
        case _, Delivery.FAILED:
            return "non consegnata: la persona non l'ha letta"
        case ReplyState.REFUSED, _:
            return "non inviata: la persona non l'ha letta"
        case ReplyState.UNCLEAR, _:
            return "incerta: nessuno sa se è arrivata"
        case ReplyState.ACCEPTED, _:
            return "inviata"
        case _:
            return "in coda"
