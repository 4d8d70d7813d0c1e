from __future__ import annotations

from datetime import timedelta

import pytest

from tests.fakes.broadcasts.engine_store import EngineStore
from tests.integration.broadcasts.people import ADA, BRUNO, NOTICE, NOW, created, frozen_shard
from urp.errors import NotFoundError
from urp.notices.broadcasts.jobs import ClosedJob
from urp.notices.broadcasts.model import Counts
from urp.notices.broadcasts.recipients import Outcome
from urp.notices.broadcasts.tally import Tally
from urp.notices.broadcasts.trackers import RowReference

UNTIL = NOW + timedelta(seconds=62)


def outcomes(store: EngineStore) -> list[Outcome]:
    return sorted(row.outcome for row in store.work.look(NOTICE)[1])


def test_nobody_is_in_hand_before_a_worker_takes_the_job(store: EngineStore) -> None:
    created(store)
    frozen_shard(store, ADA, BRUNO)

    assert outcomes(store) == []


def test_whoever_is_in_a_job_in_hand_or_left_half_done_is_shown_by_their_row(store: EngineStore) -> None:
    created(store)
    job = frozen_shard(store, ADA, BRUNO)
    store.jobs.lease(NOTICE, job.id, "run-1", NOW, UNTIL)
    store.rows.hand_over(RowReference(NOTICE, 0, ADA), "run-1", NOW, [])
    in_hand = outcomes(store)

    store.jobs.release(NOTICE, job.id, "run-1")

    assert in_hand == outcomes(store) == [Outcome.HANDED, Outcome.PENDING]


def test_a_closed_job_is_in_the_headers_counters_and_in_nobodys_hand(store: EngineStore) -> None:
    created(store)
    job = frozen_shard(store, ADA, BRUNO)
    store.jobs.lease(NOTICE, job.id, "run-1", NOW, UNTIL)
    store.jobs.close(NOTICE, ClosedJob(job.id, "run-1", NOW, Tally(counts=Counts(accepted=2))))

    header, rows = store.work.look(NOTICE)

    assert header.progress.counts == Counts(accepted=2)
    assert list(rows) == []


def test_there_is_no_work_in_hand_of_a_notice_nobody_made(store: EngineStore) -> None:
    with pytest.raises(NotFoundError):
        store.work.look(NOTICE)
