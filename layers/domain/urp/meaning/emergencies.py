"""Emergency and distress, found anywhere in a message; idioms that only sound like them are taken away."""

from __future__ import annotations

from collections.abc import Sequence

from urp.meaning.model import Kind, Meaning
from urp.meaning.normalisation import Wording
from urp.meaning.phrase_places import Hit
from urp.meaning.word_files import listed

PLAIN = "cries."
"""Begins the rules of words that can hardly mean anything else."""
_KINDS = {
    f"{PLAIN}distress.": Kind.DISTRESS,
    f"{PLAIN}emergency.": Kind.EMERGENCY,
    "emergencies.distress.": Kind.DISTRESS,
    "emergencies.emergency.": Kind.EMERGENCY,
}
"""The plain words first; and distress: its answer names 112 as well, and somebody to talk to."""

_LAUGHTER = ("ahah", "haha", "😂", "🤣", "hihi", "eheh", "eh eh")
_REASSURED, _HELP = "emergencies.reassured.reassured", "emergencies.reassured.call_for_help"
_NEVER_OVER = frozenset({"emergencies.emergency.missing"})
"""Whoever did not come home yesterday is missing today."""


def read_emergency(wording: Wording, hits: Sequence[Hit]) -> Meaning | None:
    if _calls_for_help(wording):
        return Meaning(Kind.EMERGENCY, "emergencies.call_for_help", wording.words)
    trapped = {place for hit in hits if _is_trap(wording, hit) for place in hit.at}
    over = _over(wording, hits)
    calm = _nobody_in_danger(wording, hits)
    for table, kind in _KINDS.items():
        for hit in hits:
            if not hit.rule.startswith(table) or not trapped.isdisjoint(hit.at):
                continue
            if calm and kind is Kind.EMERGENCY:
                continue
            if hit.rule in _NEVER_OVER or kind is Kind.DISTRESS or wording.sentences[hit.start] not in over:
                return Meaning(kind, hit.rule, wording.words[hit.start : hit.end])
    return None


def _nobody_in_danger(wording: Wording, hits: Sequence[Hit]) -> bool:
    """Who laughs, or says that nothing happened, is in no danger; unless help is called for all the same."""
    laughs = any(sign in wording.raw for sign in _LAUGHTER)
    said = {hit.rule for hit in hits if hit.rule.startswith("emergencies.reassured.")}
    return (laughs or _REASSURED in said) and _HELP not in said


def _is_trap(wording: Wording, hit: Hit) -> bool:
    """ "Se vedo un incendio, chi chiamo?" asks for a number; without the question mark it is no trap."""
    if wording.sentences[hit.start] != wording.sentences[hit.end - 1]:
        return False
    supposed = hit.rule.startswith("emergencies.hypothetical.")
    return hit.rule.startswith("emergencies.traps.") or (
        supposed and wording.sentences[hit.start] in wording.asking
    )


def _over(wording: Wording, hits: Sequence[Hit]) -> frozenset[int]:
    """Sentences that tell of what is past; none, where anything in the message is happening now."""
    if any(hit.rule.startswith("emergencies.now.") for hit in hits):
        return frozenset()
    return frozenset(wording.sentences[hit.start] for hit in hits if hit.rule.startswith("emergencies.past."))


def _calls_for_help(wording: Wording) -> bool:
    """ "Aiuto!" and nothing else; "aiuto con lo SPID" is a question."""
    calls = listed("intents", "help_calls")
    return not calls.isdisjoint(wording.words) and calls.union(
        listed("intents", "help_call_extras")
    ).issuperset(wording.words)
