"""Takes from a message what is counted and weighed: words, beginnings, pairs, letters, concepts, its form.

The tables that `make count-words` writes have a line for each of these features.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from itertools import islice, pairwise

from urp.meaning.normalisation import Wording

_BEGINNING = 5
_MOST_WORDS = 300
"""Longer messages are hostile: the rest is not counted."""
_LINKS = ("http", "www", ".it/", ".com")
_LENGTH_STEP, _LONGEST_STEP = 3, 8
_LETTERS = 4
_NEAR_CONCEPTS = 4
"""Concepts from one to the other, itself included."""
_MOST_CONCEPTS = 60
"""Concepts that are read; what follows is left to a person."""
_FEWEST_CONCEPTS = 2
_CONCEPT_COUNTS = (4, 10, 20)


def features_of(wording: Wording) -> frozenset[str]:
    """Written as in the word files: "scar*" is a beginning; ^ and $ are where the message begins and ends."""
    words = words_to_count(wording)
    beginnings = [_beginning(word) for word in words]
    pairs = (f"{first} {second}" for first, second in pairwise(["^", *beginnings, "$"]))
    return frozenset([*words, *beginnings, *pairs, *_form_of(wording, len(words))])


def words_to_count(wording: Wording) -> list[str]:
    """The words, with zeros for the digits of numbers: only their length counts."""
    return ["0" * len(word) if word.isdigit() else word for word in wording.words[:_MOST_WORDS]]


def _beginning(word: str) -> str:
    return word if len(word) <= _BEGINNING else f"{word[:_BEGINNING]}*"


def _form_of(wording: Wording, length: int) -> Iterator[str]:
    if wording.asks:
        yield "?"
    if wording.exclaims:
        yield "!"
    if "€" in wording.raw:
        yield "€"
    if any(link in wording.raw for link in _LINKS):
        yield "@link"
    yield f"@length {min(_LONGEST_STEP, length // _LENGTH_STEP)}"


def danger_features_of(wording: Wording) -> frozenset[str]:
    """Words, pairs of them, and "~affo": four letters of a word; < and > are where it begins and ends."""
    words = words_to_count(wording)
    pairs = (f"{first} {second}" for first, second in pairwise(["^", *words, "$"]))
    return frozenset([*words, *pairs, *(letters for word in set(words) for letters in letters_of(word))])


def letters_of(word: str) -> Iterator[str]:
    edged = f"<{word}>"
    for place in range(len(edged) - _LETTERS + 1):
        yield f"~{edged[place : place + _LETTERS]}"


def foreign_features_of(
    language: str, words: Sequence[str], concepts: Iterator[str], lists: Set[str], *, asks: bool
) -> frozenset[str]:
    """Of a message in `language`: "fire", "fire+my" (near each other), "my>fire" (in this order), "de:feuer",
    "@help" (a list of its cries), "#1" (how long it is). Nothing of a message that repeats one concept."""
    read = list(islice(concepts, _MOST_CONCEPTS))
    if len(set(read)) < _FEWEST_CONCEPTS:
        return frozenset()
    found = {*read, *(f"{language}:{word}" for word in words), *(f"@{each}" for each in lists)}
    for place, concept in enumerate(read):
        found.update("+".join(sorted((concept, other))) for other in read[place + 1 : place + _NEAR_CONCEPTS])
    found.update(f"{concept}>{following}" for concept, following in pairwise(read))
    if asks:
        found.add("?")
    found.add(f"#{sum(len(read) >= length for length in _CONCEPT_COUNTS)}")
    return frozenset(found)
