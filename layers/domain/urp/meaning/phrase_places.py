"""Where the phrases of a book stand in a text."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

MOST_PLACES = 12
"""Of one phrase in one text: nobody means it only the thirteenth time. A bound for hostile texts."""
_MOST_REPEATS = 64
"""Of one word in one text; in ordinary ones of the greatest length "e" comes some thirty times."""


@dataclass(frozen=True, slots=True)
class Hit:
    rule: str
    start: int
    end: int
    """One past the last word."""
    at: tuple[int, ...]
    """Positions of the phrase's own words: what lies between them was skipped."""


@dataclass(frozen=True, slots=True)
class Phrase:
    rule: str
    number: int
    """Of phrases at the same place the first that was added counts."""
    slots: tuple[int, ...]
    gaps: tuple[int, ...]
    """How many words may be skipped before each slot."""


def places_of(words: Sequence[str]) -> Mapping[str, list[int]]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(words):
        if len(places[word]) < _MOST_REPEATS:
            places[word].append(place)
    return places


def positions_of(
    standing: Sequence[Phrase], filled_by: Mapping[str, frozenset[int]], places: Mapping[str, list[int]]
) -> Mapping[int, list[int]]:
    """Where each slot of these phrases is filled: the places of one word, or of several in order."""
    needed = {slot for phrase in standing for slot in phrase.slots}
    filled: defaultdict[int, list[list[int]]] = defaultdict(list)
    for word, slots in filled_by.items():
        for slot in slots & needed:
            filled[slot].append(places[word])
    return {slot: at[0] if len(at) == 1 else sorted(chain(*at)) for slot, at in filled.items()}


def found_in(phrase: Phrase, positions: Mapping[int, list[int]]) -> Iterator[Hit]:
    for start in positions[phrase.slots[0]]:
        at = [start]
        for slot, gap in zip(phrase.slots[1:], phrase.gaps[1:], strict=True):
            places = positions[slot]
            after = bisect_right(places, at[-1])
            if after == len(places) or places[after] > at[-1] + 1 + gap:
                break
            at.append(places[after])
        else:
            yield Hit(phrase.rule, start, at[-1] + 1, tuple(at))
