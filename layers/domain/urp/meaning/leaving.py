"""Leaving, generous and sticky; and the rights over one's own data, which may end the subscription too."""

from __future__ import annotations

from collections.abc import Iterable

from urp.meaning.model import Kind, Meaning
from urp.meaning.normalisation import Wording
from urp.meaning.phrases import Hit
from urp.meaning.surroundings import About, about, guard, other_matter_before, without_courtesy
from urp.meaning.typing_errors import SHORTEST_FORGIVEN, near_words, one_letter_away
from urp.meaning.word_files import words


def read_rights(wording: Wording, hits: Iterable[Hit]) -> Meaning | None:
    for hit in hits:
        if not hit.rule.startswith("rights."):
            continue
        checked = guard(wording, hit)
        if checked.denied or checked.asked or about(wording, hit) is About.SOMETHING_ELSE:
            continue
        erasing = hit.rule.endswith(".erase_data")
        return _meaning(Kind.ERASE_DATA if erasing else Kind.DATA_RIGHTS, wording, hit)
    return None


def read_leaving(wording: Wording, hits: Iterable[Hit]) -> Meaning | None:
    """A leave anywhere in the message counts, whatever else is in it."""
    alone = _alone(wording)
    if alone is not None:
        return alone
    found = [meaning for hit in hits if (meaning := _read_hit(wording, hit)) is not None]
    leaves = [meaning for meaning in found if meaning.kind is Kind.LEAVE]
    return next(iter(leaves or found), None)


def _alone(wording: Wording) -> Meaning | None:
    message = without_courtesy(wording)
    whole = " ".join(wording.words)
    listed = words("leaving")
    if whole in listed("alone.how"):
        return Meaning(Kind.HOW_TO_LEAVE, "leaving.alone.how", wording.words)
    if message in listed("alone.leave"):
        return Meaning(Kind.LEAVE, "leaving.alone.leave", wording.words)
    if message in listed("alone.how"):
        return Meaning(Kind.HOW_TO_LEAVE, "leaving.alone.how", wording.words)
    if _mistyped(message):
        return Meaning(Kind.LEAVE, "leaving.alone.mistyped", wording.words)
    return None


def _mistyped(message: str) -> bool:
    if len(message) < SHORTEST_FORGIVEN or message in words("leaving")("not_typos"):
        return False
    near = set(near_words(message))
    return any(
        one_letter_away(message, command)
        for command in words("leaving")("alone.leave")
        if len(command) >= SHORTEST_FORGIVEN and not near.isdisjoint(near_words(command))
    )


def _read_hit(wording: Wording, hit: Hit) -> Meaning | None:
    if not hit.rule.startswith("leaving."):
        return None
    if about(wording, hit) is About.SOMETHING_ELSE:
        return None
    if hit.rule.startswith("leaving.how."):
        return _meaning(Kind.HOW_TO_LEAVE, wording, hit)
    checked = guard(wording, hit)
    if checked.denied:
        return None
    if checked.asked or checked.mentioned or other_matter_before(wording, hit):
        return _meaning(Kind.HOW_TO_LEAVE, wording, hit)
    return _meaning(Kind.LEAVE, wording, hit)


def _meaning(kind: Kind, wording: Wording, hit: Hit) -> Meaning:
    return Meaning(kind, hit.rule, wording.words[hit.start : hit.end])
