"""Emergency and distress, found anywhere in a message; idioms that only sound like them are taken away."""

from __future__ import annotations

from collections.abc import Sequence

from urp.meaning.model import Kind, Meaning
from urp.meaning.normalisation import Wording
from urp.meaning.phrases import Hit
from urp.meaning.word_files import listed

_KINDS = {"distress": Kind.DISTRESS, "emergency": Kind.EMERGENCY}
"""Distress first: its answer names 112 as well, and somebody to talk to."""


def read_emergency(wording: Wording, hits: Sequence[Hit]) -> Meaning | None:
    if _calls_for_help(wording):
        return Meaning(Kind.EMERGENCY, "emergencies.call_for_help", wording.words)
    trapped = {place for hit in hits if hit.rule.startswith("emergencies.traps.") for place in hit.at}
    for table, kind in _KINDS.items():
        for hit in hits:
            if hit.rule.startswith(f"emergencies.{table}.") and trapped.isdisjoint(hit.at):
                return Meaning(kind, hit.rule, wording.words[hit.start : hit.end])
    return None


def _calls_for_help(wording: Wording) -> bool:
    """ "Aiuto!" and nothing else; "aiuto con lo SPID" is a question."""
    calls = listed("intents", "help_calls")
    return not calls.isdisjoint(wording.words) and calls.union(
        listed("intents", "help_call_extras")
    ).issuperset(wording.words)
