"""From a text to its meaning. Rules only, in a fixed order; each answer names the rule that gave it."""

from __future__ import annotations

from urp.meaning.emergencies import read_emergency
from urp.meaning.intents import read_intent
from urp.meaning.joining import read_joining
from urp.meaning.leaving import read_leaving, read_rights
from urp.meaning.model import Meaning
from urp.meaning.moderation import beside, read_breach
from urp.meaning.normalisation import read_words
from urp.meaning.weighing import weigh
from urp.meaning.word_files import phrase_book


def understand(text: str) -> Meaning:
    """Life before consent, consent before everything a person of the office could also answer."""
    wording = read_words(text)
    hits = phrase_book().hits(wording)
    first = (
        read_emergency(wording, hits)
        or read_rights(wording, hits)
        or read_leaving(wording, hits)
        or read_joining(wording, hits)
    )
    if first is not None:
        return first
    breach = read_breach(wording, hits)
    request = read_intent(wording) or weigh(wording, hits)
    return request if breach is None else beside(request, breach)
