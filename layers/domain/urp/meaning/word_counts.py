"""Scores a message by how its words were meant before: counted and weighed over labelled messages.

Multinomial naive Bayes over words, beginnings of words and pairs of them; beside each count the weight that a
logistic regression gave the word among all others: how often "lampione" was a report, and what it still says
where other words say as much. A file that can be read line by line; it is built, not kept: `make count-words`
writes it from `tests/evaluation/sets/train.jsonl`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from math import log, sqrt
from mmap import ACCESS_READ, mmap

from urp.meaning.model import Kind, Label
from urp.meaning.normalisation import Wording
from urp.meaning.word_features import danger_features_of, letters_of, words_to_count
from urp.meaning.word_files import WORDS, LineIndex, SortedLines, index_lines, load_built

type Scores = dict[Kind, float]
"""How well each kind fits, as natural logarithms; the best has 0."""

_FILE, _DANGER, _FOREIGN = "counts.tsv", "danger.tsv", "foreign.tsv"
_SMOOTHED = 0.15
"""Added to every count (Lidstone): a feature unseen in a kind's messages is unlikely, not impossible."""


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
_COUNTED = (*MILDEST.values(), Kind.DISTRESS)
_REMEMBERED = 8_192
"""Cached lines: some 5 MB."""
MOST_SPOKEN = 5
"""So many words or features explain a verdict."""
IN_ONE = 32
"""Weights of the file are whole: so many of them are one of what was learned."""


@dataclass(frozen=True, slots=True)
class DangerWords:
    weights: Mapping[str, str]
    """Whole numbers, above zero for a danger."""

    def weigh_message(self, wording: Wording) -> float:
        """Weigh a message: above zero for a danger, seldom beyond two.

        Divided by the root of how many features have a weight: many words of a long message that each hint a
        little are no cry for help.
        """
        return self.weigh(danger_features_of(wording))

    def weigh(self, features: Set[str]) -> float:
        """Weigh features, of `danger_features_of` or `foreign_features_of`."""
        spoke = [int(told) for feature in features if (told := self.weights.get(feature))]
        return sum(spoke) / IN_ONE / sqrt(len(spoke)) if spoke else 0

    def explain(self, wording: Wording) -> tuple[str, ...]:
        """The words that weigh most for a danger, with their letters."""
        words = dict.fromkeys(words_to_count(wording))
        spoke = sorted((-self._weight(word), word) for word in words)
        return tuple(word for against, word in spoke[:MOST_SPOKEN] if against < 0)

    def _weight(self, word: str) -> int:
        return sum(int(self.weights.get(each, 0)) for each in (word, *letters_of(word)))


_NO_DANGER = DangerWords({})


@dataclass(frozen=True, slots=True)
class WordCounts:
    meant: Mapping[str, str]
    """By feature, in how many messages of each kind it was, a tab, and its weights, in natural logarithms:
    "complaint 2 report 12\tquestion -2 report 3"."""
    totals: Mapping[Kind, int]
    """Per kind the sum of these counts."""
    danger: DangerWords = _NO_DANGER
    foreign: DangerWords = _NO_DANGER
    """Of other languages: what `foreign_features_of` takes from a message."""

    def find_known(self, features: Set[str]) -> Mapping[str, str]:
        """The features that the file has, sorted: sums of fractions depend on their order."""
        return {feature: told for feature in sorted(features) if (told := self.meant.get(feature))}

    def is_in_messages(self, word: str, messages: int) -> bool:
        """True if the word was in at least so many messages."""
        counts, _, _ = self.meant.get(word, "").partition("\t")
        return sum(int(count) for _, count in _split_pairs(counts)) >= messages

    def score(self, known: Mapping[str, str]) -> Scores:
        kinds = _SMOOTHED * len(self.meant)
        columns = zip(*map(_logarithms_of, known.values()), strict=True)
        spoke = dict(zip(_COUNTED, map(sum, columns), strict=False))
        scores = {
            kind: spoke.get(kind, 0) - len(known) * log(total + kinds) for kind, total in self.totals.items()
        }
        best = max(scores.values())
        return {kind: score - best for kind, score in scores.items()}

    def explain(self, known: Mapping[str, str], kind: Kind, rival: Kind) -> tuple[str, ...]:
        """The features that speak most for `kind` and against `rival`."""
        ours, theirs = _COUNTED.index(kind), _COUNTED.index(rival)
        speaks = {each: _logarithms_of(told) for each, told in known.items()}
        spoke = sorted((row[theirs] - row[ours], each) for each, row in speaks.items())
        return tuple(each for against, each in spoke[:MOST_SPOKEN] if against < 0)


@lru_cache(maxsize=_REMEMBERED)
def _logarithms_of(told: str) -> tuple[float, ...]:
    """For each of `_COUNTED`, in logarithms."""
    speaks = dict.fromkeys(map(str, _COUNTED), 0.0)
    counts, _, weights = told.partition("\t")
    for kind, count in _split_pairs(counts):
        speaks[kind] += log(1 + int(count) / _SMOOTHED)
    for kind, weight in _split_pairs(weights):
        speaks[kind] += int(weight)
    return tuple(speaks.values())


def _split_pairs(text: str) -> Iterator[tuple[str, str]]:
    parts = text.split()
    return zip(parts[::2], parts[1::2], strict=True)


def read_counts(file: bytes | mmap, index: LineIndex) -> WordCounts:
    """The first line holds the totals, every other one, in order, a feature, its counts and its weights.

    Bytes, since to decode megabytes would cost every new process more than the words of its messages.
    """
    by_kind = {Kind(kind): int(total) for kind, total in _split_pairs(file[: _end_of_totals(file)].decode())}
    return WordCounts(SortedLines(file, index), by_kind)


def read_danger_words(file: bytes | mmap, index: LineIndex) -> DangerWords:
    """Every line, in order: a feature, a tab and its weight."""
    return DangerWords(SortedLines(file, index))


@cache
def load_word_counts() -> WordCounts:
    counts, danger, foreign = load_built("tables", index_tables)
    return replace(
        read_counts(_map_table(_FILE), counts),
        danger=read_danger_words(_map_table(_DANGER), danger),
        foreign=read_danger_words(_map_table(_FOREIGN), foreign),
    )


def index_tables() -> tuple[LineIndex, LineIndex, LineIndex]:
    return (
        index_counts(_map_table(_FILE)[:]),
        index_lines(_map_table(_DANGER)[:]),
        index_lines(_map_table(_FOREIGN)[:]),
    )


def index_counts(file: bytes) -> LineIndex:
    return index_lines(file, _end_of_totals(file))


def _end_of_totals(file: bytes | mmap) -> int:
    return file.find(b"\n") + 1


def _map_table(name: str) -> mmap:
    """Map a table into memory: a message needs a hundred of its lines."""
    try:
        with (WORDS / name).open("rb") as file:
            return mmap(file.fileno(), 0, access=ACCESS_READ)
    except FileNotFoundError:
        raise FileNotFoundError(f"{name} is counted in the train set first: make count-words") from None
