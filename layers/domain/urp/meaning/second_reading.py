"""Compares what the rules understood with how such words were meant before.

The rules are right where they are narrow, the counts where a citizen found words of their own. Together they
decide; nothing is done on counts alone that a citizen could not take back: they ask, tell or propose.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from urp.meaning.arbitration import (
    ARBITRATION,
    ASKED_APART,
    BREACHES,
    STANDS_BESIDE,
    Weighed,
    is_only_possible,
    is_sure,
    kind_in_counts,
    rule_out,
    weigh_against,
)
from urp.meaning.emergencies import ALONE, CALL_FOR_HELP
from urp.meaning.model import COUNTED, LABELS, LIFE, Kind, Meaning
from urp.meaning.moderation.abuse import names_in
from urp.meaning.moderation.reading import read_after_danger, read_third_persons
from urp.meaning.moderation.third_parties import BEFORE_A_POSSIBLE_DANGER, IDENTIFIER, PRIVATE
from urp.meaning.normalisation import Wording
from urp.meaning.phrases import Hit
from urp.meaning.two_matters import hear_cry_in_anger, hear_parts, keep_sentence
from urp.meaning.weighing import specify_question
from urp.meaning.word_counts import WordCounts
from urp.meaning.word_features import features_of

_WHOLE_MESSAGE = ("intents.", "leaving.alone.", ALONE, CALL_FOR_HELP)
"""Rules that know every word of the message."""
_SETTLED = frozenset({Kind.THIRD_PERSONS_NUMBER, Kind.DATA_RIGHTS, Kind.ERASE_DATA})
_NEVER_FOR_NEED = frozenset({Kind.THREAT, Kind.OFFENCE, Kind.LEAVE, Kind.WANTS_TO_LEAVE, Kind.ERASE_DATA})
"""Kinds that are kept although the writer lacks money."""
_CALM = frozenset({Kind.QUESTION, Kind.OTHER, Kind.REPORT, Kind.COMPLAINT})
_ASKS_BESIDES = frozenset({Kind.QUESTION, Kind.COMPLAINT, Kind.SUGGESTION})


def read_again(by_rules: Meaning, wording: Wording, hits: Sequence[Hit], counts: WordCounts) -> Meaning:
    """The rules' meaning itself where the counts agree or the rules need no second reading."""
    read = _read_after_calm(_read_again(by_rules, wording, hits, counts), by_rules, wording)
    return read_third_persons(read, wording)


def _read_again(by_rules: Meaning, wording: Wording, hits: Sequence[Hit], counts: WordCounts) -> Meaning:
    cry = hear_cry_in_anger(by_rules, wording, counts)
    if cry is not None:
        return cry
    if by_rules.clear or by_rules.kind is Kind.JOIN or by_rules.rule.startswith(_WHOLE_MESSAGE):
        return by_rules
    never = rule_out(by_rules, wording, hits)
    return hear_parts(_read_whole(by_rules, wording, hits, counts, never), wording, counts, never)


def _read_whole(
    by_rules: Meaning, wording: Wording, hits: Sequence[Hit], counts: WordCounts, never: Set[Kind]
) -> Meaning:
    known = counts.find_known(features_of(wording))
    weighed = weigh_against(by_rules, wording, known, counts, never)
    if weighed.kind is Kind.OFFENCE and _is_by_a_name(by_rules, wording, counts, known):
        weighed = weigh_against(by_rules, wording, known, counts, never | {Kind.OFFENCE})
    kind = weighed.kind
    doubtful = _is_doubtful(by_rules, kind, weighed, wording)
    if by_rules.kind not in LIFE and _goes_before(by_rules, kind, only_possible=doubtful):
        return by_rules
    life_first = kind in LIFE and is_sure(weighed.danger)
    stands = None if life_first else keep_sentence(by_rules, kind, weighed.scores, wording, counts)
    if stands is not None:
        return replace(stands, doubtful=_is_doubtful(by_rules, stands.kind, weighed, wording))
    if LABELS[kind] is by_rules.label:
        return replace(by_rules, doubtful=doubtful)
    words = counts.danger.explain(wording) if kind in LIFE else ()
    words = words or counts.explain(known, kind, kind_in_counts(by_rules))
    breach = BREACHES.get(kind) or (by_rules.breach if by_rules.breach in STANDS_BESIDE else None)
    kind = specify_question(kind, {hit.rule for hit in hits})
    asks = kind is Kind.OTHER_PEOPLES_DATA and by_rules.kind in _ASKS_BESIDES
    besides = by_rules.kind if asks else None
    return Meaning(kind, f"{COUNTED}{kind.value}", words, breach=breach, besides=besides, doubtful=doubtful)


def _read_after_calm(meaning: Meaning, by_rules: Meaning, wording: Wording) -> Meaning:
    """Read need and others' data again where a danger was heard in vain, or money is asked for."""
    collects = meaning.kind is Kind.FUND_RAISING and meaning.counted
    calm = by_rules.kind in LIFE and meaning.kind in _CALM and meaning.breach is None
    possible = meaning.kind in LIFE and meaning.doubtful
    if not (collects or calm or possible):
        return meaning
    heard = read_after_danger(meaning, wording)
    if possible:
        return replace(meaning, in_need=heard is not None and heard.in_need)
    return heard or meaning


def _is_doubtful(by_rules: Meaning, kind: Kind, weighed: Weighed, wording: Wording) -> bool:
    if kind in LIFE:
        return is_only_possible(by_rules, weighed.danger)
    return kind in ASKED_APART and (
        abs(weighed.scores[Kind.REPORT] - weighed.scores[Kind.QUESTION]) <= ARBITRATION.report_or_question
        or (by_rules.doubtful and len(wording.words) <= ARBITRATION.brief)
    )


def _goes_before(by_rules: Meaning, kind: Kind, *, only_possible: bool) -> bool:
    """True if the rules' meaning goes before what counts say.

    Only danger goes before what is settled; a danger that is only possible not before "va' a morire" and "se
    voglio uscire cosa premo?" either.
    """
    settled = by_rules.kind in _SETTLED or by_rules.rule == IDENTIFIER
    if kind not in LIFE:
        needs = by_rules.in_need and kind not in _NEVER_FOR_NEED
        return settled or needs or by_rules.rule.startswith(PRIVATE)
    told = by_rules.rule in BEFORE_A_POSSIBLE_DANGER
    plain = by_rules.kind in (Kind.HOW_TO_LEAVE, Kind.OFFENCE)
    return only_possible and (settled or plain or told)


def _is_by_a_name(by_rules: Meaning, wording: Wording, counts: WordCounts, known: Mapping[str, str]) -> bool:
    """ "Il vigile Grassi": what speaks most for an insult that no rule heard is a name."""
    names = names_in(wording.written)
    if by_rules.breach is not None or not names:
        return False
    spoke = counts.explain(known, Kind.OFFENCE, kind_in_counts(by_rules))
    parts = (part for feature in spoke for part in feature.split())
    return any(
        name == part or (part[-1] == "*" and name.startswith(part[:-1])) for part in parts for name in names
    )
