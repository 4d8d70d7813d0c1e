"""Insults, blasphemy, attacks on groups, threats: phrases around words that hurt, less what is harmless."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from urp.meaning.breaches import Breach
from urp.meaning.model import Kind, Meaning
from urp.meaning.moderation.inflections import forms
from urp.meaning.normalisation import Wording
from urp.meaning.phrases import Hit
from urp.meaning.word_files import entries_of, listed

_NAME = re.compile(r"(?<=[\w,;] )[A-Z][a-zà-ù']+")
"""A capital inside a sentence: a name, where the message is not all in capitals."""
_QUOTED = re.compile(r"[\"«“„][^\"»”“]{2,80}[\"»”]")


def read_threat(wording: Wording, hits: Sequence[Hit]) -> Meaning | None:
    if _sent_to_the_wrong_person(wording):
        return None
    for hit in _untrapped(wording, hits, "threats.threat.", "threats.traps."):
        return _meaning(Kind.THREAT, Breach.THREAT, wording, hit)
    return None


def read_offence(wording: Wording, hits: Sequence[Hit]) -> Meaning | None:
    """Only what is vulgar and said to somebody's face, and quotes nobody, is clear."""
    found = list(_untrapped(wording, hits, "insults.", "insults.traps."))
    group = next((hit for hit in found if hit.rule.startswith("insults.group.")), None)
    if group is not None:
        return _meaning(Kind.OFFENCE, Breach.ATTACK_ON_PERSONS_OR_GROUPS, wording, group)
    plain = next((hit for hit in found if hit.rule.startswith("insults.clear.")), None)
    if plain is not None:
        clear = not _speaks_of_words(wording)
        return _meaning(Kind.OFFENCE, Breach.OFFENSIVE_LANGUAGE, wording, plain, clear=clear)
    for hit in found:
        if hit.rule.startswith("insults.offence."):
            return _meaning(Kind.OFFENCE, Breach.OFFENSIVE_LANGUAGE, wording, hit)
    return None


def _untrapped(wording: Wording, hits: Sequence[Hit], rules: str, traps: str) -> Iterator[Hit]:
    trapped = {place for hit in hits if hit.rule.startswith(traps) for place in hit.at}
    for hit in hits:
        if not hit.rule.startswith(rules) or hit.rule.startswith(traps) or not trapped.isdisjoint(hit.at):
            continue
        if _in_one_sentence(wording, hit) and not _is_a_name(wording, hit):
            yield hit


def _in_one_sentence(wording: Wording, hit: Hit) -> bool:
    return wording.sentences[hit.at[0]] == wording.sentences[hit.at[-1]]


def _is_a_name(wording: Wording, hit: Hit) -> bool:
    """The word that would hurt is also an animal, a food or a surname, and has a capital."""
    words = {wording.words[place] for place in hit.at} & _words_with_other_meanings()
    return bool(words) and not words.isdisjoint(_names_in(wording.written))


@cache
def _words_with_other_meanings() -> frozenset[str]:
    stems = entries_of("insults", "forms")
    return frozenset(
        form for name in ("ambiguous", "slur", "mild") for stem in stems[name] for form in forms(stem)
    )


def _names_in(written: str) -> frozenset[str]:
    if written.upper() == written:
        return frozenset()
    return frozenset(name.casefold() for name in _NAME.findall(written))


def _speaks_of_words(wording: Wording) -> bool:
    """Somebody is quoted, or the message is about what was said or written: a person looks first."""
    told = not listed("insults", "telling").isdisjoint(wording.words)
    return told or _QUOTED.search(wording.raw) is not None


def _sent_to_the_wrong_person(wording: Wording) -> bool:
    return any(phrase in wording.raw for phrase in listed("threats", "wrong_person"))


def _meaning(kind: Kind, breach: Breach, wording: Wording, hit: Hit, *, clear: bool = False) -> Meaning:
    words = tuple(wording.words[place] for place in hit.at)
    return Meaning(kind, hit.rule, words, breach=breach, clear=clear)
