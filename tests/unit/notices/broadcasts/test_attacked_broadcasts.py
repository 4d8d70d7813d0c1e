"""Seeded runs in virtual time: kills at any step, lost and doubled orders, a store that does not answer, a
moody Meta, citizens and staff meanwhile. A failing run names its seed: `attacked(seed)` takes the same steps,
and `make faults RUNS=1 SEED=seed` shows it.
"""

from __future__ import annotations

from tests.cases import every
from tests.unit.notices.broadcasts.attacked import attacked
from tests.unit.notices.broadcasts.follow_ups import followed_up
from tests.unit.notices.broadcasts.invariants import violations

RUNS = 40
"""A taste: `make faults` attacks a thousand notices."""


@every("seed", range(RUNS))
def test_whatever_happens_everybody_is_accounted_for_and_nobody_is_reached_twice(seed: int) -> None:
    assert violations(attacked(seed)) == []


def test_whatever_happened_before_a_correction_and_a_rerun_go_to_exactly_whom_they_should() -> None:
    runs = {seed: attacked(seed, followed_up) for seed in range(1000, 1000 + RUNS // 2)}

    assert {seed: found for seed, run in runs.items() if (found := violations(run))} == {}
    assert any(run.follow_ups for run in runs.values())


def test_the_same_seed_takes_the_same_steps() -> None:
    one, other = attacked(7), attacked(7)

    assert [sent.tracker for sent in one.town.meta.accepted] == [
        sent.tracker for sent in other.town.meta.accepted
    ]
    assert one.town.now == other.town.now
