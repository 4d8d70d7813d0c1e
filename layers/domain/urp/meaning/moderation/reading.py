"""The order in which breaches are looked for, and what becomes of a request that carries one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from urp.meaning.breaches import Breach
from urp.meaning.model import Kind, Meaning
from urp.meaning.moderation.abuse import abusive_words, read_offence, read_threat
from urp.meaning.moderation.disguises import uncovered
from urp.meaning.moderation.lexicon import moderation_book
from urp.meaning.moderation.signals import identifiers_in, with_signals
from urp.meaning.moderation.soliciting import read_soliciting
from urp.meaning.moderation.spellings import read_piece
from urp.meaning.moderation.third_parties import read_accusation, read_third_parties
from urp.meaning.normalisation import Wording
from urp.meaning.phrases import Hit
from urp.meaning.word_files import listed

_WEIGHED = "alarm."
"""Emergencies of signs that say little alone: see the rules of emergencies."""
_PLAINLY_REPORTED = frozenset(
    {"report.said_so", "report.do_something", "report.when_will_you", "report.defect"}
    | {"report.thing_in_a_state", "report.missing", "report.dark", "report.nuisance"}
)
"""Signals that only a report has; a street and a staircase are in many messages."""
_KEPT = frozenset({Kind.HOW_TO_REPORT, Kind.DATA_RIGHTS, Kind.HELP})
_TALK = frozenset({Kind.OTHER, Kind.ACKNOWLEDGED, Kind.GREETING, Kind.THANKS})
_ASKS_NOTHING = _TALK | {Kind.QUESTION}
"""A question is also what is left over when no rule fits."""


def read_breach(wording: Wording, hits: Sequence[Hit]) -> Meaning | None:
    identifiers = identifiers_in(wording)
    plain = with_signals(uncovered(wording), identifiers)
    found = moderation_book().hits(plain)
    return (
        read_threat(plain, found)
        or read_offence(plain, found)
        or read_soliciting(plain, found)
        or read_third_parties(plain, found, identifiers)
        or read_accusation(plain, found)
    )


def abuse_instead(emergency: Meaning, wording: Wording) -> Meaning | None:
    """ "Ti taglio la gola" cries for nobody's help: all words of the emergency are said to the reader.

    Where the emergency is certain only a threat to the reader takes its place.
    """
    plain = uncovered(wording)
    found = moderation_book().hits(plain)
    abuse = read_threat(plain, found) or read_offence(plain, found)
    if abuse is None:
        return None
    to_the_reader = not listed("threats", "you").isdisjoint(abuse.words)
    if not emergency.rule.startswith(_WEIGHED) and not (abuse.kind is Kind.THREAT and to_the_reader):
        return None
    said = (
        {read_piece(word) for word in emergency.words}
        - listed("shared", "articles")
        - listed("threats", "whenever")
    )
    return abuse if said.issubset(abusive_words(plain, found)) else None


def beside(request: Meaning, breach: Meaning, hits: Sequence[Hit]) -> Meaning:
    """A plain report with a neighbour's plate stays a report, a complaint that accuses somebody a complaint.

    What is asked is answered, and the breach goes with it. Whatever asks for nothing is the breach.
    """
    if breach.breach is Breach.DEFAMATION:
        kind = Kind.COMPLAINT if request.kind in _ASKS_NOTHING else request.kind
        return replace(request, kind=kind, breach=breach.breach)
    plain_report = request.kind is Kind.REPORT and any(hit.rule in _PLAINLY_REPORTED for hit in hits)
    if breach.breach is Breach.OTHER_PEOPLES_DATA and (plain_report or request.kind in _KEPT):
        return replace(request, breach=breach.breach)
    if breach.breach is Breach.OTHER_PEOPLES_DATA and request.kind not in _TALK:
        return replace(breach, besides=request.kind, doubtful=request.doubtful)
    return breach
