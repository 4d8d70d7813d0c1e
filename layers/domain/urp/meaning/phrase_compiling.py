"""Phrases made into what a `PhraseBook` looks up: done once, by the build or by a process of a clone.

The word files write a phrase as words with single spaces. `a|b` is either, `a*` any word that begins so, `a~`
the four endings of an adjective, `_` up to two other words, `_3` up to three, `__` up to five, `_6` up to
six. Where a file allows typing errors, words of seven letters or more match with one letter wrong, missing,
added or swapped.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from urp.meaning.phrase_places import Phrase
from urp.meaning.typing_errors import SHORTEST_FORGIVEN

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

    def compiled(self) -> Compiled:
        alike = defaultdict[str, list[str]](list)
        for word in self._forgiving:
            alike[first_letter_and_length(word)].append(word)
        had = Counter(slot for phrase in self._phrases for slot in phrase.slots)
        by_slot = defaultdict[int, list[Phrase]](list)
        for phrase in self._phrases:
            by_slot[min(phrase.slots, key=lambda slot: had[slot])].append(phrase)
        return {
            "exact": _told(self._exact),
            "begins": _told(self._begins),
            "forgiving": _told(self._forgiving),
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
        for word in _alternatives(part):
            if word[-1] == "*":
                self._begins[word[:-1]].append(slot)
                continue
            self._exact[word].append(slot)
            if typos and len(word) >= SHORTEST_FORGIVEN:
                self._forgiving[word].append(slot)
        return slot


def phrases_told(lines: str) -> list[Phrase]:
    return [_phrase_of(line) for line in lines.split("\n")]


def slots_told(numbers: str) -> Iterator[int]:
    return map(int, numbers.split())


def first_letter_and_length(word: str, longer: int = 0) -> str:
    """No other word can be one letter away, but one longer or shorter by one."""
    return f"{word[0]}{len(word) + longer}"


def _told(slots: Mapping[str, Sequence[int]]) -> Mapping[str, str]:
    return {word: " ".join(map(str, numbers)) for word, numbers in slots.items()}


def _line_of(phrase: Phrase) -> str:
    slots, gaps = (" ".join(map(str, each)) for each in (phrase.slots, phrase.gaps))
    return f"{phrase.rule}\t{phrase.number}\t{slots}\t{gaps}"


def _phrase_of(line: str) -> Phrase:
    rule, number, slots, gaps = line.split("\t")
    return Phrase(rule, int(number), tuple(slots_told(slots)), tuple(slots_told(gaps)))


def _alternatives(part: str) -> Iterator[str]:
    for word in part.split("|"):
        if word.endswith("~"):
            yield from (word[:-1] + ending for ending in _ENDINGS)
        else:
            yield word
