"""What the rules know better than any count: a denied wish, one's own number, an official link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from urp.meaning.breaches import Breach
from urp.meaning.model import Kind, Meaning
from urp.meaning.moderation.signals import only_official_links
from urp.meaning.moderation.third_parties import gives_own_number
from urp.meaning.normalisation import Wording
from urp.meaning.phrase_places import Hit
from urp.meaning.surroundings import guard
from urp.meaning.word_files import entries_of

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
_WISHES = {
    "joining.": frozenset({Kind.WANTS_TO_JOIN}),
    "leaving.": frozenset({Kind.WANTS_TO_JOIN, Kind.WANTS_TO_LEAVE}),
}
"""What a denial rules out: "non voglio iscrivermi", "non cancellatemi"."""
_NOTHING_ARRIVES = "complaint.nothing_arrives"
"""Who misses our messages does not want to leave, and has joined if they used to come."""
_LEAVING = frozenset({Kind.LEAVE, Kind.WANTS_TO_LEAVE, Kind.HOW_TO_LEAVE})
_HEARD = _LEAVING | {Kind.WANTS_TO_JOIN}
STANDS_BESIDE = frozenset({Breach.DEFAMATION, Breach.OTHER_PEOPLES_DATA})


def ruled_out(by_rules: Meaning, wording: Wording, hits: Sequence[Hit]) -> frozenset[Kind]:
    never = _denied_wishes(wording, hits) if by_rules.kind not in _HEARD else set[Kind]()
    if by_rules.kind in _LEAVING:
        never.add(Kind.WANTS_TO_JOIN)
    if by_rules.breach in STANDS_BESIDE and by_rules.kind not in BREACHES:
        never |= BREACHES.keys()
    if by_rules.breach is None and gives_own_number(wording):
        never |= {Kind.OTHER_PEOPLES_DATA, Kind.SPAM, Kind.PROMOTION, Kind.FUND_RAISING}
    if len(wording.words) < _FEWEST_TO_ACCUSE and by_rules.breach is None:
        never |= BREACHES.keys()
    if by_rules.breach is None and not _lawful_steps().isdisjoint(wording.words):
        never.add(Kind.THREAT)
    if by_rules.kind is Kind.THREAT and not wording.asks:
        never |= {Kind.GREETING, Kind.THANKS}  # "siete morti"; with a mark it asks who is there
    if only_official_links(wording):
        never |= {Kind.SPAM, Kind.PROMOTION, Kind.FUND_RAISING}
    return frozenset(never)


def _denied_wishes(wording: Wording, hits: Sequence[Hit]) -> set[Kind]:
    never: set[Kind] = set()
    for rules, kinds in _WISHES.items():
        wishes = [hit for hit in hits if hit.rule.startswith(rules)]
        if any(guard(wording, hit, within_clause=True).denied for hit in wishes):
            never |= kinds
    if any(hit.rule == _NOTHING_ARRIVES for hit in hits):
        never.add(Kind.WANTS_TO_LEAVE)
        if "piu" in wording.words:
            never.add(Kind.WANTS_TO_JOIN)
    return never


@cache
def _lawful_steps() -> frozenset[str]:
    """ "Vi faccio vedere io in tribunale" is nobody's harm."""
    return frozenset(
        word for phrase in entries_of("threats", "veiled_against")["lawful"] for word in phrase.split("|")
    )
