"""Danger is heard by the rules or by the counts; only overwhelming counts silence a rule."""

from __future__ import annotations

from collections.abc import Set
from statistics import fmean

from urp.meaning.emergencies import WEIGHED
from urp.meaning.model import Kind, Meaning
from urp.meaning.normalisation import Wording
from urp.meaning.word_counts import Scores

LIFE = frozenset({Kind.EMERGENCY, Kind.DISTRESS})
_UNSEEN = -5.0
"""A danger no rule saw is one where the counts find it this near to the likeliest kind; where they heard a
question, only where nothing is likelier."""
_WANTS_TO_KNOW = "question.wants_to_know"
"""Of a question without its mark."""
_DENIED, _WEIGHED_DENIED = -15.0, -4.0
"""A danger the rules saw is none where the counts find it so far off: one in certain words, and one in signs
weighed together."""
_LIFTED, _FIRST = 24.0, 20.0
"""And where it is so far above the average of all kinds, for of unknown words nothing is likely; less where
it is the likeliest."""
_BRIEF, _BRIEF_LEAD, _BRIEF_LIFTED = 6, 4.0, 14.0
"""In so few words it must be so much the likeliest."""


def is_danger(by_rules: Meaning, scores: Scores, wording: Wording) -> bool:
    near = lead(scores, LIFE)
    if by_rules.kind in LIFE:
        return near >= (_WEIGHED_DENIED if by_rules.rule.startswith(WEIGHED) else _DENIED)
    asked = by_rules.kind is Kind.QUESTION and (wording.asks or _WANTS_TO_KNOW in by_rules.rule)
    lifted = max(scores[each] for each in LIFE) - fmean(scores.values())
    if near >= 0 and by_rules.breach is None and not asked:
        if len(wording.words) <= _BRIEF:
            return near >= _BRIEF_LEAD and lifted >= _BRIEF_LIFTED
        return lifted >= _FIRST
    return near >= (0 if asked or by_rules.breach else _UNSEEN) and lifted >= _LIFTED


def lead(scores: Scores, kinds: Set[Kind]) -> float:
    """How far the likeliest of these kinds is ahead of the likeliest other."""
    return max(scores[each] for each in kinds) - max(scores[each] for each in scores.keys() - kinds)
