"""Phrases looked for in words, all at once and in time that grows with the text alone.

The word files write a phrase as words with single spaces. `a|b` is either, `a*` any word that begins so, `a~`
the four endings of an adjective, `_` up to two other words, `_3` up to three, `__` up to five, `_6` up to
six. Where a file allows typing errors, words of seven letters or more match with one letter wrong, missing,
added or swapped.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from operator import itemgetter

from urp.meaning.normalisation import Wording
from urp.meaning.phrase_places import MOST_PLACES, Hit, Phrase, found_in, places_of, positions_of
from urp.meaning.remembered import remembered
from urp.meaning.typing_errors import SHORTEST_FORGIVEN, near_words, of_something_else, one_letter_away

_GAPS = {"_": 2, "_3": 3, "__": 5, "_6": 6}
_ENDINGS = "oaie"


@dataclass(slots=True)
class PhraseBook:
    """Compiled once per process; `hits` allocates per text only."""

    _phrases: list[Phrase] = field(default_factory=list)
    _by_slot: dict[int, list[Phrase]] = field(default_factory=dict)
    """By the slot of each that fewest phrases have: a text fills few of all slots, and "non" always."""
    _slots: dict[str, int] = field(default_factory=dict)
    _exact: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _begins: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _forgiving: dict[str, list[int]] = field(default_factory=dict)
    _alike: defaultdict[tuple[str, int], list[str]] = field(default_factory=lambda: defaultdict(list))
    """Words of `_forgiving` by first letter and length: no other can be one letter away."""
    _near: dict[tuple[str, int], Mapping[str, Sequence[str]]] = field(default_factory=dict)
    """The same by what they become with a letter left out, once a text has such a word: all at once they
    are 40,000, a third of what the whole book takes."""
    _not_typos: set[str] = field(default_factory=set)
    _slots_filled: Callable[[str], frozenset[int]] = field(init=False)
    _of_me: set[int] = field(default_factory=set)
    """Slots of phrases that somebody says of themselves only."""

    def __post_init__(self) -> None:
        self._forget()

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
            self._phrases.append(Phrase(rule, len(self._phrases), tuple(slots), tuple(gaps)))
        self._forget()

    def hits(self, wording: Wording) -> tuple[Hit, ...]:
        """Every phrase, the first places it begins; in order of place."""
        places = places_of(wording.words)
        filled_by = {word: self._slots_filled(word) for word in places}
        filled = frozenset[int]().union(*filled_by.values())
        by_slot = self._by_slot or self._sort_by_slot()
        standing = [
            phrase
            for slot in filled & by_slot.keys()
            for phrase in by_slot[slot]
            if filled.issuperset(phrase.slots)
        ]
        positions = positions_of(standing, filled_by, places)
        found = [
            (hit.start, -hit.end, phrase.number, hit)
            for phrase in standing
            for hit in islice(found_in(phrase, positions), MOST_PLACES)
        ]
        found.sort(key=itemgetter(0, 1, 2))
        return tuple(hit for *_, hit in found)

    def _forget(self) -> None:
        """What was worked out before this phrase was there."""
        self._by_slot.clear()
        self._near.clear()
        self._slots_filled = remembered(lambda word: frozenset(self._slots_of(word)))

    def _sort_by_slot(self) -> Mapping[int, Sequence[Phrase]]:
        had = Counter(slot for phrase in self._phrases for slot in phrase.slots)
        for phrase in self._phrases:
            self._by_slot.setdefault(min(phrase.slots, key=lambda slot: had[slot]), []).append(phrase)
        return self._by_slot

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
            self._alike[word[0], len(word)].append(word)
        self._forgiving.setdefault(word, []).append(slot)

    def _slots_of(self, word: str) -> Iterator[int]:
        yield from self._exact.get(word, ())
        for length in range(3, min(len(word), 12) + 1):
            yield from self._begins.get(word[:length], ())
        if len(word) < SHORTEST_FORGIVEN - 1 or len(word) > 20 or word in self._not_typos:
            return
        for right in self._near_to(word):
            if one_letter_away(word, right):
                other = of_something_else(word, right)
                yield from (slot for slot in self._forgiving[right] if not (other and slot in self._of_me))

    def _near_to(self, word: str) -> Iterator[str]:
        nears = tuple(near_words(word))
        for length in range(len(word) - 1, len(word) + 2):
            alike = (word[0], length)
            if alike in self._alike:
                left_out = self._near.get(alike) or self._leave_out(alike)
                yield from (right for near in nears for right in left_out.get(near, ()))

    def _leave_out(self, alike: tuple[str, int]) -> Mapping[str, Sequence[str]]:
        found = defaultdict[str, list[str]](list)
        for word in self._alike[alike]:
            for near in near_words(word):
                found[near].append(word)
        self._near[alike] = found
        return found


def _alternatives(part: str) -> Iterator[str]:
    for word in part.split("|"):
        if word.endswith("~"):
            yield from (word[:-1] + ending for ending in _ENDINGS)
        else:
            yield word
