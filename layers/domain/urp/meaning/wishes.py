"""To join or to leave, said in no words of the rules: several sorts of signs, together enough.

What is found so is never acted on: whoever wants to join is asked, whoever wants to leave is told the word.
"""

from __future__ import annotations

from collections.abc import Sequence

from urp.meaning.model import Kind, Meaning
from urp.meaning.normalisation import Wording
from urp.meaning.surroundings import speaks_of_other_matters
from urp.meaning.word_files import listed

_JOINING = ("notices", "reaching", "wish", "self")
_LEAVING = ("object", "order")
_ENOUGH = 3
_NEAR = 3
_DENYING = frozenset({"non", "nun", "mai", "not", "don", "never"})
_LONGEST = 40
"""Whoever wants the notices, or to be rid of them, says so in few words."""


def wants_to_leave(wording: Wording) -> Meaning | None:
    if len(wording.words) > _LONGEST or speaks_of_other_matters(wording):
        return None
    words, ended = _found(wording, "leaving", _LEAVING, but=_asked_or_denied(wording))
    against = listed("leaving", "signs.against")
    if ended < len(_LEAVING) or not against.isdisjoint(wording.words):
        return None
    return Meaning(Kind.WANTS_TO_LEAVE, "leaving.signs", words)


def wants_to_join(wording: Wording) -> Meaning | None:
    told = listed("joining", "notice_matters")
    if len(wording.words) > _LONGEST or speaks_of_other_matters(wording, besides=told):
        return None
    words, sorts = _found(wording, "joining", _JOINING, but=frozenset())
    sent = not listed("joining", "signs.notices").isdisjoint(words)
    against = listed("joining", "signs.against")
    if not sent or sorts < _ENOUGH or not against.isdisjoint(wording.words):
        return None
    return Meaning(Kind.WANTS_TO_JOIN, "joining.signs", words)


def _asked_or_denied(wording: Wording) -> frozenset[int]:
    """Where no order is given: in sentences that ask, and right after a "non"."""
    return frozenset(
        place
        for place, sentence in enumerate(wording.sentences)
        if sentence in wording.asking or not _DENYING.isdisjoint(wording.words[max(0, place - _NEAR) : place])
    )


def _found(
    wording: Wording, file: str, sorts: Sequence[str], *, but: frozenset[int]
) -> tuple[tuple[str, ...], int]:
    found = {
        name: [
            place
            for place, word in enumerate(wording.words)
            if word in listed(file, f"signs.{name}") and (name != "order" or place not in but)
        ]
        for name in sorts
    }
    places = sorted({place for each in found.values() for place in each})
    return tuple(wording.words[place] for place in places), sum(bool(each) for each in found.values())
