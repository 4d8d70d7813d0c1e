"""Emergency and distress in words that can hardly mean anything else, found anywhere in a message.

Idioms that only sound like them are taken away. All other dangers are heard by `arbitration`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from urp.meaning.model import Kind, Meaning
from urp.meaning.normalisation import Wording
from urp.meaning.phrases import Hit
from urp.meaning.word_files import load_words

CALL_FOR_HELP = "cries.call_for_help"
ALONE = "cries.alone."
_ALONE = {"distress": Kind.DISTRESS, "emergency": Kind.EMERGENCY, "possible": Kind.EMERGENCY}
_KINDS = {"cries.distress.": Kind.DISTRESS, "cries.emergency.": Kind.EMERGENCY}
"""Distress first: its answer names 112 as well, and somebody to talk to."""
_TRAPS = "cries.traps."


def read_emergency(wording: Wording, hits: Sequence[Hit]) -> Meaning | None:
    if _calls_for_help(wording):
        return Meaning(Kind.EMERGENCY, CALL_FOR_HELP, wording.words)
    alone = _read_whole_message(wording)
    if alone is not None:
        return alone
    trapped = {place for hit in hits if _is_trap(wording, hit) for place in hit.at}
    for table, kind in _KINDS.items():
        for hit in hits:
            if hit.rule.startswith(table) and trapped.isdisjoint(hit.at):
                return Meaning(kind, hit.rule, wording.words[hit.start : hit.end])
    return None


def _read_whole_message(wording: Wording) -> Meaning | None:
    """ "Al fuoco, presto!" and nothing else: the counts know little of so few words."""
    said = _drop_calls(wording.words)
    if wording.asks or not said:
        return None
    calls = not load_words("intents", "help_calls").isdisjoint(wording.words)
    for name, kind in _ALONE.items():
        if said in _load_whole_cries(name):
            return Meaning(kind, f"{ALONE}{name}", wording.words, doubtful=name == "possible" and not calls)
    return None


@cache
def _load_whole_cries(name: str) -> frozenset[tuple[str, ...]]:
    return frozenset(_drop_calls(each.split()) for each in load_words("cries", f"alone.{name}"))


def _drop_calls(words: Sequence[str]) -> tuple[str, ...]:
    around = _load_calls() | load_words("shared", "courtesy")
    return tuple(word for word in words if word not in around)


@cache
def _load_calls() -> frozenset[str]:
    return load_words("intents", "help_calls") | load_words("intents", "help_call_extras")


def _is_trap(wording: Wording, hit: Hit) -> bool:
    within_one = wording.sentences[hit.start] == wording.sentences[hit.end - 1]
    return within_one and hit.rule.startswith(_TRAPS)


def _calls_for_help(wording: Wording) -> bool:
    """ "Aiuto!" and nothing else; "aiuto con lo SPID" is a question."""
    calls = load_words("intents", "help_calls")
    return not calls.isdisjoint(wording.words) and _load_calls().issuperset(wording.words)
