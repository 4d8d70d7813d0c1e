"""Compiles phrases and finds them in words, all at once, in time that grows with the text alone.

The word files write a phrase as words with single spaces. `a|b` is either, `a*` any word that begins so, `a~`
the four endings of an adjective, `_` up to two other words, `_3` up to three, `__` up to five, `_6` up to
six. Where a file allows typing errors, words of seven letters or more match with one letter wrong, missing,
added or swapped.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from operator import itemgetter

from urp.meaning.normalisation import (
    SHORTEST_FORGIVEN,
    Wording,
    drop_each_letter,
    is_done_to_others,
    is_one_letter_away,
)
from urp.meaning.word_files import remember

_MOST_PLACES = 12
"""Of one phrase in one text: a bound for hostile texts."""
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


type Compiled = Mapping[str, Mapping[str, str]]
"""As JSON holds it. A slot is a number: a place of a phrase, which any of some words fills.

`exact`, `begins`, `forgiving`: the slots that a word fills, or one that begins so, or one a letter away.
`alike`: the words of `forgiving` by first letter and length. `phrases`: by the slot of each that fewest
phrases have, since a text fills few of all slots, and "non" always. `not_typos`, `of_me`: their keys alone
count, words that are no mistake for another and slots of what somebody says of themselves only.
"""

_GAPS = {"_": 2, "_3": 3, "__": 5, "_6": 6}
_ENDINGS = "oaie"


@dataclass(slots=True)
class Phrases:
    _phrases: list[Phrase] = field(default_factory=list)
    _slots: dict[str, int] = field(default_factory=dict)
    _exact: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _begins: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _forgiving: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _not_typos: set[str] = field(default_factory=set)
    _of_me: set[int] = field(default_factory=set)

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

    def compile(self) -> Compiled:
        alike = defaultdict[str, list[str]](list)
        for word in self._forgiving:
            alike[_first_letter_and_length(word)].append(word)
        had = Counter(slot for phrase in self._phrases for slot in phrase.slots)
        by_slot = defaultdict[int, list[Phrase]](list)
        for phrase in self._phrases:
            by_slot[min(phrase.slots, key=lambda slot: had[slot])].append(phrase)
        return {
            "exact": _join_slots(self._exact),
            "begins": _join_slots(self._begins),
            "forgiving": _join_slots(self._forgiving),
            "alike": {key: " ".join(words) for key, words in alike.items()},
            "phrases": {str(slot): "\n".join(map(_line_of, phrases)) for slot, phrases in by_slot.items()},
            "not_typos": dict.fromkeys(sorted(self._not_typos), ""),
            "of_me": dict.fromkeys(map(str, sorted(self._of_me)), ""),
        }

    def _slot(self, part: str, *, typos: bool, of_me: bool) -> int:
        key = f"{part} {typos} {of_me}"
        if key in self._slots:
            return self._slots[key]
        slot = self._slots[key] = len(self._slots)
        if of_me:
            self._of_me.add(slot)
        for word in _spell_out(part):
            if word[-1] == "*":
                self._begins[word[:-1]].append(slot)
                continue
            self._exact[word].append(slot)
            if typos and len(word) >= SHORTEST_FORGIVEN:
                self._forgiving[word].append(slot)
        return slot


def _parse_phrases(lines: str) -> list[Phrase]:
    return [_phrase_of(line) for line in lines.split("\n")]


def _parse_slots(numbers: str) -> Iterator[int]:
    return map(int, numbers.split())


def _first_letter_and_length(word: str, longer: int = 0) -> str:
    """No other word can be one letter away, but one longer or shorter by one."""
    return f"{word[0]}{len(word) + longer}"


def _join_slots(slots: Mapping[str, Sequence[int]]) -> Mapping[str, str]:
    return {word: " ".join(map(str, numbers)) for word, numbers in slots.items()}


def _line_of(phrase: Phrase) -> str:
    slots, gaps = (" ".join(map(str, each)) for each in (phrase.slots, phrase.gaps))
    return f"{phrase.rule}\t{phrase.number}\t{slots}\t{gaps}"


def _phrase_of(line: str) -> Phrase:
    rule, number, slots, gaps = line.split("\t")
    return Phrase(rule, int(number), tuple(_parse_slots(slots)), tuple(_parse_slots(gaps)))


def _spell_out(part: str) -> Iterator[str]:
    for word in part.split("|"):
        if word.endswith("~"):
            yield from (word[:-1] + ending for ending in _ENDINGS)
        else:
            yield word


class PhraseBook:
    """Finds compiled phrases; each is parsed when a text first needs it."""

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
        self._slots_filled: Callable[[str], frozenset[int]] = remember(
            lambda word: frozenset(self._slots_of(word))
        )

    def hits(self, wording: Wording) -> tuple[Hit, ...]:
        """Every phrase, the first places it begins; in order of place."""
        places = _places_of(wording.words)
        filled_by = {word: self._slots_filled(word) for word in places}
        filled = frozenset[int]().union(*filled_by.values())
        standing = [
            phrase
            for slot in filled & self._told.keys()
            for phrase in self._at(slot)
            if filled.issuperset(phrase.slots)
        ]
        positions = _positions_of(standing, filled_by, places)
        found = [
            (hit.start, -hit.end, phrase.number, hit)
            for phrase in standing
            for hit in islice(_find_phrase(phrase, positions), _MOST_PLACES)
        ]
        found.sort(key=itemgetter(0, 1, 2))
        return tuple(hit for *_, hit in found)

    def _put_in_place_of(self, name: str, words: Sequence[str]) -> None:
        for word in words:
            if name in self._exact:
                self._exact[word] = f"{self._exact.get(word, '')} {self._exact[name]}"
            if name in self._forgiving and len(word) >= SHORTEST_FORGIVEN:
                alike = _first_letter_and_length(word)
                if word not in self._forgiving:
                    self._alike[alike] = f"{self._alike.get(alike, '')} {word}"
                self._forgiving[word] = f"{self._forgiving.get(word, '')} {self._forgiving[name]}"

    def _at(self, slot: int) -> Sequence[Phrase]:
        phrases = self._phrases.get(slot)
        if phrases is None:
            phrases = self._phrases[slot] = _parse_phrases(self._told[slot])
        return phrases

    def _slots_of(self, word: str) -> Iterator[int]:
        yield from _parse_slots(self._exact.get(word, ""))
        for length in range(3, min(len(word), 12) + 1):
            if begun := self._begins.get(word[:length]):
                yield from _parse_slots(begun)
        if len(word) < SHORTEST_FORGIVEN - 1 or len(word) > 20 or word in self._not_typos:
            return
        for right in self._near_to(word):
            if is_one_letter_away(word, right):
                other = is_done_to_others(word, right)
                slots = _parse_slots(self._forgiving[right])
                yield from (slot for slot in slots if not (other and slot in self._of_me))

    def _near_to(self, word: str) -> Iterator[str]:
        nears = tuple(drop_each_letter(word))
        for longer in (-1, 0, 1):
            alike = _first_letter_and_length(word, longer)
            if alike in self._alike:
                left_out = self._near.get(alike) or self._leave_out(alike)
                yield from (right for near in nears for right in left_out.get(near, ()))

    def _leave_out(self, alike: str) -> Mapping[str, Sequence[str]]:
        found = defaultdict[str, list[str]](list)
        for word in self._alike[alike].split():
            for near in drop_each_letter(word):
                found[near].append(word)
        self._near[alike] = found
        return found


def _places_of(words: Sequence[str]) -> Mapping[str, list[int]]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(words):
        if len(places[word]) < _MOST_REPEATS:
            places[word].append(place)
    return places


def _positions_of(
    standing: Sequence[Phrase], filled_by: Mapping[str, frozenset[int]], places: Mapping[str, list[int]]
) -> Mapping[int, list[int]]:
    """Where each slot of these phrases is filled: the places of one word, or of several in order."""
    needed = {slot for phrase in standing for slot in phrase.slots}
    filled: defaultdict[int, list[list[int]]] = defaultdict(list)
    for word, slots in filled_by.items():
        for slot in slots & needed:
            filled[slot].append(places[word])
    return {slot: at[0] if len(at) == 1 else sorted(chain(*at)) for slot, at in filled.items()}


def _find_phrase(phrase: Phrase, positions: Mapping[int, list[int]]) -> Iterator[Hit]:
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
