"""Phrases looked for in words, all at once and in time that grows with the text alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from operator import itemgetter

from urp.meaning.normalisation import Wording
from urp.meaning.phrase_compiling import Compiled, first_letter_and_length, phrases_told, slots_told
from urp.meaning.phrase_places import MOST_PLACES, Hit, Phrase, found_in, places_of, positions_of
from urp.meaning.remembered import remembered
from urp.meaning.typing_errors import SHORTEST_FORGIVEN, near_words, of_something_else, one_letter_away


class PhraseBook:
    """What stands in the compiled phrases is taken apart where a text needs it; else `hits` allocates for
    its text only."""

    __slots__ = (
        "_alike", "_begins", "_exact", "_forgiving", "_near",
        "_not_typos", "_of_me", "_phrases", "_slots_filled", "_told",
    )  # fmt: skip

    def __init__(self, compiled: Compiled, sets: Mapping[str, Sequence[str]] | None = None) -> None:
        """`sets`: words that stand for a name in braces, such as {OWN_PLACE}; without, nothing does."""
        self._begins = compiled["begins"]
        self._told = {int(slot): lines for slot, lines in compiled["phrases"].items()}
        self._exact, self._forgiving, self._alike = (
            dict(compiled[name]) for name in ("exact", "forgiving", "alike")
        )
        self._not_typos = compiled["not_typos"].keys()
        self._of_me = frozenset(map(int, compiled["of_me"]))
        for name, words in (sets or {}).items():
            self._put_in_place_of(f"{{{name}}}", words)
        self._phrases: dict[int, list[Phrase]] = {}
        # Words of `_alike` by what they become with a letter left out, once a text has such a word: all at
        # once they are 40,000, a third of what the whole book takes.
        self._near: dict[str, Mapping[str, Sequence[str]]] = {}
        self._slots_filled: Callable[[str], frozenset[int]] = remembered(
            lambda word: frozenset(self._slots_of(word))
        )

    def hits(self, wording: Wording) -> tuple[Hit, ...]:
        """Every phrase, the first places it begins; in order of place."""
        places = places_of(wording.words)
        filled_by = {word: self._slots_filled(word) for word in places}
        filled = frozenset[int]().union(*filled_by.values())
        standing = [
            phrase
            for slot in filled & self._told.keys()
            for phrase in self._at(slot)
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

    def _put_in_place_of(self, name: str, words: Sequence[str]) -> None:
        for word in words:
            if name in self._exact:
                self._exact[word] = f"{self._exact.get(word, '')} {self._exact[name]}"
            if name in self._forgiving and len(word) >= SHORTEST_FORGIVEN:
                alike = first_letter_and_length(word)
                if word not in self._forgiving:
                    self._alike[alike] = f"{self._alike.get(alike, '')} {word}"
                self._forgiving[word] = f"{self._forgiving.get(word, '')} {self._forgiving[name]}"

    def _at(self, slot: int) -> Sequence[Phrase]:
        phrases = self._phrases.get(slot)
        if phrases is None:
            phrases = self._phrases[slot] = phrases_told(self._told[slot])
        return phrases

    def _slots_of(self, word: str) -> Iterator[int]:
        yield from slots_told(self._exact.get(word, ""))
        for length in range(3, min(len(word), 12) + 1):
            if begun := self._begins.get(word[:length]):
                yield from slots_told(begun)
        if len(word) < SHORTEST_FORGIVEN - 1 or len(word) > 20 or word in self._not_typos:
            return
        for right in self._near_to(word):
            if one_letter_away(word, right):
                other = of_something_else(word, right)
                slots = slots_told(self._forgiving[right])
                yield from (slot for slot in slots if not (other and slot in self._of_me))

    def _near_to(self, word: str) -> Iterator[str]:
        nears = tuple(near_words(word))
        for longer in (-1, 0, 1):
            alike = first_letter_and_length(word, longer)
            if alike in self._alike:
                left_out = self._near.get(alike) or self._leave_out(alike)
                yield from (right for near in nears for right in left_out.get(near, ()))

    def _leave_out(self, alike: str) -> Mapping[str, Sequence[str]]:
        found = defaultdict[str, list[str]](list)
        for word in self._alike[alike].split():
            for near in near_words(word):
                found[near].append(word)
        self._near[alike] = found
        return found
