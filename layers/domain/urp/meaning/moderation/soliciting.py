"""Asking for money, selling, canvassing, flooding: no single word tells, what speaks for each is weighed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from urp.meaning.breaches import Breach
from urp.meaning.model import Kind, Meaning
from urp.meaning.normalisation import Wording
from urp.meaning.phrases import Hit

_NEEDED = 4
_WEIGHTS = {"sure": 4, "strong": 2, "weak": 1, "asked": -2, "against": -4}
_SOLICITED: Mapping[str, tuple[Kind, Breach]] = {
    "illegal": (Kind.PROMOTION, Breach.ILLEGAL_ACTIVITY),
    "fund_raising": (Kind.FUND_RAISING, Breach.FUND_RAISING),
    "promotion": (Kind.PROMOTION, Breach.PROMOTION),
    "spam": (Kind.SPAM, Breach.SPAM),
}
"""Of two that weigh the same, the first."""


def read_soliciting(wording: Wording, hits: Sequence[Hit]) -> Meaning | None:
    weighed = {name: _weigh(hits, name) for name in _SOLICITED}
    name = max(weighed, key=lambda each: weighed[each][0])
    weight, heaviest = weighed[name]
    if weight < _NEEDED or heaviest is None:
        return None
    kind, breach = _SOLICITED[name]
    words = tuple(wording.words[place] for place in heaviest.at)
    return Meaning(kind, heaviest.rule, words, breach=breach)


def _weigh(hits: Sequence[Hit], name: str) -> tuple[int, Hit | None]:
    """Each list of the word file counts once, however often it is met."""
    firsts: dict[str, Hit] = {}
    for hit in hits:
        if hit.rule.startswith(f"soliciting.{name}_"):
            firsts.setdefault(hit.rule, hit)
    weights = {rule: _WEIGHTS[rule.split(".")[1].rpartition("_")[2]] for rule in firsts}
    heaviest = max(weights, key=weights.__getitem__, default=None)
    return sum(weights.values()), firsts[heaviest] if heaviest else None
