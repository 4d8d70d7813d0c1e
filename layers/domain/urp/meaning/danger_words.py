"""How much the words of a message speak for a danger to somebody, and for nothing else.

Beside the counts, which weigh every kind against every other: here each word, each pair and every four
letters of a word have one weight, learned to tell a cry for help from all that is none. Letters are heard
through typing errors, dialect and endings that no message had before. To be read line by line, as the counts:
`words/danger.tsv`, written by `make count-words`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from mmap import mmap

from urp.meaning.normalisation import Wording
from urp.meaning.sorted_lines import LineIndex, SortedLines
from urp.meaning.word_features import counted_words

_LETTERS = 4
MOST_SPOKEN = 5
"""So many words or features explain a verdict."""
IN_ONE = 32
"""Weights of the file are whole: so many of them are one of what was learned."""


@dataclass(frozen=True, slots=True)
class DangerWords:
    weights: Mapping[str, str]
    """Whole numbers, above zero for a danger."""

    def speak(self, wording: Wording) -> float:
        """Above zero for a danger, seldom beyond two. Shared by the root of how many spoke: many words of a
        long message that each hint a little are no cry for help."""
        return self.weigh(danger_features_of(wording))

    def weigh(self, features: Set[str]) -> float:
        """As `speak`, for what was taken from a message otherwise."""
        spoke = [int(told) for feature in features if (told := self.weights.get(feature))]
        return sum(spoke) / IN_ONE / sqrt(len(spoke)) if spoke else 0

    def spoke(self, wording: Wording) -> tuple[str, ...]:
        """The words that spoke most for a danger, by themselves and by their letters."""
        words = dict.fromkeys(counted_words(wording))
        spoke = sorted((-self._weight(word), word) for word in words)
        return tuple(word for against, word in spoke[:MOST_SPOKEN] if against < 0)

    def _weight(self, word: str) -> int:
        return sum(int(self.weights.get(each, 0)) for each in (word, *_letters_of(word)))


def danger_features_of(wording: Wording) -> frozenset[str]:
    """Words, pairs of them, and "~affo": four letters of a word; < and > are where it begins and ends."""
    words = counted_words(wording)
    pairs = (f"{first} {second}" for first, second in pairwise(["^", *words, "$"]))
    return frozenset([*words, *pairs, *(letters for word in set(words) for letters in _letters_of(word))])


def _letters_of(word: str) -> Iterator[str]:
    edged = f"<{word}>"
    for place in range(len(edged) - _LETTERS + 1):
        yield f"~{edged[place : place + _LETTERS]}"


def read_danger_words(file: bytes | mmap, index: LineIndex) -> DangerWords:
    """Every line, in order: a feature, a tab and its weight."""
    return DangerWords(SortedLines(file, index))
