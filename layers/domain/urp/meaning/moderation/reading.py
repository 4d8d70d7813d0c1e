"""The order in which breaches are looked for, and what becomes of a request that carries one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from urp.masking import Identifier
from urp.meaning.breaches import Breach
from urp.meaning.model import Kind, Meaning
from urp.meaning.moderation.abuse import read_offence, read_threat, words_of_abuse
from urp.meaning.moderation.disguises import read_piece, uncover
from urp.meaning.moderation.lexicon import load_moderation_phrases
from urp.meaning.moderation.signals import add_signals, identifiers_in
from urp.meaning.moderation.soliciting import read_need, read_request_to_office, read_soliciting
from urp.meaning.moderation.third_parties import (
    IDENTIFIER,
    PRIVATE,
    read_accusation,
    read_harm,
    read_third_parties,
    speaks_of_somebody,
)
from urp.meaning.normalisation import Wording
from urp.meaning.phrases import Hit
from urp.meaning.word_files import load_words

PLAINLY_REPORTED = frozenset(
    {"report.said_so", "report.do_something", "report.when_will_you", "report.defect"}
    | {"report.thing_in_a_state", "report.missing", "report.dark", "report.nuisance"}
)
"""Signals that only a report has; a street and a staircase are in many messages."""
_PLAINLY_ASKED = frozenset({"question.wants_to_know", "question.need"})
ASKED_WITH_A_MARK = frozenset(
    {"question.may_i", "question.interrogative", "question.procedure", "question.question_word"}
)
"""Signals that only a question has; a question mark alone may stand after "lo volete?"."""
_SURE = "_sure."
"""In the name of a rule: it alone says that something is sold or asked for."""
_MEANS = frozenset(
    {"@iban", "@price", "@url", "@percent", "iban", "paypal", "satispay", "postepay", "gofundme", "donazione"}
)
"""A cry for help names no price and no account."""
_KEPT = frozenset({Kind.HOW_TO_REPORT, Kind.DATA_RIGHTS, Kind.HELP})
_TALK = frozenset({Kind.OTHER, Kind.ACKNOWLEDGED, Kind.GREETING, Kind.THANKS})
_GIVES_WAY = _TALK | {
    *(Kind.QUESTION, Kind.REPORT, Kind.COMPLAINT, Kind.SUGGESTION, Kind.OTHER_PEOPLES_DATA),
    *(Kind.HOW_TO_REPORT, Kind.HELP),
}
HARM = "third_parties.harm"
"""Rule of a possible danger to somebody whose life is told."""
_ASKS_NOTHING = _TALK | {Kind.QUESTION}
"""A question is also what is left over when no rule fits."""


def read_breach(wording: Wording) -> Meaning | None:
    """Read a breach, or the question of a citizen in need, which has the same words as fund-raising."""
    identifiers = identifiers_in(wording)
    plain, found = _find_hits(uncover(wording), identifiers)
    abuse = read_threat(plain, found) or read_offence(plain, found)
    if abuse is not None:
        return abuse
    solicits = read_soliciting(plain, found)
    others_data = read_third_parties(plain, found, identifiers)
    means = not _MEANS.isdisjoint(plain.words)
    if solicits is not None and (others_data is None or means or _SURE in solicits.rule):
        return solicits
    if others_data is not None and others_data.besides is None:
        return others_data
    return read_accusation(plain, found) or read_need(plain, found)


def read_abuse_instead(emergency: Meaning, wording: Wording) -> Meaning | None:
    """ "Ti taglio la gola" cries for nobody's help: all words of the emergency are said to the reader.

    Where the emergency is certain only a threat to the reader takes its place.
    """
    plain = uncover(wording)
    found = load_moderation_phrases(plain.town).hits(plain)
    abuse = read_threat(plain, found) or read_offence(plain, found)
    if abuse is None:
        return None
    by_hand = load_words("threats", "you")
    if emergency.kind is Kind.EMERGENCY:
        by_hand |= load_words("threats", "announcing")
    announced = abuse.kind is Kind.THREAT and not by_hand.isdisjoint(abuse.words)
    announced = announced or abuse.breach is Breach.ATTACK_ON_PERSONS_OR_GROUPS
    if not announced:
        return None
    said = (
        {read_piece(word) for word in emergency.words}
        - load_words("shared", "articles")
        - load_words("threats", "whenever")
        - load_words("insults", "angry")
    )
    return abuse if said.issubset(words_of_abuse(plain, found)) else None


def read_after_danger(meaning: Meaning, wording: Wording) -> Meaning | None:
    """Read what else is told where rules heard a danger and there is none, or counts heard fund-raising."""
    identifiers = identifiers_in(wording)
    plain, found = _find_hits(wording, identifiers)
    if meaning.kind is Kind.FUND_RAISING:
        return read_request_to_office(plain, found)
    told = read_third_parties(plain, found, identifiers)
    hides = told is not None and told.rule.startswith(PRIVATE) and told.besides is None
    return told if hides else read_need(plain, found)


def read_third_persons(meaning: Meaning, wording: Wording) -> Meaning:
    """Read harm to a third person, else a breach by what is told of a name and surname, whatever is asked."""
    others = meaning.breach is Breach.OTHER_PEOPLES_DATA
    identifiers = identifiers_in(wording)
    if meaning.kind not in _GIVES_WAY or not (others or speaks_of_somebody(wording, identifiers)):
        return meaning
    plain, found = _find_hits(uncover(wording), identifiers)
    harm = read_harm(plain, found, others_data=others)
    if harm:
        return Meaning(Kind.DISTRESS, HARM, harm, doubtful=True)
    told = read_third_parties(plain, found, identifiers) if meaning.breach is None else None
    if told is None or told.besides is None:
        return meaning
    kind = Kind.QUESTION if meaning.kind in _TALK else meaning.kind
    return replace(meaning, kind=kind, breach=told.breach)


def read_soliciting_instead(emergency: Meaning, wording: Wording) -> Meaning | None:
    """Read a collection after a fire as asking for money: only that is certain."""
    if emergency.kind is not Kind.EMERGENCY:
        return None
    plain, found = _find_hits(wording, identifiers_in(wording))
    solicits = read_soliciting(plain, found)
    if solicits is None or solicits.in_need or _MEANS.isdisjoint(plain.words):
        return None
    return solicits


def _find_hits(wording: Wording, identifiers: tuple[Identifier, ...]) -> tuple[Wording, Sequence[Hit]]:
    plain = add_signals(wording, identifiers)
    return plain, load_moderation_phrases(plain.town).hits(plain)


def put_together(request: Meaning, breach: Meaning, hits: Sequence[Hit]) -> Meaning:
    """Join a request and the breach beside it: a plain report with a neighbour's plate stays a report.

    What is asked is answered, and the breach goes with it. A message that asks for nothing is the breach.
    """
    if request.kind is Kind.HOURS and not breach.clear:
        return request  # every word of it is known: "ma che cazzo di orari fate? quando aprite?"
    if breach.breach is Breach.DEFAMATION:
        kind = Kind.COMPLAINT if request.kind in _ASKS_NOTHING else request.kind
        return replace(request, kind=kind, breach=breach.breach)
    if breach.rule.startswith(PRIVATE):
        return breach
    rules = {hit.rule for hit in hits}
    plain_report = request.kind is Kind.REPORT and not rules.isdisjoint(PLAINLY_REPORTED)
    asked = _PLAINLY_ASKED | (ASKED_WITH_A_MARK if "question.asks" in request.rule else frozenset())
    plain_question = request.kind is Kind.QUESTION and not rules.isdisjoint(asked)
    kept = plain_report or request.kind in _KEPT or (plain_question and breach.rule == IDENTIFIER)
    if breach.breach is Breach.OTHER_PEOPLES_DATA and kept:
        return replace(request, breach=breach.breach)
    if breach.breach is Breach.OTHER_PEOPLES_DATA and request.kind not in _TALK | {Kind.REPORT}:
        return replace(breach, besides=request.kind, doubtful=request.doubtful)
    return breach
