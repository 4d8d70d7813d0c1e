"""Whom a dead worker had handed to Meta nobody writes to again, also where no status ever comes.

Statuses settle a row before its job is free again, and would hide a worker that sends once more.
"""

from __future__ import annotations

from tests.fakes.broadcasts.meta import Temper
from tests.unit.notices.broadcasts.attack import Attack
from tests.unit.notices.broadcasts.attacked import killed_at
from tests.unit.notices.broadcasts.invariants import violations
from urp.notices.broadcasts.recipients import Outcome

NO_STATUS = Temper(status_lost=1.0)


def dead_after(step: int) -> Attack:
    return killed_at("ordinary", step, NO_STATUS)


def outcomes(run: Attack) -> dict[Outcome, int]:
    rows = run.town.stored.all_rows(run.ordinary).values()
    return {outcome: sum(row.outcome is outcome for row in rows) for outcome in Outcome}


def test_wherever_a_worker_dies_nobody_gets_a_second_copy_and_the_rest_get_theirs() -> None:
    """What became of whom it had marked stays unclear and is never taken for not sent: perhaps it was written
    to, and a person may decide to resend."""
    steps = dead_after(0).town.time.steps_of["ordinary"]
    parked = 0

    for step in range(1, steps + 1):
        run = dead_after(step)
        assert run.town.time.kills == 1
        assert violations(run) == [], step
        assert set(run.town.meta.copies().values()) == {1}, step
        if marked := run.town.falls[0].marked:
            parked += 1
            found = outcomes(run)
            assert found[Outcome.UNCLEAR] == marked
            assert found[Outcome.ACCEPTED] == len(run.people) - marked

    assert parked
