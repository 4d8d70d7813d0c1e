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


NEED = "soliciting.need."
_OF_MANY = frozenset({"soliciting.cause.of_many", "soliciting.cause.public"})
_ANYBODY, _ACCOUNT = "soliciting.cause.whoever", "soliciting.cause.account"


def read_need(wording: Wording, hits: Sequence[Hit]) -> Meaning | None:
    """The writer lacks money and tells the office: a question. Not a cause of many, nor what is asked of
    everybody, nor of "whoever can" with the account to pay into."""
    rules = {hit.rule for hit in hits}
    if not rules.isdisjoint(_OF_MANY) or {_ANYBODY, _ACCOUNT} <= rules:
        return None
    said = next((hit for hit in hits if hit.rule.startswith(NEED)), None)
    if said is None:
        return None
    words = tuple(wording.words[place] for place in said.at)
    return Meaning(Kind.QUESTION, said.rule, words, in_need=True)


def read_soliciting(wording: Wording, hits: Sequence[Hit]) -> Meaning | None:
    weighed = {name: weigh(hits, f"soliciting.{name}") for name in _SOLICITED}
    illegal = weighed["illegal"][0] >= _NEEDED
    name = "illegal" if illegal else max(weighed, key=lambda each: weighed[each][0])
    weight, speaking = weighed[name]
    if weight < _NEEDED:
        return None
    kind, breach = _SOLICITED[name]
    if breach is Breach.FUND_RAISING and read_need(wording, hits) is not None:
        return None
    words = tuple(wording.words[place] for place in speaking[0].at)
    return Meaning(kind, speaking[0].rule, words, breach=breach)
