"""Danger is heard by rules and counts together; where they are unsure of it, it is possible."""

from __future__ import annotations

from collections.abc import Set

from urp.meaning.arbitration import ARBITRATION
from urp.meaning.breaches import Breach
from urp.meaning.model import Kind, Meaning
from urp.meaning.normalisation import Wording
from urp.meaning.word_counts import Scores

LIFE = frozenset({Kind.EMERGENCY, Kind.DISTRESS})


def danger(by_rules: Meaning, scores: Scores, heard: float, wording: Wording) -> float:
    """By how much it speaks for a danger: the rules' word, the counts' and that of `DangerWords` together, in
    natural logarithms. Business around a plain cry never makes it impossible."""
    at = ARBITRATION
    lifted = max(scores[each] for each in LIFE) - sum(scores.values()) / len(scores)
    led = max(-at.danger_furthest, min(at.danger_furthest, lead(scores, LIFE)))
    speaks = at.danger_words * heard + led + at.danger_lifted * lifted
    if by_rules.breach is not None or by_rules.in_need:
        speaks += at.danger_accused
    if by_rules.kind in LIFE:
        return max(speaks, at.danger_possible)
    return speaks + (at.danger_in_brief if len(wording.words) <= at.brief else 0)


def is_danger(speaks: float) -> bool:
    return speaks >= ARBITRATION.danger_possible


def is_sure(speaks: float) -> bool:
    return speaks >= ARBITRATION.danger_sure


def is_only_possible(by_rules: Meaning, speaks: float) -> bool:
    """Of what is a danger: not heard in certain words, not by clear counts, and no threat beside it. Plain
    words that all others speak against are asked about."""
    threatened = by_rules.breach is Breach.THREAT
    certain = by_rules.kind in LIFE and speaks > ARBITRATION.danger_possible
    return not is_sure(speaks) and not certain and not threatened


def likelier(scores: Scores) -> Kind:
    """Of the two dangers; of equals the same in every process."""
    return max(sorted(LIFE), key=lambda each: scores[each])


def lead(scores: Scores, kinds: Set[Kind]) -> float:
    """How far the likeliest of these kinds is ahead of the likeliest other."""
    return max(scores[kind] for kind in kinds) - max(scores[each] for each in scores.keys() - kinds)
