"""Every function of the engine killed at every one of its steps, one run each: enumerated, not drawn.

A step is the moment before or after a read, a write, a call to Meta or something put on a queue.
"""

from __future__ import annotations

from tests.cases import every
from tests.unit.notices.broadcasts.attacked import killed_at
from tests.unit.notices.broadcasts.invariants import violations

FUNCTIONS = ("tick", "dispatch", "expansion", "ordinary", "receipts", "account")
"""By what they wake on: the dispatcher twice, the expander, the worker, the recorder, the account watch."""


@every("function", FUNCTIONS)
def test_wherever_a_function_dies_everybody_is_accounted_for_and_nobody_is_reached_twice(
    function: str,
) -> None:
    steps = killed_at(function, 0).town.time.steps_of[function]

    runs = {step: killed_at(function, step) for step in range(1, steps + 1)}

    assert steps > 0
    assert all(run.town.time.kills == 1 for run in runs.values())
    assert {step: found for step, run in runs.items() if (found := violations(run))} == {}
