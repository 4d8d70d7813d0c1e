"""Danger is heard by rules and counts together; where they are unsure of it, it is possible."""

from __future__ import annotations

from collections.abc import Set

from urp.meaning.breaches import Breach
from urp.meaning.model import Kind, Meaning
from urp.meaning.normalisation import Wording
from urp.meaning.word_counts import Scores

LIFE = frozenset({Kind.EMERGENCY, Kind.DISTRESS})
_FURTHEST, _HIGHEST = 40.0, 80.0
"""Beyond them the counts tell of length alone."""
_LIFTED = 0.2
"""Of unknown words nothing is likely: how far danger is above the average kind counts for a fifth."""
_BY_WORDS = 14.0
"""What it is worth that `DangerWords` lie by one on the side of danger."""
_HEARD = 15.0
"""What it is worth that the rules heard a danger."""
_ACCUSED = -6.5
"""Who breaks the rules of the service speaks of harm without being in it, and who lacks money of hunger."""
_BRIEF, _IN_BRIEF = 6, -9.0
"""In so few words, most of which answer what the desk has asked, the counts alone know little."""
_POSSIBLE, _SURE = -6.5, 9.0
"""From here a danger is possible, from there somebody is called out. As all these: decisions 0088 to 0093."""


def danger(by_rules: Meaning, scores: Scores, heard: float, wording: Wording) -> float:
    """By how much it speaks for a danger: the rules' word, the counts' and that of `DangerWords` together, in
    natural logarithms. Business around a plain cry never makes it impossible."""
    speaks = _BY_WORDS * heard
    lifted = max(scores[each] for each in LIFE) - sum(scores.values()) / len(scores)
    speaks += max(-_FURTHEST, min(_FURTHEST, lead(scores, LIFE))) + _LIFTED * min(_HIGHEST, lifted)
    if by_rules.kind in LIFE:
        speaks += _HEARD
    elif len(wording.words) <= _BRIEF:
        speaks += _IN_BRIEF
    speaks += _ACCUSED if by_rules.breach is not None or by_rules.in_need else 0
    return max(speaks, _POSSIBLE) if by_rules.kind in LIFE else speaks


def is_danger(speaks: float) -> bool:
    return speaks >= _POSSIBLE


def is_sure(speaks: float) -> bool:
    return speaks >= _SURE


def is_only_possible(by_rules: Meaning, speaks: float) -> bool:
    """Of what is a danger: not heard in certain words, not by clear counts, and no threat beside it. Plain
    words that all others speak against are asked about."""
    threatened = by_rules.breach is Breach.THREAT
    certain = by_rules.kind in LIFE and speaks > _POSSIBLE
    return not is_sure(speaks) and not certain and not threatened


def lead(scores: Scores, kinds: Set[Kind]) -> float:
    """How far the likeliest of these kinds is ahead of the likeliest other."""
    return max(scores[each] for each in kinds) - max(scores[each] for each in scores.keys() - kinds)
