"""Arbitrate between what the rules understood and what the counted words say: danger first, then all else.

What the rules know better than any count is ruled out: a denied wish, one's own number, an official link.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from urp.meaning.breaches import Breach
from urp.meaning.model import LIFE, Kind, Meaning
from urp.meaning.moderation.reading import ASKED_WITH_A_MARK
from urp.meaning.moderation.signals import has_only_official_links
from urp.meaning.moderation.third_parties import gives_own_number, tells_for_help
from urp.meaning.normalisation import Wording
from urp.meaning.phrases import Hit
from urp.meaning.surroundings import read_guards
from urp.meaning.word_counts import MILDEST, Scores, WordCounts


@dataclass(frozen=True, slots=True)
class Arbitration:
    """The numbers, and what each was chosen on.

    Natural logarithms, but for numbers of words. Each was left out once: what changed no gate is gone.
    """

    danger_words: float = 14.0
    """Weight of one unit of `DangerWords`. On: cries and false alarms."""
    danger_lifted: float = 0.2
    """Of unknown words nothing is likely: how far danger is above the average kind counts for a fifth. On:
    cries amid business; without it three times as many are missed."""
    danger_furthest: float = 40.0
    """Beyond it the counts tell of length alone; bounds what a hostile text can add up. On: no gate."""
    danger_accused: float = -6.5
    """A breach speaks of harm, but its writer is not in danger. On: alarms that call out."""
    danger_in_anger: float = 0.0
    """Of an insult: from here its writer may be in danger. On: cries beside insults, insults alone."""
    brief: int = 6
    """In so few words, most of which answer what the desk has asked, the counts know little. On: replies."""
    danger_in_brief: float = -9.0
    """On: possible alarms on short replies."""
    danger_possible: float = -6.5
    """From here a danger is possible. On: cries missed against false alarms."""
    danger_sure: float = 9.0
    """From here somebody is called out. On: the same."""

    rules: float = 7.0
    """What the rules understood is worth about two words that only one kind has. On: macro-F1."""
    rules_how_to_leave: float = 20.0
    """A question how to leave is seldom anything else. On: leaves that were none."""
    rules_abuse: float = 15.0
    """Of a threat or an insult, often of a word or two. On: `test_breaches`."""
    rules_announced: float = 50.0
    """A message that announces a complaint, and asks nothing, is one. On: `test_redirects`."""
    rules_talk: float = 2.0
    """Of greetings and thanks, whose rules take too much. On: macro-F1."""
    rules_plainly_asked: float = 12.0
    """Of a question with its mark and a word that asks. On: reports against questions."""
    accused_briefly: float = 10.0
    """A few counted words alone are no breach. On: `test_two_matters`."""
    wished_briefly: float = 12.0
    """Nor a wish to join or leave: "numero di telefono". On: `test_two_matters`."""
    report_or_question: float = 4.0
    """A report and a question nearer than this are asked about, with two buttons. On: how many are asked."""

    leaving_agreed: float = 2.0
    """A leave is obeyed at once where it is ahead by so much. On: leaves that were none."""
    leaving_possible: float = -8.0
    """From here the citizen is told the word that leaves. On: leaves missed."""
    sentence_cries: float = 10.0
    """A short sentence of so much danger is a possible one. On: composed messages, possible alarms."""
    stretch_cries: float = 16.0
    """And every sixteen words in a row. On: the same."""
    part_threatens: float = 15.0
    """A part where a threat leads by so much threatens. On: composed messages, breaches on harmless ones."""


ARBITRATION = Arbitration()


def weigh_danger(by_rules: Meaning, scores: Scores, heard: float, wording: Wording) -> float:
    """Weigh rules, counts and `DangerWords` together, in natural logarithms; above zero for a danger.

    Business around a plain cry never makes a danger impossible.
    """
    at = ARBITRATION
    lifted = max(scores[each] for each in LIFE) - sum(scores.values()) / len(scores)
    led = max(-at.danger_furthest, min(at.danger_furthest, measure_lead(scores, LIFE)))
    speaks = at.danger_words * heard + led + at.danger_lifted * lifted
    if by_rules.breach is not None or by_rules.in_need:
        speaks += at.danger_accused
    if by_rules.kind in LIFE:
        return max(speaks, at.danger_possible)
    return speaks + (at.danger_in_brief if len(wording.words) <= at.brief else 0)


def _is_danger(speaks: float) -> bool:
    return speaks >= ARBITRATION.danger_possible


def is_sure(speaks: float) -> bool:
    return speaks >= ARBITRATION.danger_sure


def is_only_possible(by_rules: Meaning, speaks: float) -> bool:
    """True for a danger that neither certain words nor clear counts tell, and without a threat beside it."""
    threatened = by_rules.breach is Breach.THREAT
    certain = by_rules.kind in LIFE and speaks > ARBITRATION.danger_possible
    return not is_sure(speaks) and not certain and not threatened


def pick_danger(scores: Scores) -> Kind:
    """The likelier of the two dangers; of equals the same in every process."""
    return max(sorted(LIFE), key=lambda each: scores[each])


def measure_lead(scores: Scores, kinds: Set[Kind]) -> float:
    """How far the likeliest of these kinds is ahead of the likeliest other."""
    return max(scores[kind] for kind in kinds) - max(scores[each] for each in scores.keys() - kinds)


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
"""A citizen who misses our messages does not want to leave, and has joined if they used to come."""
STANDS_BESIDE = frozenset({Breach.DEFAMATION, Breach.OTHER_PEOPLES_DATA})


def rule_out(by_rules: Meaning, wording: Wording, hits: Sequence[Hit]) -> frozenset[Kind]:
    never = _rule_out_for_missed_notices(wording, hits)
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
    if has_only_official_links(wording):
        never |= {Kind.SPAM, Kind.PROMOTION, Kind.FUND_RAISING}
    return frozenset(never)


def _rule_out_for_missed_notices(wording: Wording, hits: Sequence[Hit]) -> set[Kind]:
    if not any(hit.rule == _NOTHING_ARRIVES for hit in hits):
        return set()
    return {Kind.WANTS_TO_LEAVE, Kind.WANTS_TO_JOIN} if "piu" in wording.words else {Kind.WANTS_TO_LEAVE}


def _denies_joining(wording: Wording, hits: Sequence[Hit]) -> bool:
    """ "Non voglio iscrivermi"."""
    wishes = (hit for hit in hits if hit.rule.startswith("joining."))
    return any(read_guards(wording, hit, within_clause=True).denied for hit in wishes)


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


def weigh_against(
    by_rules: Meaning, wording: Wording, known: Mapping[str, str], counts: WordCounts, never: Set[Kind]
) -> Weighed:
    """The likeliest kind: a danger, or else none of `never`."""
    scores = counts.score(known)
    speaks = weigh_danger(by_rules, scores, counts.danger.weigh_message(wording), wording)
    if _is_danger(speaks):
        return Weighed(pick_danger(scores), scores, speaks)
    weighed = dict(scores)
    for each in ASKED_APART if by_rules.doubtful else {kind_in_counts(by_rules)} - LIFE:
        weighed[each] += _weight_of_rules(by_rules)
    if len(wording.words) <= ARBITRATION.brief:
        for each in BREACHES.keys() - {kind_in_counts(by_rules)}:
            weighed[each] -= ARBITRATION.accused_briefly
        for each in _WISHES - {kind_in_counts(by_rules)}:
            weighed[each] -= ARBITRATION.wished_briefly
    likeliest = max(sorted(weighed.keys() - LIFE - never), key=lambda each: weighed[each])
    kind = Kind.QUESTION if likeliest is Kind.THANKS and wording.asks else likeliest
    return Weighed(kind, weighed, speaks)


def _weight_of_rules(by_rules: Meaning) -> float:
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


def kind_in_counts(meaning: Meaning) -> Kind:
    """The kind under which the counts know it."""
    return meaning.kind if meaning.kind in LIFE else MILDEST[meaning.label]
