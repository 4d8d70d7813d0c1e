"""Signs that say little alone are weighed together: each list of a word file counts once."""

from __future__ import annotations

from collections.abc import Iterable

from urp.meaning.phrase_places import Hit

WEIGHTS = {"sure": 4, "grave": 3, "strong": 2, "weak": 1, "asked": -2, "against": -4}
"""By the last part of a table's name: what a list under it speaks for or against."""


def weigh(hits: Iterable[Hit], prefix: str) -> tuple[int, tuple[Hit, ...]]:
    """The weight of `file.name`, and the hits that speak for it, the heaviest first."""
    firsts: dict[str, Hit] = {}
    for hit in hits:
        if hit.rule.startswith(f"{prefix}_"):
            firsts.setdefault(hit.rule, hit)
    weights = {rule: WEIGHTS[rule.split(".")[1].rpartition("_")[2]] for rule in firsts}
    speaking = sorted((rule for rule in weights if weights[rule] > 0), key=lambda rule: -weights[rule])
    return sum(weights.values()), tuple(firsts[rule] for rule in speaking)
