"""How words were meant before: counted over labelled messages, and read again in every message.

Multinomial naive Bayes over words, beginnings of words and pairs of them. The counts are a file that can be
read line by line, written by `make count-words` from `tests/evaluation/sets/own`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from math import log

from urp.meaning.model import Kind, Label
from urp.meaning.normalisation import Wording

type Scores = dict[Kind, float]
"""How well each kind fits, as natural logarithms; the best has 0."""

_FILE = "counts.tsv"
_SMOOTHED = 0.15
"""Added to every count (Lidstone): what never stood in a kind's messages is unlikely, not impossible."""
_BEGINNING = 5
_MOST_WORDS = 300
"""Nobody writes more in one message; whoever does so on purpose is not counted to the end."""
_LINKS = ("http", "www", ".it/", ".com")
_LENGTH_STEP, _LONGEST_STEP = 3, 8
_SPOKEN = 5
"""So many features explain a verdict."""


MILDEST: Mapping[Label, Kind] = {
    Label.ISCRIZIONE: Kind.WANTS_TO_JOIN,
    Label.CANCELLAZIONE: Kind.WANTS_TO_LEAVE,
    Label.RICHIESTA_INFORMAZIONI: Kind.QUESTION,
    Label.SEGNALAZIONE: Kind.REPORT,
    Label.RECLAMO: Kind.COMPLAINT,
    Label.SUGGERIMENTO: Kind.SUGGESTION,
    Label.SALUTO: Kind.GREETING,
    Label.RINGRAZIAMENTO: Kind.THANKS,
    Label.EMERGENZA: Kind.EMERGENCY,
    Label.SPAM: Kind.SPAM,
    Label.OFFENSIVO: Kind.OFFENCE,
    Label.MINACCIA: Kind.THREAT,
    Label.DATI_TERZI: Kind.OTHER_PEOPLES_DATA,
    Label.PROMOZIONE: Kind.PROMOTION,
    Label.RACCOLTA_FONDI: Kind.FUND_RAISING,
    Label.ALTRO: Kind.OTHER,
}
"""What is counted, one kind a label (and distress): the mildest, since counts take nobody off."""


@dataclass(frozen=True, slots=True)
class WordCounts:
    meant: Mapping[str, str]
    """Per feature how many messages of which kind had it: "complaint 2 report 12"."""
    totals: Mapping[Kind, int]
    """Per kind the sum of these counts."""

    def known(self, features: Set[str]) -> Mapping[str, str]:
        """Those that stand in the file, in order: sums of fractions depend on it, and no tie may hang on the
        process that breaks it."""
        return {each: counts for each in sorted(features) if (counts := self.meant.get(each))}

    def scores(self, known: Mapping[str, str]) -> Scores:
        kinds = _SMOOTHED * len(self.meant)
        spoke: defaultdict[str, float] = defaultdict(float)
        for counts in known.values():
            parts = counts.split(" ")
            for kind, count in zip(parts[::2], parts[1::2], strict=True):
                spoke[kind] += _log_of(count)
        scores = {
            kind: spoke[kind.value] - len(known) * log(total + kinds) for kind, total in self.totals.items()
        }
        best = max(scores.values())
        return {kind: score - best for kind, score in scores.items()}

    def spoke(self, known: Mapping[str, str], kind: Kind, rival: Kind) -> tuple[str, ...]:
        """What spoke most for `kind` and against `rival`."""
        weights = {each: _weight(counts, kind, rival) for each, counts in known.items() if kind in counts}
        spoke = sorted((-weight, each) for each, weight in weights.items() if weight > 0)
        return tuple(each for _, each in spoke[:_SPOKEN])


@cache
def _log_of(count: str) -> float:
    return log(1 + int(count) / _SMOOTHED)


def _weight(counts: str, kind: Kind, rival: Kind) -> float:
    told = dict(_parsed(counts))
    return log((told.get(kind, 0) + _SMOOTHED) / (told.get(rival, 0) + _SMOOTHED))


class SortedLines(Mapping[str, str]):
    """Features and their counts, looked up where they stand: to put sixty thousand lines into a table would
    cost every new process 30 ms."""

    __slots__ = ("_lines",)

    def __init__(self, lines: Sequence[str]) -> None:
        """`lines`: sorted; a feature, a tab and its counts each."""
        self._lines = lines

    def __getitem__(self, feature: str) -> str:
        begins = f"{feature}\t"
        place = bisect_left(self._lines, begins)
        if place == len(self._lines) or not self._lines[place].startswith(begins):
            raise KeyError(feature)
        return self._lines[place][len(begins) :]

    def __iter__(self) -> Iterator[str]:
        return (line.partition("\t")[0] for line in self._lines)

    def __len__(self) -> int:
        return len(self._lines)


def features_of(wording: Wording) -> frozenset[str]:
    """Written as in the word files: "scar*" is a beginning; ^ and $ are where the message begins and ends."""
    words = ["0" * len(word) if word.isdigit() else word for word in wording.words[:_MOST_WORDS]]
    beginnings = [_beginning(word) for word in words]
    pairs = (f"{first} {second}" for first, second in pairwise(["^", *beginnings, "$"]))
    return frozenset([*words, *beginnings, *pairs, *_form(wording, len(words))])


def _beginning(word: str) -> str:
    return word if len(word) <= _BEGINNING else f"{word[:_BEGINNING]}*"


def _form(wording: Wording, length: int) -> Iterator[str]:
    if wording.asks:
        yield "?"
    if wording.exclaims:
        yield "!"
    if "€" in wording.raw:
        yield "€"
    if any(link in wording.raw for link in _LINKS):
        yield "@link"
    yield f"@length {min(_LONGEST_STEP, length // _LENGTH_STEP)}"


def _parsed(counts: str) -> Iterator[tuple[str, int]]:
    parts = counts.split(" ")
    return zip(parts[::2], map(int, parts[1::2]), strict=True)


def read_counts(lines: Sequence[str]) -> WordCounts:
    """The first line holds the totals, every other one a feature, a tab and its counts, in order."""
    return WordCounts(
        SortedLines(lines[1:]), {Kind(kind): count for kind, count in _parsed(lines[0].removeprefix("\t"))}
    )


@cache
def word_counts() -> WordCounts:
    file = resources.files("urp.meaning").joinpath("words", _FILE)
    return read_counts(file.read_text("utf-8").splitlines())
