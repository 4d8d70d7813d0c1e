"""How a block at WhatsApp stands, in words of the office."""

from __future__ import annotations

from urp.citizens.blocks import MirrorProblem, MirrorState, WhatsAppBlock
from urp.whatsapp.blocking import MOST_BLOCKED
from urp.whatsapp.error_codes import explain

_CAN_WRITE = "Può scrivere; qui resta bloccato."
_STATES = {
    MirrorState.PENDING: "In attesa: prima parte l'avviso alla persona, poi si chiede a WhatsApp.",
    MirrorState.UNKNOWN: "WhatsApp non ha ancora dato una risposta certa: si chiede di nuovo, e al più tardi "
    "lo dice il confronto con l'elenco di Meta.",
    MirrorState.BLOCKED: "Bloccato anche su WhatsApp: non arriva più nulla, nemmeno un'emergenza.",
    MirrorState.REFUSED: f"Non bloccato su WhatsApp. {_CAN_WRITE}",
    MirrorState.NOT_CARRIED: "Ha cambiato numero, e WhatsApp non accetta ancora il blocco di quello nuovo: "
    f"si riprova quando scrive. {_CAN_WRITE}",
    MirrorState.MISSING: f"Non è più nell'elenco di Meta, e nessuno qui l'ha tolto. {_CAN_WRITE}",
    MirrorState.LIFTING: "Si sta togliendo il blocco su WhatsApp.",
    MirrorState.LIFTED: "Il blocco su WhatsApp è stato tolto.",
}
_AGAIN = "Meta non l'ha ancora fatto: si chiede di nuovo."
_PROBLEMS = {
    MirrorProblem.TOO_LATE: "WhatsApp consente il blocco solo entro 24 ore dall'ultimo messaggio.",
    MirrorProblem.GIVEN_UP: "Si è chiesto tante volte, senza riuscirci.",
}
_CODES = {
    131047: "la persona non ha scritto a questo numero nelle ultime 24 ore, o non è su WhatsApp",
    139101: f"l'elenco dei blocchi di Meta è pieno ({MOST_BLOCKED:,} persone)".replace(",", "."),
}
"""Where a code says something else about a block than about a message."""


def in_words(mirror: WhatsAppBlock) -> str:
    again = mirror.state is MirrorState.PENDING and mirror.attempts
    sentences = [_AGAIN if again else _STATES[mirror.state]]
    if mirror.problem is not None:
        sentences.append(_PROBLEMS[mirror.problem])
    if mirror.code is not None:
        said = _CODES.get(mirror.code, explain(mirror.code).explanation)
        sentences.append(f"Meta: {said} ({mirror.code}).")
    return " ".join(sentences)
