"""The closing statement of an audience of any size, cut off anywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest

from tests.acting import AS_OPERATOR
from tests.fakes.broadcasts.closing_ports import Nudges, SlowClock
from tests.fakes.broadcasts.costs import costs_of
from tests.fakes.broadcasts.engine_store import EngineStore
from tests.fakes.broadcasts.processes import KilledError
from tests.fakes.broadcasts.town_hall import START
from tests.fakes.broadcasts.virtual_ports import interrupted
from urp.acts.model import Act
from urp.citizens.identity.model import AUDIENCE_SHARDS
from urp.errors import ConflictError
from urp.notices.broadcasts.closing import CloseBroadcast, UnbalancedError
from urp.notices.broadcasts.jobs import ClosedJob, Job, JobId
from urp.notices.broadcasts.model import Broadcast, BroadcastDraft, BroadcastStatus, Counts
from urp.notices.broadcasts.recipients import Answer, AnsweredRow, AnswerKind
from urp.notices.broadcasts.tally import Tally
from urp.notices.broadcasts.trackers import RowReference

NOTICE, PEOPLE = UUID(int=1), 40
SECOND = timedelta(seconds=1)
type Boundary = Callable[[], None]


def sent() -> EngineStore:
    """All jobs closed: every fifth refused."""
    stored = EngineStore()
    for number in range(PEOPLE):
        stored.freezing.add(NOTICE, number % AUDIENCE_SHARDS, [UUID(int=number)], START)
    stored.rows.answer([answered(number) for number in range(PEOPLE)])
    draft = BroadcastDraft("Via Roma", "avviso", {}, "https://comune.example/1")
    header = Broadcast(
        NOTICE, draft, BroadcastStatus.SENDING, START, "staff-1", sending_at=START, audience=PEOPLE
    )
    stored.broadcasts.create(
        header, None, Act("1", "staff-1", "broadcast.create", "broadcast/1", START, standing=AS_OPERATOR)
    )
    _close_a_job(stored, Tally(counts=Counts(accepted=32, refused=8)))
    return stored


def answered(number: int) -> AnsweredRow:
    kind = AnswerKind.REFUSED if number % 5 == 0 else AnswerKind.ACCEPTED
    answer = Answer(kind, START + number * SECOND, 131026 if kind is AnswerKind.REFUSED else None)
    return AnsweredRow(RowReference(NOTICE, number % AUDIENCE_SHARDS, UUID(int=number)), answer)


def _close_a_job(stored: EngineStore, counted: Tally) -> None:
    stored.freezing.seal(NOTICE, stored.freezing.shard(NOTICE, 0), 1, START)
    stored.freezing.add_jobs(NOTICE, 0, [Job(JobId(0, 0), ())], START)
    stored.jobs.lease(NOTICE, JobId(0, 0), "run-1", START, START)
    stored.jobs.close(NOTICE, ClosedJob(JobId(0, 0), "run-1", START, counted))


def closing(
    stored: EngineStore,
    boundary: Boundary = lambda: None,
    nudges: Nudges | None = None,
    clock: SlowClock | None = None,
) -> CloseBroadcast:
    return CloseBroadcast(
        broadcasts=interrupted(stored.broadcasts, boundary),
        freezing=interrupted(stored.freezing, boundary),
        receipts=interrupted(stored.receipts, boundary),
        statements=interrupted(stored.statements, boundary),
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
    closing(stored, counting)(stored.header(NOTICE), START)
    return counting.steps


ALL_STEPS = range(1, steps_of_a_closing() + 1)


def balanced(stored: EngineStore) -> bool:
    statement = stored.statement(NOTICE)
    header = stored.header(NOTICE)
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
            closing(stored, At(step, killed))(stored.header(NOTICE), START)
        outcomes.append(_again(stored))

    assert len(outcomes) > 100
    assert all(outcomes)


def test_two_at_once_write_one_statement() -> None:
    """The other closes between any two steps of the one, and begins with another shard."""
    outcomes = []
    for step in ALL_STEPS:
        stored = sent()
        before = stored.header(NOTICE)
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
    stored.freezing.add(NOTICE, 3, [UUID(int=3)], START)

    with pytest.raises(UnbalancedError):
        closing(stored)(stored.header(NOTICE), START)
    stored.rows.answer([answered(3)])

    assert closing(stored)(stored.header(NOTICE), START) == "closed"
    assert balanced(stored)


def test_rows_that_do_not_add_up_to_the_audience_are_no_statement() -> None:
    stored = sent()
    stored.lose_rows(NOTICE, UUID(int=3))

    with pytest.raises(UnbalancedError):
        closing(stored)(stored.header(NOTICE), START)

    assert stored.statements.statement(NOTICE) is None


def _again(stored: EngineStore) -> bool:
    """What the next minute's tick does, unless the statement was written just before the kill."""
    if stored.header(NOTICE).status is not BroadcastStatus.CLOSED:
        closing(stored)(stored.header(NOTICE), START)
    return balanced(stored)


def _until_closed(stored: EngineStore, nudges: Nudges) -> Iterator[str]:
    while stored.header(NOTICE).status is not BroadcastStatus.CLOSED:
        clock = SlowClock(step=timedelta(seconds=4))
        yield closing(stored, nudges=nudges, clock=clock)(stored.header(NOTICE), START)
