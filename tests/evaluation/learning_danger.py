"""Weighs words for a danger against everything else: a linear classifier with a margin, learned over labelled
messages by AdaGrad, as `learning` does for all kinds.

The same messages in the same order give the same weights: what is drawn is drawn from a fixed seed.
"""

from collections.abc import Collection, Mapping, Sequence
from math import sqrt
from random import Random

from tests.evaluation.learning import examples_of

_TIMES, _AVERAGED = 10, 5
"""How often all messages are read, and over how many of the last times weights are averaged."""
_STEP = 0.2
_DANGER_COUNTS = 2
"""So much more a danger teaches than what is none: there are five times fewer."""
_BEFORE_ANY = 1e-8


def weighed(
    messages: Sequence[tuple[Collection[str], bool]], features: Collection[str]
) -> Mapping[str, float]:
    """`messages`: features of each, and whether it is a danger. What is not among `features` teaches nothing.

    A message's words speak together, shared by the root of their number; what is on the right side by one or
    more teaches nothing (hinge).
    """
    places = {name: place for place, name in enumerate(sorted(features))}
    examples = examples_of([(words, 1 if danger else -1) for words, danger in messages], places)
    weights, errors, summed = ([start] * len(places) for start in (0.0, _BEFORE_ANY, 0.0))
    order = Random(1)
    for time in range(_TIMES):
        order.shuffle(examples)
        for known, side in examples:
            share = 1 / sqrt(len(known))
            short = 1 - side * share * sum([weights[each] for each in known])
            if short <= 0:
                continue
            pull = short * side * share * (_DANGER_COUNTS if side > 0 else 1)
            for each in known:
                errors[each] += pull * pull
                weights[each] += _STEP * pull / sqrt(errors[each])
        if time >= _TIMES - _AVERAGED:
            summed = [before + now for before, now in zip(summed, weights, strict=True)]
    return {name: total / _AVERAGED for name, total in zip(places, summed, strict=True)}
