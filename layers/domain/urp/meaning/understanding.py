"""From a text to its meaning. Rules only, in a fixed order; each answer names the rule that gave it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from urp.language import UNKNOWN, Language
from urp.meaning.breaches import Breach
from urp.meaning.counted_danger import LIFE
from urp.meaning.emergencies import read_emergency
from urp.meaning.foreign import Words, heard_in, is_partly_ours, is_the_command, languages_of, words_of
from urp.meaning.intents import read_intent, read_person_wanted
from urp.meaning.joining import read_joining
from urp.meaning.language import written_in
from urp.meaning.leaving import obeyed, read_leaving, read_rights
from urp.meaning.model import Kind, Meaning
from urp.meaning.moderation import abuse_instead, beside, read_breach, solicits_instead
from urp.meaning.needs import with_needs
from urp.meaning.normalisation import Wording, read_words
from urp.meaning.phrase_places import Hit
from urp.meaning.report_and_question import both_in
from urp.meaning.second_reading import read_again
from urp.meaning.town_words import NO_TOWN, TownWords
from urp.meaning.two_matters import leaves_besides
from urp.meaning.weighing import weigh
from urp.meaning.word_counts import WordCounts, word_counts
from urp.meaning.word_files import listed, phrase_book


def understand(text: str, counts: WordCounts | None = None, *, town: TownWords = NO_TOWN) -> Meaning:
    """With other counts than the file's a measurement leaves out what it measures."""
    wording = read_words(text, town)
    hits = phrase_book(town).hits(wording)
    counts = counts or word_counts()
    read = partial(_read, counts=counts)
    meaning = with_needs(read(wording, hits), wording, hits, read)
    if both_in(meaning, wording):
        meaning = replace(meaning, both=True, doubtful=False)
    leaves = leaves_besides(wording) if meaning.kind in LIFE else ""
    understood = replace(obeyed(meaning, wording, hits), leaves=leaves, language=written_in(wording))
    words = words_of(text)
    languages = languages_of(words, text, counts)
    return _in_another_language(understood, wording, words, languages) if languages else understood


def _in_another_language(as_ours: Meaning, wording: Wording, words: Words, languages: Words) -> Meaning:
    """A danger heard in Italian or English is one beside any other words; one that only counts heard is sure
    only beside Italian ones. In no known language it is ours, badly spelt. The command is the command."""
    heard, language = heard_in(languages, words, wording.written), languages[0]
    if as_ours.kind in LIFE and (heard.kind not in LIFE or heard.doubtful):
        if language == UNKNOWN and not as_ours.doubtful:
            return as_ours
        partly = is_partly_ours(language, words)
        if partly or not as_ours.doubtful:
            heard = replace(as_ours, doubtful=as_ours.doubtful or (as_ours.counted and not partly))
    elif heard.kind not in LIFE and is_the_command(language, words):
        heard = Meaning(Kind.LEAVE, "foreign.command", wording.words)
    elif heard.kind not in LIFE and not listed("intents", "help_calls").isdisjoint(wording.words):
        heard = Meaning(Kind.EMERGENCY, "foreign.help_call", doubtful=True)
    leaves = leaves_besides(wording) if heard.kind in LIFE else ""
    return replace(heard, leaves=leaves, language=Language.ENGLISH, written_in=language)


def _read(wording: Wording, hits: Sequence[Hit] | None = None, *, counts: WordCounts) -> Meaning:
    found = phrase_book(wording.town).hits(wording) if hits is None else hits
    return read_again(by_rules(wording, found), wording, found, counts)


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
    if breach is None or breach.in_need:
        return breach or request
    return beside(request, breach, hits)


def _consent(wording: Wording, hits: Sequence[Hit]) -> Meaning | None:
    return read_rights(wording, hits) or read_leaving(wording, hits) or read_joining(wording, hits)


def _sold(consent: Meaning, breach: Meaning | None) -> bool:
    """ "Iscriviti al mio canale" wants the reader to join."""
    return (
        consent.kind is Kind.WANTS_TO_JOIN
        and breach is not None
        and breach.kind in (Kind.SPAM, Kind.PROMOTION, Kind.FUND_RAISING)
    )
