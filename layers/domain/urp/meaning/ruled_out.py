"""What the rules know better than any count: a denied wish, one's own number, an official link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from urp.meaning.breaches import Breach
from urp.meaning.model import Kind, Meaning
from urp.meaning.moderation.signals import only_official_links
from urp.meaning.moderation.third_parties import gives_own_number, tells_for_help
from urp.meaning.normalisation import Wording
from urp.meaning.phrase_places import Hit
from urp.meaning.surroundings import guard

BREACHES: Mapping[Kind, Breach] = {
    Kind.SPAM: Breach.SPAM,
    Kind.OFFENCE: Breach.OFFENSIVE_LANGUAGE,
    Kind.THREAT: Breach.THREAT,
    Kind.OTHER_PEOPLES_DATA: Breach.OTHER_PEOPLES_DATA,
    Kind.PROMOTION: Breach.PROMOTION,
    Kind.FUND_RAISING: Breach.FUND_RAISING,
}
_FEWEST_TO_ACCUSE = 3
"""Words: "sindaco" alone is nobody's insult."""
_HEARD = frozenset({Kind.LEAVE, Kind.WANTS_TO_LEAVE, Kind.HOW_TO_LEAVE, Kind.WANTS_TO_JOIN})
_NOTHING_ARRIVES = "complaint.nothing_arrives"
"""Who misses our messages does not want to leave, and has joined if they used to come."""
STANDS_BESIDE = frozenset({Breach.DEFAMATION, Breach.OTHER_PEOPLES_DATA})


def ruled_out(by_rules: Meaning, wording: Wording, hits: Sequence[Hit]) -> frozenset[Kind]:
    never = _of_who_misses_us(wording, hits)
    if by_rules.kind not in _HEARD and _denies_joining(wording, hits):
        never.add(Kind.WANTS_TO_JOIN)
    if by_rules.breach in STANDS_BESIDE and by_rules.kind not in BREACHES:
        never |= BREACHES.keys()
    if by_rules.breach is None and gives_own_number(wording):
        never |= {Kind.OTHER_PEOPLES_DATA, Kind.SPAM, Kind.PROMOTION, Kind.FUND_RAISING}
    if by_rules.breach is None and tells_for_help(wording):
        never.add(Kind.OTHER_PEOPLES_DATA)
    if len(wording.words) < _FEWEST_TO_ACCUSE and by_rules.breach is None:
        never |= BREACHES.keys()
    if by_rules.kind is Kind.THREAT and not wording.asks:
        never |= {Kind.GREETING, Kind.THANKS}  # "siete morti"; with a mark it asks who is there
    if only_official_links(wording):
        never |= {Kind.SPAM, Kind.PROMOTION, Kind.FUND_RAISING}
    return frozenset(never)


def _of_who_misses_us(wording: Wording, hits: Sequence[Hit]) -> set[Kind]:
    if not any(hit.rule == _NOTHING_ARRIVES for hit in hits):
        return set()
    return {Kind.WANTS_TO_LEAVE, Kind.WANTS_TO_JOIN} if "piu" in wording.words else {Kind.WANTS_TO_LEAVE}


def _denies_joining(wording: Wording, hits: Sequence[Hit]) -> bool:
    """ "Non voglio iscrivermi"."""
    wishes = (hit for hit in hits if hit.rule.startswith("joining."))
    return any(guard(wording, hit, within_clause=True).denied for hit in wishes)
