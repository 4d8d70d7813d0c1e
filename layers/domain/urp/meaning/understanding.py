"""From a text to its meaning. Rules only, in a fixed order; each answer names the rule that gave it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from urp.meaning.breaches import Breach
from urp.meaning.counted_danger import LIFE
from urp.meaning.emergencies import read_emergency
from urp.meaning.intents import read_intent, read_person_wanted
from urp.meaning.joining import read_joining
from urp.meaning.language import written_in
from urp.meaning.leaving import obeyed, read_leaving, read_rights
from urp.meaning.model import Kind, Meaning
from urp.meaning.moderation import abuse_instead, beside, read_breach, solicits_instead
from urp.meaning.normalisation import Wording, read_words
from urp.meaning.phrase_places import Hit
from urp.meaning.second_reading import read_again
from urp.meaning.town_words import NO_TOWN, TownWords
from urp.meaning.two_matters import leaves_besides
from urp.meaning.weighing import weigh
from urp.meaning.word_counts import WordCounts, word_counts
from urp.meaning.word_files import phrase_book


def understand(text: str, counts: WordCounts | None = None, *, town: TownWords = NO_TOWN) -> Meaning:
    """With other counts than the file's a measurement leaves out what it measures."""
    wording = read_words(text, town)
    hits = phrase_book(town).hits(wording)
    meaning = read_again(by_rules(wording, hits), wording, hits, counts or word_counts())
    leaves = leaves_besides(wording) if meaning.kind in LIFE else ""
    return replace(obeyed(meaning, wording, hits), leaves=leaves, language=written_in(wording))


def understand_label(label: str) -> Meaning:
    """Of a button, or of its payload. Both are the town's own: how citizens speak tells nothing of them."""
    wording = read_words(label)
    hits = phrase_book().hits(wording)
    return obeyed(by_rules(wording, hits), wording, hits)


def by_rules(wording: Wording, hits: Sequence[Hit]) -> Meaning:
    """Life before consent, consent before everything a person of the office could also answer."""
    emergency = read_emergency(wording, hits)
    if emergency is not None:
        return abuse_instead(emergency, wording) or solicits_instead(emergency, wording) or emergency
    wanted = read_person_wanted(wording)
    if wanted is not None:
        return wanted
    breach = read_breach(wording, hits)
    consent = _consent(wording, hits)
    if consent is not None and not _sold(consent, breach):
        threatens = breach is not None and breach.breach is Breach.THREAT
        return replace(consent, breach=Breach.THREAT) if threatens else consent
    request = read_intent(wording) or weigh(wording, hits)
    return request if breach is None else beside(request, breach, hits)


def _consent(wording: Wording, hits: Sequence[Hit]) -> Meaning | None:
    return read_rights(wording, hits) or read_leaving(wording, hits) or read_joining(wording, hits)


def _sold(consent: Meaning, breach: Meaning | None) -> bool:
    """ "Iscriviti al mio canale" wants the reader to join."""
    return (
        consent.kind is Kind.WANTS_TO_JOIN
        and breach is not None
        and breach.kind in (Kind.SPAM, Kind.PROMOTION, Kind.FUND_RAISING)
    )
