"""How much the words of another language speak for a danger to somebody, whatever its lists have of them.

Each concept, each two that stand near each other, each word and each list that something stands in has one
weight, learned over made-up messages of all these languages together: `words/foreign.tsv`, written by `make
count-words`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from itertools import islice, pairwise

_NEAR = 4
"""Concepts from one to the other, itself included."""
_LONGEST = 60
"""Concepts: what speaks after so many is read by a person."""
_FEWEST = 2
_LENGTHS = (4, 10, 20)


def foreign_features_of(
    language: str, words: Sequence[str], concepts: Iterator[str], lists: Set[str], *, asks: bool
) -> frozenset[str]:
    """Of a message in `language`: "fire", "fire+my" (near each other), "my>fire" (in this order), "de:feuer",
    "@help" (a list of its cries), "#1" (how long it is). Nothing of a message that repeats one concept."""
    read = list(islice(concepts, _LONGEST))
    if len(set(read)) < _FEWEST:
        return frozenset()
    found = {*read, *(f"{language}:{word}" for word in words), *(f"@{each}" for each in lists)}
    for place, concept in enumerate(read):
        found.update("+".join(sorted((concept, other))) for other in read[place + 1 : place + _NEAR])
    found.update(f"{concept}>{following}" for concept, following in pairwise(read))
    if asks:
        found.add("?")
    found.add(f"#{sum(len(read) >= length for length in _LENGTHS)}")
    return frozenset(found)
