"""Reads asking for money, selling, canvassing, flooding by weighing signs: no single word tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from urp.meaning.breaches import Breach
from urp.meaning.model import Kind, Meaning
from urp.meaning.moderation.lexicon import weigh_signs
from urp.meaning.normalisation import Wording
from urp.meaning.phrases import Hit

_NEEDED = 4
_SOLICITED: Mapping[str, tuple[Kind, Breach]] = {
    "illegal": (Kind.PROMOTION, Breach.ILLEGAL_ACTIVITY),
    "fund_raising": (Kind.FUND_RAISING, Breach.FUND_RAISING),
    "promotion": (Kind.PROMOTION, Breach.PROMOTION),
    "spam": (Kind.SPAM, Breach.SPAM),
}
"""Of two that weigh the same, the first; what is illegal comes before what it is sold as."""


NEED = "soliciting.need."
_COLLECTED = (
    "soliciting.cause.",
    "soliciting.fund_raising_sure.collection",
    "soliciting.fund_raising_sure.give",
)
_NOT_THEIRS = frozenset(f"soliciting.cause.{name}" for name in ("of_many", "public", "false_child"))
_ANYBODY, _ACCOUNT = "soliciting.cause.whoever", "soliciting.cause.account"


def read_need(wording: Wording, hits: Sequence[Hit]) -> Meaning | None:
    """The writer lacks money and tells the office: a question. Not a cause of many, nor what is asked of
    everybody, nor of "whoever can" with the account to pay into, nor the fraud of the child's new number."""
    rules = {hit.rule for hit in hits}
    if not rules.isdisjoint(_NOT_THEIRS) or {_ANYBODY, _ACCOUNT} <= rules:
        return None
    said = next((hit for hit in hits if hit.rule.startswith(NEED)), None)
    return _need_of(said.rule, said, wording) if said else None


def read_request_to_office(wording: Wording, hits: Sequence[Hit]) -> Meaning | None:
    """Read a counted fund-raising as a request to the office, unless something tells of the public."""
    asked = next((hit for hit in hits if hit.rule.startswith("soliciting.fund_raising_")), None)
    return read_need(wording, hits) if _is_of_the_public(hits) else _need_of(f"{NEED}money", asked, wording)


def _is_of_the_public(hits: Sequence[Hit]) -> bool:
    return any(hit.rule.startswith(_COLLECTED) for hit in hits)


def _need_of(rule: str, said: Hit | None, wording: Wording) -> Meaning:
    words = tuple(wording.words[place] for place in said.at) if said else ()
    return Meaning(Kind.QUESTION, rule, words, in_need=said is not None)


def read_soliciting(wording: Wording, hits: Sequence[Hit]) -> Meaning | None:
    weighed = {name: weigh_signs(hits, f"soliciting.{name}") for name in _SOLICITED}
    illegal = weighed["illegal"][0] >= _NEEDED
    name = "illegal" if illegal else max(weighed, key=lambda each: weighed[each][0])
    weight, speaking = weighed[name]
    if weight < _NEEDED:
        return None
    kind, breach = _SOLICITED[name]
    if breach is Breach.FUND_RAISING:
        need = read_need(wording, hits)
        if need is not None or not _is_of_the_public(hits):
            return need
    words = tuple(wording.words[place] for place in speaking[0].at)
    return Meaning(kind, speaking[0].rule, words, breach=breach)
