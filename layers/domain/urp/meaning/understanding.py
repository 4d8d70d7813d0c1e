"""From a text to its meaning. Rules only, in a fixed order; each answer names the rule that gave it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from urp.meaning.breaches import Breach
from urp.meaning.emergencies import read_emergency
from urp.meaning.intents import read_intent
from urp.meaning.joining import read_joining
from urp.meaning.language import written_in
from urp.meaning.leaving import read_leaving, read_rights
from urp.meaning.model import Kind, Meaning
from urp.meaning.moderation import abuse_instead, beside, read_breach
from urp.meaning.normalisation import Wording, read_words
from urp.meaning.phrases import Hit
from urp.meaning.weighing import weigh
from urp.meaning.wishes import wants_to_join, wants_to_leave
from urp.meaning.word_files import phrase_book

_SOLICITING = frozenset({Breach.FUND_RAISING, Breach.PROMOTION, Breach.SPAM})
"""Who collects for the victims of a fire is in none: nobody adds an IBAN to a cry for help."""


def understand(text: str) -> Meaning:
    wording = read_words(text)
    return replace(_meant(wording, phrase_book().hits(wording)), language=written_in(wording))


def _meant(wording: Wording, hits: Sequence[Hit]) -> Meaning:
    """Life before consent, consent before everything a person of the office could also answer."""
    emergency = read_emergency(wording, hits)
    breach = read_breach(wording, hits)
    solicits = breach is not None and breach.breach in _SOLICITING
    if emergency is not None and not (solicits and emergency.kind is Kind.EMERGENCY):
        return abuse_instead(emergency, wording) or emergency
    consent = _consent(wording, hits)
    if consent is not None:
        threatens = breach is not None and breach.breach is Breach.THREAT
        return replace(consent, breach=Breach.THREAT) if threatens else consent
    request = read_intent(wording) or weigh(wording, hits)
    return request if breach is None else beside(request, breach, hits)


def _consent(wording: Wording, hits: Sequence[Hit]) -> Meaning | None:
    """The words of the rules first; signs that only together are a wish come last."""
    return (
        read_rights(wording, hits)
        or read_leaving(wording, hits)
        or read_joining(wording, hits)
        or wants_to_leave(wording)
        or wants_to_join(wording)
    )
