"""What the rules understood and what the counts say, weighed against each other."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass

from urp.meaning.arbitration import ARBITRATION
from urp.meaning.counted_danger import LIFE, danger, is_danger, likelier
from urp.meaning.model import Kind, Meaning
from urp.meaning.moderation import ASKED_WITH_A_MARK
from urp.meaning.normalisation import Wording
from urp.meaning.ruled_out import BREACHES
from urp.meaning.word_counts import MILDEST, Scores, WordCounts

_ASKS, _ANNOUNCED = "question.asks", "complaint.announced"
_ABUSE = frozenset({Kind.OFFENCE, Kind.THREAT})
_TALK = frozenset({Kind.GREETING, Kind.THANKS})
_WISHES = frozenset({Kind.WANTS_TO_JOIN, Kind.WANTS_TO_LEAVE})
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
        return Weighed(likelier(scores), scores, speaks)
    weighed = dict(scores)
    for each in ASKED_APART if by_rules.doubtful else {counted_as(by_rules)} - LIFE:
        weighed[each] += _weight(by_rules)
    if len(wording.words) <= ARBITRATION.brief:
        for each in BREACHES.keys() - {counted_as(by_rules)}:
            weighed[each] -= ARBITRATION.accused_briefly
        for each in _WISHES - {counted_as(by_rules)}:
            weighed[each] -= ARBITRATION.wished_briefly
    likeliest = max(sorted(weighed.keys() - LIFE - never), key=lambda each: weighed[each])
    kind = Kind.QUESTION if likeliest is Kind.THANKS and wording.asks else likeliest
    return Weighed(kind, weighed, speaks)


def _weight(by_rules: Meaning) -> float:
    signals = set(by_rules.rule.split("+"))
    if _ASKS in signals and not signals.isdisjoint(ASKED_WITH_A_MARK):
        return ARBITRATION.rules_plainly_asked
    if by_rules.kind is Kind.COMPLAINT and _ANNOUNCED in signals:
        return ARBITRATION.rules_announced
    if by_rules.kind is Kind.HOW_TO_LEAVE:
        return ARBITRATION.rules_how_to_leave
    if by_rules.kind in _ABUSE:
        return ARBITRATION.rules_abuse
    return ARBITRATION.rules_talk if by_rules.kind in _TALK else ARBITRATION.rules


def counted_as(meaning: Meaning) -> Kind:
    """The kind under which the counts know it."""
    return meaning.kind if meaning.kind in LIFE else MILDEST[meaning.label]
