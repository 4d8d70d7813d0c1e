"""The order in which breaches are looked for, and what becomes of a request that carries one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from urp.meaning.breaches import Breach
from urp.meaning.model import Kind, Meaning
from urp.meaning.moderation.abuse import read_offence, read_threat
from urp.meaning.moderation.disguises import uncovered
from urp.meaning.moderation.lexicon import moderation_book
from urp.meaning.moderation.signals import identifiers_in, with_signals
from urp.meaning.moderation.soliciting import read_soliciting
from urp.meaning.moderation.third_parties import read_accusation, read_third_parties
from urp.meaning.normalisation import Wording
from urp.meaning.phrases import Hit

_ASKS_NOTHING = frozenset({Kind.QUESTION, Kind.OTHER, Kind.ACKNOWLEDGED, Kind.GREETING, Kind.THANKS})
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


def beside(request: Meaning, breach: Meaning) -> Meaning:
    """A report with a neighbour's plate stays a report, a complaint that accuses somebody a complaint.

    What is asked is answered, and the breach goes with it. Whatever asks for nothing is the breach.
    """
    if breach.breach is Breach.DEFAMATION:
        kind = Kind.COMPLAINT if request.kind in _ASKS_NOTHING else request.kind
        return replace(request, kind=kind, breach=breach.breach)
    if breach.breach is Breach.OTHER_PEOPLES_DATA and request.kind not in _ASKS_NOTHING:
        return replace(request, breach=breach.breach)
    return breach
