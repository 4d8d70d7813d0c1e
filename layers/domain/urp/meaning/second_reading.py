"""What the rules understood, held against how such words were meant before.

The rules are right where they are narrow, the counts where a citizen found words of their own. Together they
decide; nothing is done on counts alone that a citizen could not take back: they ask, tell or propose.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from urp.meaning.counted_danger import LIFE, is_danger, lead
from urp.meaning.model import LABELS, Kind, Meaning
from urp.meaning.normalisation import Wording
from urp.meaning.phrases import Hit
from urp.meaning.ruled_out import BREACHES, STANDS_BESIDE, ruled_out
from urp.meaning.word_counts import MILDEST, Scores, WordCounts, features_of

_RULES_WEIGH, _SURE, _UNSURE = 7.0, 15.0, 2.0
"""Natural logarithms: what the rules understood is worth about two words that only one kind has. Kinds whose
rules seldom err are worth more; those whose rules take too much, or miss as much as they find, less."""
_WEIGHTS: Mapping[Kind, float] = {
    **dict.fromkeys((Kind.OFFENCE, Kind.THIRD_PERSON), _SURE),
    Kind.HOW_TO_LEAVE: 20.0,
    **dict.fromkeys((Kind.REPORT, Kind.GREETING, Kind.THANKS, Kind.WANTS_TO_JOIN), _UNSURE),
    **dict.fromkeys((Kind.SPAM, Kind.FUND_RAISING), _UNSURE),
}
_FEW, _MORE_FOR_FEW = 8, 3.0
"""Where so few features are known the counts know little, and the rules weigh more."""
_ACCUSED, _BRIEF, _ACCUSED_BRIEFLY = 2.0, 6, 6.0
"""Nobody is said to break the rules by counts alone unless they are so much clearer; in few words, much."""
_NO_DIGITS = 8.0
"""Other people's data without any digit are seldom more than a name."""
_LEAVING_AGREED = -5.0
"""Whoever seems to leave in a sentence leaves at once where the counts find it this near; else they are told
the word."""
_TOO_CLOSE = 4.0
"""A report and a question this near each other are asked apart, with two buttons."""
_WHOLE_MESSAGE = ("intents.", "leaving.alone.", "emergencies.call_for_help")
"""Rules that know every word of the message."""
_SETTLED = frozenset({Kind.THIRD_PERSONS_NUMBER, Kind.DATA_RIGHTS})
_IDENTIFIER = "third_parties.identifier"
"""A code with a check digit, a number somebody is said to have: only danger comes before it."""
_ASKS_BESIDES = frozenset({Kind.QUESTION, Kind.COMPLAINT, Kind.SUGGESTION})
_LEAVES = frozenset({Kind.LEAVE, Kind.ERASE_DATA})
_HOW_TO_REPORT = "report.how_to_report"
_ASKED_APART = frozenset({Kind.REPORT, Kind.QUESTION})
_IN_ANGER = frozenset({Kind.OFFENCE, Kind.THREAT})
"""Whoever leaves in anger leaves."""
_UNANSWERED = frozenset({Kind.GREETING, Kind.THANKS})
_LONGEST_GREETING = 8
"""Words: "Buonasera, c'è qualcuno?" asks nothing; a question taken for a greeting would be lost."""


def read_again(by_rules: Meaning, wording: Wording, hits: Sequence[Hit], counts: WordCounts) -> Meaning:
    """The rules' meaning itself where the counts agree or the rules need no second reading."""
    if by_rules.clear or by_rules.kind is Kind.JOIN or by_rules.rule.startswith(_WHOLE_MESSAGE):
        return by_rules
    features = features_of(wording)
    scores = counts.scores(features)
    calm = {each: score for each, score in scores.items() if each not in _IN_ANGER}
    leaving = lead(calm, {Kind.WANTS_TO_LEAVE})
    known = sum(each in counts.meant for each in features)
    kind = _weighed(by_rules, scores, wording, ruled_out(by_rules, wording, hits), known)
    settled = by_rules.kind in _SETTLED or by_rules.rule == _IDENTIFIER
    if kind not in LIFE and (settled or (by_rules.kind in _LEAVES and kind in _IN_ANGER)):
        return by_rules
    doubtful = kind in _ASKED_APART and (
        abs(scores[Kind.REPORT] - scores[Kind.QUESTION]) <= _TOO_CLOSE
        or (by_rules.doubtful and len(wording.words) <= _BRIEF)
    )
    if by_rules.kind in _LEAVES and kind is Kind.WANTS_TO_LEAVE and leaving < _LEAVING_AGREED:
        return replace(by_rules, kind=kind)
    if LABELS[kind] is by_rules.label:
        return replace(by_rules, doubtful=doubtful)
    words = counts.spoke(features, kind, _counted(by_rules))
    breach = BREACHES.get(kind) or (by_rules.breach if by_rules.breach in STANDS_BESIDE else None)
    if kind is Kind.QUESTION and any(hit.rule == _HOW_TO_REPORT for hit in hits):
        kind = Kind.HOW_TO_REPORT
    asks = kind is Kind.OTHER_PEOPLES_DATA and by_rules.kind in _ASKS_BESIDES
    besides = by_rules.kind if asks else None
    return Meaning(kind, f"counts.{kind.value}", words, breach=breach, besides=besides, doubtful=doubtful)


def _weighed(by_rules: Meaning, scores: Scores, wording: Wording, never: Set[Kind], known: int) -> Kind:
    """`scores` are given the weight of the rules."""
    if is_danger(by_rules, scores, wording, known):
        return max(LIFE, key=lambda each: scores[each])
    for each in _ASKED_APART if by_rules.doubtful else {_counted(by_rules)} - LIFE:
        scores[each] += _WEIGHTS.get(by_rules.kind, _RULES_WEIGH) + (_MORE_FOR_FEW if known < _FEW else 0)
    for each in BREACHES.keys() - {_counted(by_rules)}:
        scores[each] -= _ACCUSED_BRIEFLY if len(wording.words) <= _BRIEF else _ACCUSED
    if not any(map(str.isdigit, wording.raw)):
        scores[Kind.OTHER_PEOPLES_DATA] -= _NO_DIGITS
    kind = max(sorted(scores.keys() - LIFE - never), key=lambda each: scores[each])
    asks = wording.asks and (kind is Kind.THANKS or len(wording.words) > _LONGEST_GREETING)
    return Kind.QUESTION if kind in _UNANSWERED and asks else kind


def _counted(meaning: Meaning) -> Kind:
    return meaning.kind if meaning.kind in LIFE else MILDEST[meaning.label]
