"""Reads two matters in one message: a cry, a threat, a leave beside business; a report and a question."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import chain, islice

from urp.meaning.arbitration import (
    ARBITRATION,
    is_sure,
    measure_lead,
    pick_danger,
    weigh_against,
    weigh_danger,
)
from urp.meaning.breaches import Breach
from urp.meaning.model import COUNTED, LABELS, LIFE, Kind, Meaning
from urp.meaning.moderation.reading import PLAINLY_REPORTED
from urp.meaning.normalisation import Wording, parts_of, stretches_of
from urp.meaning.phrase_files import load_phrases
from urp.meaning.weighing import weigh
from urp.meaning.word_counts import Scores, WordCounts
from urp.meaning.word_features import features_of
from urp.meaning.word_files import load_words

_LEAVES = frozenset({Kind.LEAVE, Kind.HOW_TO_LEAVE})
_KEPT = LIFE | _LEAVES | {Kind.THREAT, Kind.OFFENCE}
_ABOUT_NOTICES = frozenset({Kind.LEAVE, Kind.WANTS_TO_LEAVE, Kind.HOW_TO_LEAVE, Kind.ERASE_DATA})
"""Carried out or answered, whatever is threatened beside."""
_IN_ANGER = frozenset({Kind.OFFENCE, Kind.THREAT})
"""A leave said in anger is a leave."""
_SHORT_SENTENCE, _STRETCH, _MOST_PARTS = range(3, 11), 16, 60
"""Words of a part that is read by itself: a short sentence, and every sixteen words, since many write without
a full stop."""
_NOTHING_HEARD = Meaning(Kind.OTHER, "")


def hear_cry_in_anger(by_rules: Meaning, wording: Wording, counts: WordCounts) -> Meaning | None:
    """A danger told beside an insult of the office, if there is one."""
    if by_rules.kind is not Kind.OFFENCE:
        return None
    scores = counts.score(counts.find_known(features_of(wording)))
    speaks = weigh_danger(_NOTHING_HEARD, scores, counts.danger.weigh_message(wording), wording)
    if speaks < ARBITRATION.danger_in_anger:
        return None
    kind, words = pick_danger(scores), counts.danger.explain(wording)
    return Meaning(kind, f"{COUNTED}{kind.value}", words, doubtful=not is_sure(speaks))


def keep_sentence(
    by_rules: Meaning, kind: Kind, scores: Scores, wording: Wording, counts: WordCounts
) -> Meaning | None:
    """A cry for help, a leave, a threat that one sentence says, whatever the counts of the whole message say.

    Of two matters in one message the leave is obeyed where the word of the command stands in it, else told.
    """
    if by_rules.kind not in _KEPT:
        return None
    plain = by_rules.kind not in _LEAVES or not load_words("leaving", "alone.leave").isdisjoint(
        by_rules.words
    )
    other = LABELS[kind] is not by_rules.label
    if other and plain and _is_said_in_a_part(by_rules, wording, wording.sentences, counts):
        return by_rules
    if by_rules.kind is Kind.HOW_TO_LEAVE:
        told = other and kind not in LIFE and _is_said_in_a_part(by_rules, wording, wording.sentences, counts)
        return replace(by_rules, kind=Kind.WANTS_TO_LEAVE) if told else None
    if by_rules.kind is not Kind.LEAVE or kind in LIFE:
        return None
    if kind is Kind.WANTS_TO_LEAVE:
        return None if _measure_leave(scores) >= ARBITRATION.leaving_agreed else replace(by_rules, kind=kind)
    possible = _measure_leave(scores) >= ARBITRATION.leaving_possible or _is_said_in_a_part(
        by_rules, wording, wording.clauses, counts
    )
    return replace(by_rules, kind=Kind.WANTS_TO_LEAVE) if possible else None


def hear_parts(whole: Meaning, wording: Wording, counts: WordCounts, never: Set[Kind]) -> Meaning:
    """A cry or threat in a part of a message that is calm as a whole, else `whole`."""
    if whole.kind in LIFE or whole.breach is Breach.THREAT:
        return whole
    sentences = parts_of(wording, wording.sentences)
    short = (part for part in sentences if len(part.words) in _SHORT_SENTENCE)
    parts = chain(short, stretches_of(wording, _STRETCH))
    at = ARBITRATION
    threat: Meaning | None = None
    for part in islice(parts, _MOST_PARTS):
        known = counts.find_known(features_of(part))
        scores = counts.score(known)
        speaks = weigh_danger(_NOTHING_HEARD, scores, counts.danger.weigh_message(part), part)
        if speaks >= (at.stretch_cries if len(part.words) == _STRETCH else at.sentence_cries):
            kind = pick_danger(scores)
            return Meaning(kind, f"{COUNTED}{kind.value}", counts.danger.explain(part), doubtful=True)
        if threat is None and measure_lead(scores, {Kind.THREAT}) >= at.part_threatens:
            words = counts.explain(known, Kind.THREAT, Kind.QUESTION)
            threat = Meaning(Kind.THREAT, f"{COUNTED}{Kind.THREAT.value}", words, breach=Breach.THREAT)
    if threat is None or Kind.THREAT in never:
        return whole
    return replace(whole, breach=Breach.THREAT) if whole.kind in _ABOUT_NOTICES else threat


def find_leave_besides(wording: Wording) -> str:
    """The sentence beside a danger that is the command to leave and nothing more, as normalised; or "".

    "Cancellatemi subito. Se vede i messaggi mi picchia": the notices on the phone may be part of the danger.
    """
    command, plain = (
        load_words("leaving", "beside_danger.command"),
        load_words("leaving", "beside_danger.plain"),
    )
    known = command | plain | load_words("shared", "courtesy")
    for part in parts_of(wording, wording.sentences):
        if not command.isdisjoint(part.words) and known.issuperset(part.words):
            return " ".join(part.words)
    return ""


def _is_said_in_a_part(by_rules: Meaning, wording: Wording, parts: Sequence[int], counts: WordCounts) -> bool:
    """True if one part alone says it: "Grazie di tutto. Mio marito non respira"."""
    return any(_is_said_in(by_rules, part, counts) for part in parts_of(wording, parts))


def _is_said_in(by_rules: Meaning, part: Wording, counts: WordCounts) -> bool:
    if 2 * sum(word in part.words for word in by_rules.words) < len(by_rules.words):
        return False
    known = counts.find_known(features_of(part))
    weighed = weigh_against(by_rules, part, known, counts, frozenset())
    if by_rules.kind in LIFE:
        # What is only possible in a sentence the whole message may explain. Where it stands, nobody is called
        # out: of ten such sentences one is a cry for help (docs/decisions/understanding.md).
        return is_sure(weighed.danger)
    if by_rules.kind in _LEAVES:
        return _measure_leave(counts.score(known)) >= ARBITRATION.leaving_agreed or weighed.kind in _IN_ANGER
    return LABELS[weighed.kind] is by_rules.label


def _measure_leave(scores: Scores) -> float:
    calm = {each: score for each, score in scores.items() if each not in _IN_ANGER}
    return measure_lead(calm, {Kind.WANTS_TO_LEAVE})


_MOST_SENTENCES = 6
_FEWEST_WORDS = 3
_SAID_SO, _DO_SOMETHING, _PLACE = "report.said_so", "report.do_something", "report.place"
_OF_SOMETHING_ELSE = frozenset({"question.topic", "question.topic_wanted", "question.need"})
"""A document or a service is named: "quando la sistemate?" still speaks of the report."""


def has_report_and_question(meaning: Meaning, wording: Wording) -> bool:
    if meaning.kind not in (Kind.REPORT, Kind.QUESTION) or meaning.breach is not None:
        return False
    found = {_read_sentence(part) for part in islice(parts_of(wording, wording.sentences), _MOST_SENTENCES)}
    return {Kind.REPORT, Kind.QUESTION} <= found


def _read_sentence(part: Wording) -> Kind | None:
    if len(part.words) < _FEWEST_WORDS:
        return None
    hits = load_phrases(part.town).hits(part)
    rules, read = {hit.rule for hit in hits}, weigh(part, hits)
    plainly_reported = not rules.isdisjoint(PLAINLY_REPORTED)
    if read.doubtful:
        return None
    told = not rules.isdisjoint(PLAINLY_REPORTED - {_DO_SOMETHING}) and _PLACE in rules
    if read.kind is Kind.REPORT and not part.asks and (told or _SAID_SO in rules):
        return Kind.REPORT
    asked = part.asks or "question.wants_to_know" in rules
    another = not plainly_reported and not rules.isdisjoint(_OF_SOMETHING_ELSE)
    return Kind.QUESTION if read.kind is Kind.QUESTION and asked and another else None
