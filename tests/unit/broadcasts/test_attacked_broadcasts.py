"""Seeded runs in virtual time: kills at any step, lost and doubled orders, a store that does not answer, a
moody Meta, citizens and staff meanwhile. A failing run names its seed: `attacked(seed)` takes the same steps,
and `make faults RUNS=1 SEED=seed` shows it.
"""

from __future__ import annotations

import pytest

from tests.unit.broadcasts.attacked import attacked
from tests.unit.broadcasts.invariants import violations

BATCHES, RUNS = 24, 10


@pytest.mark.parametrize("batch", range(BATCHES))
def test_whatever_happens_everybody_is_accounted_for_and_nobody_is_reached_twice(batch: int) -> None:
    seeds = range(batch * RUNS, (batch + 1) * RUNS)

    found = {seed: violations(attacked(seed)) for seed in seeds}

    assert {seed: what for seed, what in found.items() if what} == {}


def test_the_same_seed_takes_the_same_steps() -> None:
    one, other = attacked(7), attacked(7)

    assert [sent.tracker for sent in one.town.meta.accepted] == [
        sent.tracker for sent in other.town.meta.accepted
    ]
    assert one.town.now == other.town.now
