"""The word files of moderation: stems made into forms, phrases compiled, and the words people disguise."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from urp.meaning.built import built
from urp.meaning.moderation.inflections import (
    done_to_you,
    first_person,
    forms,
    infinitives,
    participles,
    third_person,
)
from urp.meaning.moderation.weights import WEIGHTS
from urp.meaning.phrase_compiling import Compiled
from urp.meaning.phrases import PhraseBook
from urp.meaning.town_words import TownWords
from urp.meaning.word_files import entries_of, phrases_of

_WEIGHED: Mapping[str, tuple[str, ...]] = {
    "insults": ("aimed",),
    "threats": ("veiled",),
    "soliciting": ("illegal", "fund_raising", "promotion", "spam"),
}
_FILES: Mapping[str, tuple[str, ...]] = {
    "insults": ("clear", "offence", "group", "traps"),
    "threats": ("threat", "traps"),
    "third_parties": ("private", "harm", "third_parties", "accusations"),
    "soliciting": ("need", "cause"),
}
_OF_VERBS: Mapping[str, Callable[[str], Iterator[str]]] = {
    "I": first_person,
    "TO": infinitives,
    "THEY": third_person,
    "DONE": participles,
    "YOU": done_to_you,
}
_DISGUISED_VERBS = ("KILL_I", "KILL_TO", "BEAT_I", "BEAT_TO", "RUIN_I", "RUIN_TO")
_ALSO_DISGUISED = ("DIRT", "GOD_SHORT", "BEAST", "FUCK")
_SHORTEST_DISGUISED = 3


@cache
def moderation_book(town: TownWords) -> PhraseBook:
    return PhraseBook(built("moderation", compile_moderation), town.sets)


def compile_moderation() -> Compiled:
    tables = {
        file: (*tables, *(f"{name}_{weight}" for name in _WEIGHED.get(file, ()) for weight in WEIGHTS))
        for file, tables in _FILES.items()
    }
    return phrases_of(tables, {name: "|".join(words) for name, words in make_forms().items()}).compiled()


@cache
def disguised_words() -> tuple[str, ...]:
    """Every form of the words that hurt. Where a disguise fits several, the first wins."""
    made = _forms()
    names = ("VULGAR", "SLUR", "MILD", "DULL", "CONTEMPT", "AMBIGUOUS", *_DISGUISED_VERBS)
    sets = entries_of("insults", "sets")
    words = [word for name in _ALSO_DISGUISED for word in sets[name]]
    words += [word for name in names for word in made[name]]
    words += [word for phrase in entries_of("insults", "clear")["blasphemy"] for word in phrase.split("|")]
    plain = [word for word in words if word.isalpha() and len(word) >= _SHORTEST_DISGUISED]
    return tuple(dict.fromkeys(plain))


@cache
def words_of(name: str) -> frozenset[str]:
    """All forms of one class of words, such as VULGAR or KILL_I."""
    return frozenset(in_order(name))


def in_order(name: str) -> tuple[str, ...]:
    """As the word files have them: where a disguise fits several, each process names the same one."""
    return tuple(_forms()[name])


@cache
def _forms() -> Mapping[str, Sequence[str]]:
    return built("forms", make_forms)


def make_forms() -> Mapping[str, Sequence[str]]:
    """Of every class of words that hurt, by stems and verbs."""
    made = {
        name.upper(): _unique(form for entry in entries for form in forms(entry))
        for name, entries in entries_of("insults", "forms").items()
    }
    for name, verbs in entries_of("threats", "verbs").items():
        for suffix, inflected in _OF_VERBS.items():
            made[f"{name.upper()}_{suffix}"] = _unique(form for verb in verbs for form in inflected(verb))
    return made


def _unique(words: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
