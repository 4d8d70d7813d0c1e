"""Emergency and distress, found anywhere in a message; idioms that only sound like them are taken away."""

from __future__ import annotations

from collections.abc import Sequence

from urp.meaning.model import Kind, Meaning
from urp.meaning.normalisation import Wording
from urp.meaning.phrase_places import Hit
from urp.meaning.word_files import listed, weights

PLAIN = "cries."
"""Begins the rules of words that can hardly mean anything else."""
_KINDS = {
    f"{PLAIN}distress.": Kind.DISTRESS,
    f"{PLAIN}emergency.": Kind.EMERGENCY,
    "emergencies.distress.": Kind.DISTRESS,
    "emergencies.emergency.": Kind.EMERGENCY,
}
"""The plain words first; and distress: its answer names 112 as well, and somebody to talk to."""

WEIGHED = "alarm."
"""Begins the rules of signs that say little alone."""
_ALARMING, _ALARMING_WITH_SOMEBODY = 4, 3
_GRAVE = frozenset({"alarm.hazard", "alarm.body", "alarm.violence", "alarm.crash"})
"""Of the signs that are weighed together, one at least must be of these."""
_GRAVE_TOGETHER = frozenset({"alarm.person", "alarm.plight"})
"""Or these: somebody where nobody should be, and one sign more."""
_BRIEF = 8
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
    return None if calm else _alarming(wording, hits, trapped, over)


def _nobody_in_danger(wording: Wording, hits: Sequence[Hit]) -> bool:
    """Who laughs, or says that nothing happened, is in no danger; unless help is called for all the same."""
    laughs = any(sign in wording.raw for sign in _LAUGHTER)
    said = {hit.rule for hit in hits if hit.rule.startswith("emergencies.reassured.")}
    return (laughs or _REASSURED in said) and _HELP not in said


def _alarming(
    wording: Wording, hits: Sequence[Hit], trapped: set[int], over: frozenset[int]
) -> Meaning | None:
    """Signs that say little alone: who, what, where, and that it is now."""
    found: dict[str, set[int]] = {}
    for hit in hits:
        past = wording.sentences[hit.start] in over
        if hit.rule.startswith(WEIGHED) and trapped.isdisjoint(hit.at) and not past:
            found.setdefault(hit.rule, set()).update(hit.at)
    if wording.exclaims or wording.written.isupper():
        found.setdefault("alarm.cries", set())
    if not _GRAVE.isdisjoint(found) and _is_brief(wording):
        found.setdefault("alarm.brief", set())
    weight = sum(weights()[rule]["emergency"] for rule in found)
    enough = _ALARMING_WITH_SOMEBODY if "alarm.person" in found else _ALARMING
    together = found.keys() >= _GRAVE_TOGETHER and weight > enough and "alarm.calm" not in found
    grave = together or not _GRAVE.isdisjoint(found)
    if weight < enough or not grave:
        return None
    words = tuple(wording.words[place] for place in sorted(set().union(*found.values())))
    return Meaning(Kind.EMERGENCY, "+".join(sorted(found)), words)


def _is_brief(wording: Wording) -> bool:
    """ "Gas gas gas presto": whoever is in danger writes no letters. A question is none."""
    wondering = listed("question", "first_words").intersection(wording.words[:1])
    return len(wording.words) <= _BRIEF and not wording.asks and not wondering


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
