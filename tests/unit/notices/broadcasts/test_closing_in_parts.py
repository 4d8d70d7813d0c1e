"""The closing statement of an audience of any size, cut off anywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest

from tests.fakes.broadcasts.closing_ports import Nudges, SlowClock
from tests.fakes.broadcasts.costs import costs_of
from tests.fakes.broadcasts.freezing import MemoryFreezing
from tests.fakes.broadcasts.headers import MemoryBroadcasts, MemoryStatements
from tests.fakes.broadcasts.processes import KilledError
from tests.fakes.broadcasts.rows import MemoryReceiptCounters
from tests.fakes.broadcasts.stored import Stored
from tests.fakes.broadcasts.town_hall import START
from tests.fakes.broadcasts.virtual_ports import interrupted
from urp.citizens.identity.model import AUDIENCE_SHARDS
from urp.errors import ConflictError
from urp.notices.broadcasts.closing import CloseBroadcast, UnbalancedError
from urp.notices.broadcasts.model import Broadcast, BroadcastDraft, BroadcastStatus, Counts, Progress
from urp.notices.broadcasts.recipients import Answer, AnswerKind, HandOver, RecipientRow

NOTICE, PEOPLE = UUID(int=1), 40
SECOND = timedelta(seconds=1)
type Boundary = Callable[[], None]


def sent() -> Stored:
    """All jobs closed: every fifth refused."""
    stored = Stored()
    for number in range(PEOPLE):
        kind = AnswerKind.REFUSED if number % 5 == 0 else AnswerKind.ACCEPTED
        answer = Answer(kind, START + number * SECOND, 131026 if kind is AnswerKind.REFUSED else None)
        row = RecipientRow(UUID(int=number), HandOver("run-1", START), answer)
        stored.rows[NOTICE, number % AUDIENCE_SHARDS][row.citizen_id] = row
    draft = BroadcastDraft("Via Roma", "avviso", {}, "https://comune.example/1")
    stored.headers[NOTICE] = Broadcast(
        NOTICE, draft, BroadcastStatus.SENDING, START, "staff-1",
        sending_at=START, audience=PEOPLE, progress=Progress(Counts(accepted=32, refused=8), 1, START),
    )  # fmt: skip
    return stored


def closing(
    stored: Stored,
    boundary: Boundary = lambda: None,
    nudges: Nudges | None = None,
    clock: SlowClock | None = None,
) -> CloseBroadcast:
    return CloseBroadcast(
        broadcasts=interrupted(MemoryBroadcasts(stored), boundary),
        freezing=interrupted(MemoryFreezing(stored), boundary),
        receipts=interrupted(MemoryReceiptCounters(stored), boundary),
        statements=interrupted(MemoryStatements(stored), boundary),
        queues=nudges or Nudges(),
        clock=clock or SlowClock(),
        cost=costs_of(stored, {}).closed,
    )


class At:
    """Does something at one step, and counts them."""

    def __init__(self, step: int, action: Callable[[], object]) -> None:
        self.steps = 0
        self._step = step
        self._action = action

    def __call__(self) -> None:
        self.steps += 1
        if self.steps == self._step:
            self._action()


def killed() -> None:
    raise KilledError


def steps_of_a_closing() -> int:
    counting = At(0, killed)
    stored = sent()
    closing(stored, counting)(stored.headers[NOTICE], START)
    return counting.steps


ALL_STEPS = range(1, steps_of_a_closing() + 1)


def balanced(stored: Stored) -> bool:
    statement = stored.statements[NOTICE]
    header = stored.headers[NOTICE]
    times = (statement.first_at, statement.last_at)
    return (
        statement.counts == Counts(accepted=32, refused=8)
        and statement.refused_by_code == ((131026, 8),)
        and times == (START + SECOND, START + (PEOPLE - 1) * SECOND)
        and header.status is BroadcastStatus.CLOSED
    )


def test_killed_at_any_step_it_is_simply_counted_again() -> None:
    outcomes = []
    for step in ALL_STEPS:
        stored = sent()
        with pytest.raises(KilledError):
            closing(stored, At(step, killed))(stored.headers[NOTICE], START)
        outcomes.append(_again(stored))

    assert len(outcomes) > 100
    assert all(outcomes)


def test_two_at_once_write_one_statement() -> None:
    """The other closes between any two steps of the one, and begins with another shard."""
    outcomes = []
    for step in ALL_STEPS:
        stored = sent()
        before = stored.headers[NOTICE]
        other = partial(closing(stored), before, START + timedelta(microseconds=7))
        with pytest.raises(ConflictError):
            closing(stored, At(step, other))(before, START)
        outcomes.append(balanced(stored))

    assert all(outcomes)


def test_what_one_invocation_has_no_time_for_the_next_goes_on_with() -> None:
    stored, nudges = sent(), Nudges()
    said = list(_until_closed(stored, nudges))

    assert said == ["counting"] * nudges.dispatched + ["closed"]
    assert nudges.dispatched >= 3
    assert balanced(stored)


def test_a_row_still_open_keeps_its_shard_from_being_counted_for_good() -> None:
    stored = sent()
    row = stored.rows[NOTICE, 3][UUID(int=3)]
    stored.rows[NOTICE, 3][UUID(int=3)] = replace(row, answer=None)

    with pytest.raises(UnbalancedError):
        closing(stored)(stored.headers[NOTICE], START)
    stored.rows[NOTICE, 3][UUID(int=3)] = row

    assert closing(stored)(stored.headers[NOTICE], START) == "closed"
    assert balanced(stored)


def test_rows_that_do_not_add_up_to_the_audience_are_no_statement() -> None:
    stored = sent()
    del stored.rows[NOTICE, 3][UUID(int=3)]

    with pytest.raises(UnbalancedError):
        closing(stored)(stored.headers[NOTICE], START)

    assert NOTICE not in stored.statements


def _again(stored: Stored) -> bool:
    """What the next minute's tick does, unless the statement was written just before the kill."""
    if stored.headers[NOTICE].status is not BroadcastStatus.CLOSED:
        closing(stored)(stored.headers[NOTICE], START)
    return balanced(stored)


def _until_closed(stored: Stored, nudges: Nudges) -> Iterator[str]:
    while stored.headers[NOTICE].status is not BroadcastStatus.CLOSED:
        clock = SlowClock(step=timedelta(seconds=4))
        yield closing(stored, nudges=nudges, clock=clock)(stored.headers[NOTICE], START)
