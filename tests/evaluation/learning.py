"""Weighs words against each other: multinomial logistic regression, learned over labelled messages.

By AdaGrad (Duchi, Hazan, Singer 2011, "Adaptive Subgradient Methods") with one rate a feature. The same
messages in the same order give the same weights: what is drawn is drawn from a fixed seed.
"""

from collections.abc import Collection, Mapping, Sequence
from math import exp, sqrt
from random import Random

_TIMES, _AVERAGED = 8, 5
"""How often all messages are read (more learns them by heart), and over how many of the last times weights
are averaged: the message read last shall not count more than others."""
_STEP = 0.2
_LEARNED = 1e-3
"""Squared error from which on a message teaches nothing."""

type Weights = Mapping[str, Sequence[float]]
"""Per feature one of each kind, as natural logarithms."""


def learned(
    messages: Sequence[tuple[Collection[str], int]], features: Collection[str], kinds: int
) -> Weights:
    """`messages`: features of each, and the place of its kind among so many `kinds`. What is not among
    `features` teaches nothing."""
    names = sorted(features)
    places = {name: place for place, name in enumerate(names)}
    examples = examples_of(messages, places)
    weights = [[0.0] * kinds for _ in names]
    errors = [0.0] * len(names)
    order = Random(1)
    learned_each_time = []
    for _ in range(_TIMES):
        order.shuffle(examples)
        for known, kind in examples:
            off = _likely([weights[each] for each in known])
            off[kind] -= 1
            error = sum([each * each for each in off])
            if error < _LEARNED:
                continue
            wrong = list(enumerate(off))
            for each in known:
                errors[each] += error
                step = _STEP / sqrt(errors[each])
                row = weights[each]
                for place, by in wrong:  # in its place: half the time of making a row anew
                    row[place] -= step * by
        learned_each_time.append([row[:] for row in weights])
    return {
        name: [sum(column) / _AVERAGED for column in zip(*rows, strict=True)]
        for name, *rows in zip(names, *learned_each_time[-_AVERAGED:], strict=True)
    }


def examples_of[Taught](
    messages: Sequence[tuple[Collection[str], Taught]], places: Mapping[str, int]
) -> list[tuple[list[int], Taught]]:
    """Each message as the places of its known features, with what it teaches; left out if none is known."""
    return [
        (known, taught)
        for words, taught in messages
        if (known := sorted(places[word] for word in words if word in places))
    ]


def _likely(rows: Sequence[Sequence[float]]) -> list[float]:
    """How likely each kind is, where each known feature speaks with its row."""
    sums = [sum(column) for column in zip(*rows, strict=True)]
    best = max(sums)
    shares = [exp(each - best) for each in sums]
    whole = sum(shares)
    return [share / whole for share in shares]
