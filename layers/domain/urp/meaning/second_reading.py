"""What the rules understood, held against how such words were meant before.

The rules are right where they are narrow, the counts where a citizen found words of their own. Together they
decide; nothing is done on counts alone that a citizen could not take back: they ask, tell or propose.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from urp.meaning.counted_danger import LIFE, danger, is_danger, is_only_possible, lead
from urp.meaning.model import COUNTED, LABELS, Kind, Meaning
from urp.meaning.moderation import ASKED_WITH_A_MARK, PLAINLY_REPORTED
from urp.meaning.moderation.third_parties import IDENTIFIER
from urp.meaning.normalisation import Wording, parts_of
from urp.meaning.phrase_places import Hit
from urp.meaning.ruled_out import BREACHES, STANDS_BESIDE, ruled_out
from urp.meaning.weighing import how_asked
from urp.meaning.word_counts import MILDEST, Scores, WordCounts, features_of
from urp.meaning.word_files import listed

_RULES_WEIGH, _SURE, _UNSURE = 7.0, 15.0, 2.0
"""Natural logarithms: what the rules understood is worth about two words that only one kind has. Kinds whose
rules seldom err are worth more; those whose rules take too much, or miss as much as they find, less."""
_WEIGHTS: Mapping[Kind, float] = {
    **dict.fromkeys((Kind.OFFENCE, Kind.THIRD_PERSON), _SURE),
    Kind.HOW_TO_LEAVE: 20.0,
    **dict.fromkeys((Kind.REPORT, Kind.GREETING, Kind.THANKS, Kind.WANTS_TO_JOIN), _UNSURE),
    **dict.fromkeys((Kind.SPAM, Kind.FUND_RAISING), _UNSURE),
}
_ASKS, _PLAIN = "question.asks", 12.0
"""Of a question with its mark and a word that asks."""
_SAYS_SO = frozenset({"complaint.said_so"})
"""Of who calls it a complaint: the counts know the word from questions how to make one."""
_FEW, _MORE_FOR_FEW = 8, 3.0
"""Where so few features are known the counts know little, and the rules weigh more."""
_ACCUSED, _BRIEF, _ACCUSED_BRIEFLY = 2.0, 6, 10.0
"""Nobody is said to break the rules by counts alone unless they are so much clearer; in few words, much."""
_WISHES, _WISHED_BRIEFLY = frozenset({Kind.WANTS_TO_JOIN, Kind.WANTS_TO_LEAVE}), 4.0
"""Nor to want what the rules did not hear: "numero di telefono"."""
_NO_DIGITS = 8.0
"""Other people's data without any digit are seldom more than a name."""
_LEAVING_AGREED, _LEAVING_POSSIBLE = 2.0, -8.0
"""With the weight of the rules. Whoever seems to leave in a sentence leaves at once where it is so far ahead;
they are told the word where it is not impossible."""
_TOO_CLOSE = 4.0
"""A report and a question this near each other are asked apart, with two buttons."""
_WHOLE_MESSAGE = ("intents.", "leaving.alone.", "emergencies.call_for_help")
"""Rules that know every word of the message."""
_SETTLED = frozenset({Kind.THIRD_PERSONS_NUMBER, Kind.DATA_RIGHTS, Kind.ERASE_DATA})
_ASKS_BESIDES = frozenset({Kind.QUESTION, Kind.COMPLAINT, Kind.SUGGESTION})
_LEAVES = frozenset({Kind.LEAVE, Kind.HOW_TO_LEAVE})
_KEPT = LIFE | _LEAVES | {Kind.THREAT, Kind.OFFENCE}
_ASKED_APART = frozenset({Kind.REPORT, Kind.QUESTION})
_IN_ANGER = frozenset({Kind.OFFENCE, Kind.THREAT})
"""Whoever leaves in anger leaves."""


def read_again(by_rules: Meaning, wording: Wording, hits: Sequence[Hit], counts: WordCounts) -> Meaning:
    """The rules' meaning itself where the counts agree or the rules need no second reading."""
    if by_rules.clear or by_rules.kind is Kind.JOIN or by_rules.rule.startswith(_WHOLE_MESSAGE):
        return by_rules
    never = ruled_out(by_rules, wording, hits)
    known = counts.known(features_of(wording))
    kind, scores = _weighed(by_rules, wording, known, counts, never)
    doubtful = _doubtful(by_rules, kind, scores, wording)
    perhaps = kind in LIFE and doubtful
    if (kind not in LIFE and _settled(by_rules)) or (perhaps and _before_what_is_only_possible(by_rules)):
        return by_rules
    kept = _kept(by_rules, kind, scores, wording, counts)
    if kept is not None:
        return replace(kept, doubtful=_doubtful(by_rules, kept.kind, scores, wording))
    if LABELS[kind] is by_rules.label:
        return replace(by_rules, doubtful=doubtful)
    words = counts.spoke(known, kind, _counted(by_rules))
    breach = BREACHES.get(kind) or (by_rules.breach if by_rules.breach in STANDS_BESIDE else None)
    kind = how_asked(kind, {hit.rule for hit in hits})
    asks = kind is Kind.OTHER_PEOPLES_DATA and by_rules.kind in _ASKS_BESIDES
    besides = by_rules.kind if asks else None
    return Meaning(kind, f"{COUNTED}{kind.value}", words, breach=breach, besides=besides, doubtful=doubtful)


def _doubtful(by_rules: Meaning, kind: Kind, scores: Scores, wording: Wording) -> bool:
    if kind in LIFE:
        return is_only_possible(by_rules, danger(by_rules, scores, wording))
    return kind in _ASKED_APART and (
        abs(scores[Kind.REPORT] - scores[Kind.QUESTION]) <= _TOO_CLOSE
        or (by_rules.doubtful and len(wording.words) <= _BRIEF)
    )


def _settled(by_rules: Meaning) -> bool:
    """Only danger comes before it."""
    return by_rules.kind in _SETTLED or by_rules.rule == IDENTIFIER


def _before_what_is_only_possible(by_rules: Meaning) -> bool:
    """ "Ho 84 anni e mio nipote mi ha messo qui: se voglio uscire cosa premo?"."""
    return _settled(by_rules) or by_rules.kind is Kind.HOW_TO_LEAVE


def _kept(
    by_rules: Meaning, kind: Kind, scores: Scores, wording: Wording, counts: WordCounts
) -> Meaning | None:
    """A cry for help, a leave, a threat: the counts of the whole message may not talk them away.

    Of two matters in one message the leave is obeyed where the word of the command stands in it, else told.
    """
    if by_rules.kind not in _KEPT:
        return None
    plain = by_rules.kind not in _LEAVES or not listed("leaving", "alone.leave").isdisjoint(by_rules.words)
    other = LABELS[kind] is not by_rules.label
    if other and plain and _stands(by_rules, wording, wording.sentences, counts):
        return by_rules
    if by_rules.kind is Kind.HOW_TO_LEAVE:
        told = other and kind not in LIFE and _stands(by_rules, wording, wording.sentences, counts)
        return replace(by_rules, kind=Kind.WANTS_TO_LEAVE) if told else None
    if by_rules.kind is not Kind.LEAVE or kind in LIFE:
        return None
    if kind is Kind.WANTS_TO_LEAVE:
        return None if _leaving(scores) >= _LEAVING_AGREED else replace(by_rules, kind=kind)
    possible = _leaving(scores) >= _LEAVING_POSSIBLE or _stands(by_rules, wording, wording.clauses, counts)
    return replace(by_rules, kind=Kind.WANTS_TO_LEAVE) if possible else None


def _stands(by_rules: Meaning, wording: Wording, parts: Sequence[int], counts: WordCounts) -> bool:
    """What a sentence says is not unsaid by the next one: "Grazie di tutto. Mio marito non respira"."""
    return any(_said_in(by_rules, part, counts) for part in parts_of(wording, parts))


def _said_in(by_rules: Meaning, part: Wording, counts: WordCounts) -> bool:
    if 2 * sum(word in part.words for word in by_rules.words) < len(by_rules.words):
        return False
    known = counts.known(features_of(part))
    kind, _ = _weighed(by_rules, part, known, counts, frozenset())
    if by_rules.kind in _LEAVES:
        return _leaving(counts.scores(known)) >= _LEAVING_AGREED or kind in _IN_ANGER
    return LABELS[kind] is by_rules.label


def _leaving(scores: Scores) -> float:
    calm = {each: score for each, score in scores.items() if each not in _IN_ANGER}
    return lead(calm, {Kind.WANTS_TO_LEAVE})


def _weighed(
    by_rules: Meaning, wording: Wording, known: Mapping[str, str], counts: WordCounts, never: Set[Kind]
) -> tuple[Kind, Scores]:
    scores = counts.scores(known)
    if is_danger(danger(by_rules, scores, wording)):
        return max(LIFE, key=lambda each: scores[each]), scores
    weighed = dict(scores)
    for each in _ASKED_APART if by_rules.doubtful else {_counted(by_rules)} - LIFE:
        weighed[each] += _weight(by_rules) + (_MORE_FOR_FEW if len(known) < _FEW else 0)
    brief = len(wording.words) <= _BRIEF
    for each in BREACHES.keys() - {_counted(by_rules)}:
        weighed[each] -= _ACCUSED_BRIEFLY if brief else _ACCUSED
    for each in _WISHES - {_counted(by_rules)} if brief else ():
        weighed[each] -= _WISHED_BRIEFLY
    if not any(map(str.isdigit, wording.raw)):
        weighed[Kind.OTHER_PEOPLES_DATA] -= _NO_DIGITS
    likeliest = max(sorted(weighed.keys() - LIFE - never), key=lambda each: weighed[each])
    return (Kind.QUESTION if likeliest is Kind.THANKS and wording.asks else likeliest), weighed


def _weight(by_rules: Meaning) -> float:
    signals = set(by_rules.rule.split("+"))
    if _ASKS in signals and not signals.isdisjoint(ASKED_WITH_A_MARK):
        return _PLAIN
    if by_rules.kind is Kind.COMPLAINT and not signals.isdisjoint(_SAYS_SO):
        return _PLAIN
    if not signals.isdisjoint(PLAINLY_REPORTED):
        return _RULES_WEIGH
    return _WEIGHTS.get(by_rules.kind, _RULES_WEIGH)


def _counted(meaning: Meaning) -> Kind:
    return meaning.kind if meaning.kind in LIFE else MILDEST[meaning.label]
