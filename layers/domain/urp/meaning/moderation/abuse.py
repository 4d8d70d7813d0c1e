"""Reads insults, blasphemy, attacks on groups, threats: phrases around words that hurt, less idioms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from urp.meaning.breaches import Breach
from urp.meaning.model import Kind, Meaning
from urp.meaning.moderation.lexicon import load_forms_of, weigh_signs
from urp.meaning.normalisation import Wording, read_words
from urp.meaning.phrases import Hit
from urp.meaning.word_files import load_words

_NAME = re.compile(r"(?<=[\w,;] )[A-Z][a-zà-ù']+")
"""A capital inside a sentence: a name, where the message is not all in capitals."""
_QUOTED = re.compile(r"[\"«“„][^\"»”“]{2,80}[\"»”]")

_FEWEST_OUTSIDE = 3
_GRAVITY = {"_grave": 2, "_strong": 1}


@dataclass(frozen=True, slots=True)
class _Enough:
    weight: int
    gravity: int
    """One grave sign, or so many strong ones."""


_ENOUGH = {"threats.veiled": _Enough(5, gravity=2), "insults.aimed": _Enough(3, gravity=1)}
_LONGEST_VOCATIVE = 6


def read_threat(wording: Wording, hits: Sequence[Hit]) -> Meaning | None:
    if _is_sent_to_the_wrong_person(wording):
        return None
    for hit in _drop_trapped(wording, hits, "threats.threat.", "threats.traps."):
        return _meaning_of(Kind.THREAT, Breach.THREAT, wording, hit)
    return _read_signs(wording, hits, "threats.veiled", Kind.THREAT, Breach.THREAT)


def read_offence(wording: Wording, hits: Sequence[Hit]) -> Meaning | None:
    """Read an offence; clear only if vulgar, said to the reader, not quoted and not taken back."""
    found = list(_drop_trapped(wording, hits, "insults.", "insults.traps."))
    group = next((hit for hit in found if hit.rule.startswith("insults.group.")), None)
    if group is not None:
        return _meaning_of(Kind.OFFENCE, Breach.ATTACK_ON_PERSONS_OR_GROUPS, wording, group)
    clear_ones = (hit for hit in found if hit.rule.startswith("insults.clear."))
    plain = next((hit for hit in clear_ones if _is_in_one(wording.clauses, hit)), None)
    if plain is not None:
        clear = not (_speaks_of_words(wording) or _is_taken_back(wording, plain))
        return _meaning_of(Kind.OFFENCE, Breach.OFFENSIVE_LANGUAGE, wording, plain, clear=clear)
    for hit in found:
        if hit.rule.startswith("insults.offence."):
            return _meaning_of(Kind.OFFENCE, Breach.OFFENSIVE_LANGUAGE, wording, hit)
    return _read_only_insults(wording) or _read_signs(
        wording, hits, "insults.aimed", Kind.OFFENCE, Breach.OFFENSIVE_LANGUAGE
    )


def _read_signs(
    wording: Wording, hits: Sequence[Hit], signs: str, kind: Kind, breach: Breach
) -> Meaning | None:
    """A threat without its words, an insult not said straight: signs that say it only together."""
    file = signs.partition(".")[0]
    weight, speaking = weigh_signs(_drop_trapped(wording, hits, f"{signs}_", f"{file}.traps."), signs)
    enough = _ENOUGH[signs]
    grave = sum(
        _GRAVITY[table] for table in _GRAVITY for hit in speaking if hit.rule.startswith(signs + table)
    )
    if weight < enough.weight or grave < enough.gravity:
        return None
    words = tuple(wording.words[place] for hit in speaking for place in hit.at)
    return Meaning(kind, speaking[0].rule, words, breach=breach)


def words_of_abuse(wording: Wording, hits: Sequence[Hit]) -> frozenset[str]:
    """Every word that belongs to a threat or an insult."""
    abuse = (
        *_drop_trapped(wording, hits, "threats.", "threats.traps."),
        *_drop_trapped(wording, hits, "insults.", "insults.traps."),
    )
    return frozenset(wording.words[place] for hit in abuse for place in hit.at)


def _drop_trapped(wording: Wording, hits: Sequence[Hit], rules: str, traps: str) -> Iterator[Hit]:
    trapped = {
        place for hit in hits if hit.rule.startswith(traps) and _holds(wording, hit) for place in hit.at
    }
    quoted = _quoted_words(wording)
    for hit in hits:
        if not hit.rule.startswith(rules) or hit.rule.startswith(traps) or not trapped.isdisjoint(hit.at):
            continue
        if any(wording.words[place] in quoted for place in hit.at):
            continue
        if _is_in_one(wording.sentences, hit) and not _is_a_name(wording, hit):
            yield hit


def _holds(wording: Wording, trap: Hit) -> bool:
    """ "Sono" is "I am" where a sentence begins with it; after those it is said of it is "they are"."""
    place = trap.at[0]
    if wording.words[place] not in ("sono", "so"):
        return True
    begins = place == 0 or wording.clauses[place - 1] != wording.clauses[place]
    return begins or wording.words[place - 1] in load_words("insults", "before_self")


def _quoted_words(wording: Wording) -> frozenset[str]:
    """Of what stands in quotation marks inside a longer message: a title, or what somebody else said."""
    quotes = _QUOTED.findall(wording.raw)
    words = frozenset(word for quote in quotes for word in read_words(quote).words)
    outside = sum(word not in words for word in wording.words)
    return words if quotes and outside >= _FEWEST_OUTSIDE else frozenset()


def _read_only_insults(wording: Wording) -> Meaning | None:
    """A clause that is an insult and nothing else: "cretini", "rispondete, ignoranti"."""
    fillers = load_words("insults", "fillers")
    known = load_forms_of("MILD") | load_forms_of("DULL") | load_forms_of("CONTEMPT")
    for clause, run in groupby(range(len(wording.words)), key=wording.clauses.__getitem__):
        words = [wording.words[place] for place in run]
        said = [word for word in words if word in known or word not in fillers]
        if not said or len(words) > _LONGEST_VOCATIVE or not _is_said_to_somebody(wording, words):
            continue
        if known.issuperset(said) and known.isdisjoint(names_in(wording.written)) and clause >= 0:
            return Meaning(Kind.OFFENCE, "insults.only", tuple(words), breach=Breach.OFFENSIVE_LANGUAGE)
    return None


def _is_said_to_somebody(wording: Wording, words: Sequence[str]) -> bool:
    """It is the whole message, or the rest of it speaks to somebody."""
    return len(words) == len(wording.words) or not load_words("insults", "to_you").isdisjoint(wording.words)


def _is_in_one(parts: Sequence[int], hit: Hit) -> bool:
    """A sentence or a clause: "hanging by one screw, you should look" sends nobody anywhere."""
    return parts[hit.at[0]] == parts[hit.at[-1]]


def _is_a_name(wording: Wording, hit: Hit) -> bool:
    """The word that would hurt is also an animal, a food or a surname, and has a capital."""
    words = {wording.words[place] for place in hit.at} & _words_with_other_meanings()
    return bool(words) and not words.isdisjoint(names_in(wording.written))


@cache
def _words_with_other_meanings() -> frozenset[str]:
    return (
        load_forms_of("AMBIGUOUS")
        | load_forms_of("SLUR")
        | load_forms_of("MILD")
        | load_forms_of("DULL")
        | load_forms_of("CONTEMPT")
    )


def names_in(written: str) -> frozenset[str]:
    """In lower case; none where all is in capitals."""
    if written.upper() == written:
        return frozenset()
    return frozenset(name.casefold() for name in _NAME.findall(written))


def _speaks_of_words(wording: Wording) -> bool:
    """Somebody is quoted, or the message is about what was said or written: a person looks first."""
    told = not load_words("insults", "telling").isdisjoint(wording.words)
    return told or _QUOTED.search(wording.raw) is not None


def _is_taken_back(wording: Wording, insult: Hit) -> bool:
    """Swallowed, meant in jest or for somebody else: a person looks first."""
    words, denials = wording.words, load_words("insults", "not_taken_back")
    taken_back = load_words("insults", "taken_back")
    after = range(insult.at[-1] + 1, len(words))
    return _is_sent_to_the_wrong_person(wording) or any(
        words[place] in taken_back and words[place - 1] not in denials for place in after
    )


def _is_sent_to_the_wrong_person(wording: Wording) -> bool:
    return any(phrase in wording.raw for phrase in load_words("threats", "wrong_person"))


def _meaning_of(kind: Kind, breach: Breach, wording: Wording, hit: Hit, *, clear: bool = False) -> Meaning:
    words = tuple(wording.words[place] for place in hit.at)
    return Meaning(kind, hit.rule, words, breach=breach, clear=clear)
