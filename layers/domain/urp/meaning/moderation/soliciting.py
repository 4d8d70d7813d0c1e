"""Asking for money, selling, canvassing, flooding: no single word tells, what speaks for each is weighed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from urp.meaning.breaches import Breach
from urp.meaning.model import Kind, Meaning
from urp.meaning.moderation.weights import weigh
from urp.meaning.normalisation import Wording
from urp.meaning.phrase_places import Hit

_NEEDED = 4
_SOLICITED: Mapping[str, tuple[Kind, Breach]] = {
    "illegal": (Kind.PROMOTION, Breach.ILLEGAL_ACTIVITY),
    "fund_raising": (Kind.FUND_RAISING, Breach.FUND_RAISING),
    "promotion": (Kind.PROMOTION, Breach.PROMOTION),
    "spam": (Kind.SPAM, Breach.SPAM),
}
"""Of two that weigh the same, the first; what is illegal comes before what it is sold as."""


def read_soliciting(wording: Wording, hits: Sequence[Hit]) -> Meaning | None:
    weighed = {name: weigh(hits, f"soliciting.{name}") for name in _SOLICITED}
    illegal = weighed["illegal"][0] >= _NEEDED
    name = "illegal" if illegal else max(weighed, key=lambda each: weighed[each][0])
    weight, speaking = weighed[name]
    if weight < _NEEDED:
        return None
    kind, breach = _SOLICITED[name]
    words = tuple(wording.words[place] for place in speaking[0].at)
    return Meaning(kind, speaking[0].rule, words, breach=breach)
