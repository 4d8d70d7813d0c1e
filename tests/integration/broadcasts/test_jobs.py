from __future__ import annotations

from datetime import timedelta

from tests.fakes.broadcasts.engine_store import EngineStore
from tests.integration.broadcasts.people import ADA, BRUNO, NOTICE, NOW, created, frozen_shard
from urp.notices.broadcasts.jobs import ClosedJob
from urp.notices.broadcasts.model import Counts, Progress
from urp.notices.broadcasts.tally import Tally

UNTIL = NOW + timedelta(seconds=62)
AFTER = UNTIL + timedelta(seconds=1)


def test_a_job_is_worked_on_by_one_worker_at_a_time(store: EngineStore) -> None:
    job = frozen_shard(store, ADA, BRUNO)

    first = store.jobs.lease(NOTICE, job.id, "run-1", NOW, UNTIL)
    second = store.jobs.lease(NOTICE, job.id, "run-2", NOW, UNTIL)
    third = store.jobs.lease(NOTICE, job.id, "run-3", AFTER, AFTER + timedelta(seconds=62))

    assert first is not None
    assert first.citizens == (ADA, BRUNO)
    assert second is None
    assert third is not None
    assert (first.crashes, third.crashes) == (1, 2)


def test_a_released_job_is_free_and_has_no_falls(store: EngineStore) -> None:
    job = frozen_shard(store, ADA)
    store.jobs.lease(NOTICE, job.id, "run-1", NOW, UNTIL)
    store.jobs.release(NOTICE, job.id, "run-2")
    kept = store.jobs.lease(NOTICE, job.id, "run-2", NOW, UNTIL)

    store.jobs.release(NOTICE, job.id, "run-1")
    freed = store.jobs.lease(NOTICE, job.id, "run-2", NOW, UNTIL)

    assert kept is None
    assert freed is not None
    assert freed.crashes == 1


def test_a_dead_job_rests_until_it_is_revived(store: EngineStore) -> None:
    job = frozen_shard(store, ADA)
    store.jobs.lease(NOTICE, job.id, "run-1", NOW, UNTIL)
    store.jobs.bury(NOTICE, job.id, "run-1")
    resting = store.jobs.lease(NOTICE, job.id, "run-2", AFTER, AFTER)
    shown = [each.dead for each in store.jobs.open(NOTICE)]

    store.jobs.revive(NOTICE)

    assert resting is None
    assert shown == [True]
    assert store.jobs.lease(NOTICE, job.id, "run-3", AFTER, AFTER) is not None


def test_a_job_closes_once_and_counts_once(store: EngineStore) -> None:
    created(store)
    job = frozen_shard(store, ADA, BRUNO)
    store.jobs.lease(NOTICE, job.id, "run-1", NOW, UNTIL)
    counted = Tally(0, Counts(accepted=1, refused=3), ((131026, 2), (131049, 1)), 1, NOW, UNTIL)
    closed = ClosedJob(job.id, "run-1", NOW, counted)

    first = store.jobs.close(NOTICE, closed)
    second = store.jobs.close(NOTICE, closed)

    header = store.broadcasts.load(NOTICE)
    assert header is not None
    assert (first, second) == (True, False)
    assert header.progress == Progress(
        counts=Counts(accepted=1, refused=3),
        jobs_closed=1,
        last_closed_at=NOW,
        refused_by_code=((131026, 2), (131049, 1)),
        held=1,
        first_at=NOW,
        last_at=UNTIL,
    )
    assert list(store.jobs.open(NOTICE)) == []


def test_a_job_that_reached_nobody_tells_no_times(store: EngineStore) -> None:
    created(store)
    job = frozen_shard(store, ADA)
    store.jobs.lease(NOTICE, job.id, "run-1", NOW, UNTIL)

    store.jobs.close(NOTICE, ClosedJob(job.id, "run-1", NOW, Tally(counts=Counts(opted_out=1))))

    header = store.broadcasts.load(NOTICE)
    assert header is not None
    assert (header.progress.first_at, header.progress.last_at) == (None, None)


def test_a_worker_whose_lease_is_anothers_closes_nothing(store: EngineStore) -> None:
    created(store)
    job = frozen_shard(store, ADA)
    store.jobs.lease(NOTICE, job.id, "run-1", NOW, UNTIL)
    store.jobs.lease(NOTICE, job.id, "run-2", AFTER, AFTER + timedelta(seconds=62))

    late = store.jobs.close(NOTICE, ClosedJob(job.id, "run-1", AFTER, Tally(counts=Counts(accepted=1))))

    assert not late
    assert [each.id for each in store.jobs.open(NOTICE)] == [job.id]


def test_counting_does_not_disturb_a_change_of_state(store: EngineStore) -> None:
    before = created(store)
    job = frozen_shard(store, ADA)
    store.jobs.lease(NOTICE, job.id, "run-1", NOW, UNTIL)
    store.jobs.close(NOTICE, ClosedJob(job.id, "run-1", NOW, Tally(counts=Counts(accepted=1))))

    after = store.broadcasts.store(before, before)

    assert after.progress.counts == Counts(accepted=1)


def test_unclear_sends_are_remembered_until_the_broadcast_goes_on(store: EngineStore) -> None:
    created(store)
    store.health.unclear(NOTICE, 7, NOW)
    remembered = store.health.unclear(NOTICE, 5, NOW)

    store.health.forget(NOTICE)

    assert list(remembered) == [5, 7]
    assert list(store.health.unclear(NOTICE, 9, NOW)) == [9]
