"""Emergency and distress in words that can hardly mean anything else, found anywhere in a message.

Idioms that only sound like them are taken away. All other dangers are heard by `counted_danger`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from urp.meaning.model import Kind, Meaning
from urp.meaning.normalisation import Wording
from urp.meaning.phrases import Hit
from urp.meaning.word_files import listed

CALL_FOR_HELP = "cries.call_for_help"
ALONE = "cries.alone."
_ALONE = {"distress": Kind.DISTRESS, "emergency": Kind.EMERGENCY, "possible": Kind.EMERGENCY}
_KINDS = {"cries.distress.": Kind.DISTRESS, "cries.emergency.": Kind.EMERGENCY}
"""Distress first: its answer names 112 as well, and somebody to talk to."""
_TRAPS = "cries.traps."


def read_emergency(wording: Wording, hits: Sequence[Hit]) -> Meaning | None:
    if _calls_for_help(wording):
        return Meaning(Kind.EMERGENCY, CALL_FOR_HELP, wording.words)
    alone = _stands_alone(wording)
    if alone is not None:
        return alone
    trapped = {place for hit in hits if _is_trap(wording, hit) for place in hit.at}
    for table, kind in _KINDS.items():
        for hit in hits:
            if hit.rule.startswith(table) and trapped.isdisjoint(hit.at):
                return Meaning(kind, hit.rule, wording.words[hit.start : hit.end])
    return None


def _stands_alone(wording: Wording) -> Meaning | None:
    """ "Al fuoco, presto!" and nothing else: the counts know little of so few words."""
    said = _without_calling(wording.words)
    if wording.asks or not said:
        return None
    calls = not listed("intents", "help_calls").isdisjoint(wording.words)
    for name, kind in _ALONE.items():
        if said in _cries_alone(name):
            return Meaning(kind, f"{ALONE}{name}", wording.words, doubtful=name == "possible" and not calls)
    return None


@cache
def _cries_alone(name: str) -> frozenset[tuple[str, ...]]:
    return frozenset(_without_calling(each.split()) for each in listed("cries", f"alone.{name}"))


def _without_calling(words: Sequence[str]) -> tuple[str, ...]:
    around = _calling() | listed("shared", "courtesy")
    return tuple(word for word in words if word not in around)


@cache
def _calling() -> frozenset[str]:
    return listed("intents", "help_calls") | listed("intents", "help_call_extras")


def _is_trap(wording: Wording, hit: Hit) -> bool:
    within_one = wording.sentences[hit.start] == wording.sentences[hit.end - 1]
    return within_one and hit.rule.startswith(_TRAPS)


def _calls_for_help(wording: Wording) -> bool:
    """ "Aiuto!" and nothing else; "aiuto con lo SPID" is a question."""
    calls = listed("intents", "help_calls")
    return not calls.isdisjoint(wording.words) and _calling().issuperset(wording.words)
