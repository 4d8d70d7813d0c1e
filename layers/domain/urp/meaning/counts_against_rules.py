"""What the rules understood and what the counts say, weighed against each other."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass

from urp.meaning.counted_danger import LIFE, danger, is_danger
from urp.meaning.model import Kind, Meaning
from urp.meaning.moderation import ASKED_WITH_A_MARK, PLAINLY_REPORTED
from urp.meaning.normalisation import Wording
from urp.meaning.ruled_out import BREACHES
from urp.meaning.word_counts import MILDEST, Scores, WordCounts

_RULES_WEIGH, _SURE, _UNSURE = 7.0, 15.0, 2.0
"""Natural logarithms: what the rules understood is worth about two words that only one kind has. Kinds whose
rules seldom err are worth more; those whose rules take too much, or miss as much as they find, less."""
_WEIGHTS: Mapping[Kind, float] = {
    **dict.fromkeys((Kind.OFFENCE, Kind.THIRD_PERSON), _SURE),
    Kind.HOW_TO_LEAVE: 20.0,
    Kind.LEAVE: 12.0,
    **dict.fromkeys((Kind.REPORT, Kind.GREETING, Kind.THANKS, Kind.WANTS_TO_JOIN), _UNSURE),
    **dict.fromkeys((Kind.SPAM, Kind.FUND_RAISING), _UNSURE),
}
_ASKS, _PLAIN = "question.asks", 12.0
"""Of a question with its mark and a word that asks."""
_SAYS_SO = frozenset({"complaint.said_so"})
"""Of who calls it a complaint: the counts know the word from questions how to make one."""
_ANNOUNCED, _CERTAIN = "complaint.announced", 50.0
"""Who wants to make one, and asks nothing, makes it."""
_FEW, _MORE_FOR_FEW = 8, 8.0
"""Where so few features are known the counts know little, and the rules weigh more."""
_ACCUSED, BRIEF, _ACCUSED_BRIEFLY = 2.0, 6, 10.0
"""Nobody is said to break the rules by counts alone unless they are so much clearer; in few words, much."""
_WISHES, _WISHED_BRIEFLY = frozenset({Kind.WANTS_TO_JOIN, Kind.WANTS_TO_LEAVE}), 12.0
"""Nor to want what the rules did not hear: "numero di telefono"."""
_NO_DIGITS = 9.0
"""Other people's data without any digit are seldom more than a name."""
ASKED_APART = frozenset({Kind.REPORT, Kind.QUESTION})


@dataclass(frozen=True, slots=True)
class Weighed:
    kind: Kind
    """The likeliest."""
    scores: Scores
    """All with the weights of the rules; of a danger without them."""
    danger: float


def weighed_against(
    by_rules: Meaning, wording: Wording, known: Mapping[str, str], counts: WordCounts, never: Set[Kind]
) -> Weighed:
    """None of `never`, unless it is a danger."""
    scores = counts.scores(known)
    speaks = danger(by_rules, scores, counts.danger.speak(wording), wording)
    if is_danger(speaks):
        return Weighed(max(sorted(LIFE), key=lambda each: scores[each]), scores, speaks)
    weighed = dict(scores)
    for each in ASKED_APART if by_rules.doubtful else {counted_as(by_rules)} - LIFE:
        weighed[each] += _weight(by_rules) + (_MORE_FOR_FEW if len(known) < _FEW else 0)
    brief = len(wording.words) <= BRIEF
    for each in BREACHES.keys() - {counted_as(by_rules)}:
        weighed[each] -= _ACCUSED_BRIEFLY if brief else _ACCUSED
    for each in _WISHES - {counted_as(by_rules)} if brief else ():
        weighed[each] -= _WISHED_BRIEFLY
    if not any(map(str.isdigit, wording.raw)):
        weighed[Kind.OTHER_PEOPLES_DATA] -= _NO_DIGITS
    likeliest = max(sorted(weighed.keys() - LIFE - never), key=lambda each: weighed[each])
    kind = Kind.QUESTION if likeliest is Kind.THANKS and wording.asks else likeliest
    return Weighed(kind, weighed, speaks)


def _weight(by_rules: Meaning) -> float:
    signals = set(by_rules.rule.split("+"))
    if _ASKS in signals and not signals.isdisjoint(ASKED_WITH_A_MARK):
        return _PLAIN
    if by_rules.kind is Kind.COMPLAINT and _ANNOUNCED in signals:
        return _CERTAIN
    if by_rules.kind is Kind.COMPLAINT and not signals.isdisjoint(_SAYS_SO):
        return _SURE
    if not signals.isdisjoint(PLAINLY_REPORTED):
        return _RULES_WEIGH
    return _WEIGHTS.get(by_rules.kind, _RULES_WEIGH)


def counted_as(meaning: Meaning) -> Kind:
    """The kind under which the counts know it."""
    return meaning.kind if meaning.kind in LIFE else MILDEST[meaning.label]
