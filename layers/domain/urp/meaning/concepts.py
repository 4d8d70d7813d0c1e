"""Words of another language, read as some 240 concepts that all of them share: "fire", "my", "last year".

`words/concepts/` has a file a language. What messages of one language taught is so heard in every other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NotRequired, TypedDict, cast

from urp.meaning.normalisation import STRETCHED, fold_words
from urp.meaning.word_files import load_built, read_table, remember

_LOOKED_AT = 300
"""Words: of a longer message the lists read the rest."""
_SHORTEST_REST = 2
"""Letters that stay of a word without its prefix."""


class ConceptWords(TypedDict):
    """The words of a language as the build writes them; concepts by one to some words, in folded letters."""

    whole: dict[str, str]
    beginnings: dict[str, str]
    """The last word is a beginning."""
    first: dict[str, int]
    """How many words the longest entry has that begins with this one, where it has more than one."""
    prefixes: list[str]
    """Written together with the next word ("and", "the"), longest first."""
    spelling: list[list[str]]
    """Letters to replace, in this order: for languages without one spelling."""


class _ConceptFile(TypedDict):
    concepts: dict[str, str]
    """Entries with commas between them."""
    prefixes: NotRequired[list[str]]
    spelling: NotRequired[list[list[str]]]


class Concepts:
    __slots__ = ("spelled", "words")

    def __init__(self, words: ConceptWords) -> None:
        self.words = words
        self.spelled = remember(lambda word: spell(word, words["spelling"]))

    def read(self, words: Sequence[str]) -> Iterator[str]:
        """The concepts of folded words, in order; other words are left out."""
        spelled = [self.spelled(word) for word in words[:_LOOKED_AT]]
        place = 0
        while place < len(spelled):
            concept, length = self._at(spelled, place)
            if concept:
                yield concept
            place += length

    def _at(self, words: Sequence[str], place: int) -> tuple[str, int]:
        """The entry of most words, else the exact word, else the longest beginning."""
        word = words[place]
        longest = min(self.words["first"].get(word, 1), len(words) - place)
        for length in range(longest, 1, -1):
            if concept := self._meant(" ".join(words[place : place + length]), len(word) + 1):
                return concept, length
        concept = self._meant(word, 0)
        if not concept:
            rests = (word.removeprefix(each) for each in self.words["prefixes"] if word.startswith(each))
            concept = next(
                filter(None, (self._meant(rest, 0) for rest in rests if len(rest) >= _SHORTEST_REST)), ""
            )
        return concept, 1

    def _meant(self, said: str, shortest: int) -> str:
        if concept := self.words["whole"].get(said):
            return concept
        beginnings = self.words["beginnings"]
        lengths = range(len(said), shortest, -1)
        return next((beginnings[said[:length]] for length in lengths if said[:length] in beginnings), "")


def spell(word: str, spelling: Sequence[Sequence[str]]) -> str:
    """Write stretched letters once, then replace letters as the language's file says."""
    word = STRETCHED.sub(r"\1", word)
    for written, meant in spelling:
        word = word.replace(written, meant)
    return word


@cache
def concepts_of(language: str) -> Concepts:
    return Concepts(load_built(concepts_name(language), lambda: compile_concepts(language)))


def concepts_name(language: str) -> str:
    return f"concepts/{language}-compiled"


def compile_concepts(language: str) -> ConceptWords:
    """Make a dictionary ready for look-up; where two concepts have the same entry, the first counts."""
    file = cast("_ConceptFile", read_table(f"concepts/{language}"))
    compiled: ConceptWords = {
        "whole": {},
        "beginnings": {},
        "first": {},
        "prefixes": sorted(file.get("prefixes", []), key=len, reverse=True),
        "spelling": file.get("spelling", []),
    }
    for concept, entries in file["concepts"].items():
        for entry in entries.split(","):
            words = [spell(word, compiled["spelling"]) for word in fold_words(entry.rstrip("* \n"))]
            kind = compiled["beginnings"] if entry.rstrip().endswith("*") else compiled["whole"]
            kind.setdefault(" ".join(words), concept)
            if len(words) > 1:
                first = compiled["first"]
                first[words[0]] = max(len(words), first.get(words[0], 1))
    return compiled
