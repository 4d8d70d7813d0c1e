"""Phrases looked for in words, all at once and in time that grows with the text alone.

The word files write a phrase as words with single spaces. `a|b` is either, `a*` any word that begins so, `a~`
the four endings of an adjective, `_` up to two other words, `__` up to five. Where a file allows typing
errors, words of seven letters or more match with one letter wrong, missing, added or swapped.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from urp.meaning.normalisation import Wording
from urp.meaning.typing_errors import SHORTEST_FORGIVEN, near_words, of_something_else, one_letter_away

_GAPS = {"_": 2, "__": 5}
_MOST_PLACES = 12
"""Of one phrase in one text: nobody means it only the thirteenth time. A bound for hostile texts."""
_MOST_REPEATS = 64
"""Of one word in one text; in ordinary ones of the greatest length "e" comes some thirty times."""
_ENDINGS = "oaie"


@dataclass(frozen=True, slots=True)
class Hit:
    rule: str
    start: int
    end: int
    """One past the last word."""
    at: tuple[int, ...]
    """Positions of the phrase's own words: what lies between them was skipped."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    rule: str
    slots: tuple[int, ...]
    gaps: tuple[int, ...]
    """How many words may be skipped before each slot."""


@dataclass(slots=True)
class PhraseBook:
    """Compiled once per process; `hits` allocates per text only."""

    _phrases: defaultdict[int, list[_Phrase]] = field(default_factory=lambda: defaultdict(list))
    """By the slot they begin with: a text fills few of all slots."""
    _slots: dict[str, int] = field(default_factory=dict)
    _exact: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _begins: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _forgiving: dict[str, list[int]] = field(default_factory=dict)
    _near: dict[str, list[str]] = field(default_factory=dict)
    """Words of `_forgiving` by what they become with a letter left out."""
    _not_typos: set[str] = field(default_factory=set)
    _of_me: set[int] = field(default_factory=set)
    """Slots of phrases that somebody says of themselves only."""

    def add(
        self,
        rule: str,
        phrases: Sequence[str],
        *,
        typos: bool = False,
        not_typos: Sequence[str] = (),
        of_me: bool = False,
    ) -> None:
        self._not_typos.update(not_typos)
        for phrase in phrases:
            slots, gaps, gap = [], [], 0
            for part in phrase.split():
                if part in _GAPS:
                    gap = _GAPS[part]
                    continue
                slots.append(self._slot(part, typos=typos, of_me=of_me))
                gaps.append(gap)
                gap = 0
            self._phrases[slots[0]].append(_Phrase(rule, tuple(slots), tuple(gaps)))

    def hits(self, wording: Wording) -> tuple[Hit, ...]:
        """Every phrase, the first places it begins; in order of place."""
        positions = self._positions(wording.words)
        found = [
            hit
            for slot in sorted(positions.keys() & self._phrases.keys())
            for phrase in self._phrases[slot]
            if all(slot in positions for slot in phrase.slots)
            for hit in islice(_places(phrase, positions), _MOST_PLACES)
        ]
        return tuple(sorted(found, key=lambda hit: (hit.start, -hit.end)))

    def _slot(self, part: str, *, typos: bool, of_me: bool) -> int:
        key = f"{part} {typos} {of_me}"
        if key in self._slots:
            return self._slots[key]
        slot = self._slots[key] = len(self._slots)
        if of_me:
            self._of_me.add(slot)
        for word in _alternatives(part) if "~" in part else part.split("|"):
            if word[-1] == "*":
                self._begins[word[:-1]].append(slot)
                continue
            self._exact[word].append(slot)
            if typos and len(word) >= SHORTEST_FORGIVEN:
                self._forgive(word, slot)
        return slot

    def _forgive(self, word: str, slot: int) -> None:
        if word not in self._forgiving:
            for near in near_words(word):
                self._near.setdefault(near, []).append(word)
        self._forgiving.setdefault(word, []).append(slot)

    def _positions(self, words: Sequence[str]) -> Mapping[int, list[int]]:
        """Where each slot is filled: the places of one word, shared with its other slots, or of several."""
        places: defaultdict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(words):
            if len(places[word]) < _MOST_REPEATS:
                places[word].append(place)
        filled: defaultdict[int, list[list[int]]] = defaultdict(list)
        for word, at in places.items():
            for slot in set(self._slots_of(word)):
                filled[slot].append(at)
        return {slot: at[0] if len(at) == 1 else sorted(chain(*at)) for slot, at in filled.items()}

    def _slots_of(self, word: str) -> Iterator[int]:
        yield from self._exact.get(word, ())
        for length in range(3, min(len(word), 12) + 1):
            yield from self._begins.get(word[:length], ())
        if len(word) < SHORTEST_FORGIVEN - 1 or len(word) > 20 or word in self._not_typos:
            return
        for near in near_words(word):
            for right in self._near.get(near, ()):
                if one_letter_away(word, right):
                    other = of_something_else(word, right)
                    yield from (
                        slot for slot in self._forgiving[right] if not (other and slot in self._of_me)
                    )


def _alternatives(part: str) -> Iterator[str]:
    for word in part.split("|"):
        if word.endswith("~"):
            yield from (word[:-1] + ending for ending in _ENDINGS)
        else:
            yield word


def _places(phrase: _Phrase, positions: Mapping[int, list[int]]) -> Iterator[Hit]:
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
