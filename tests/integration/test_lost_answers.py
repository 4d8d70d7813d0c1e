"""DynamoDB did it, its answer was lost, and botocore does it again: nobody takes us for somebody else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.fakes.broadcasts.engine_store import EngineStore
from tests.fakes.dynamodb.meddled import losing_answers
from tests.integration.broadcasts.number import number_on
from tests.integration.broadcasts.people import ADA, NOTICE, NOW, created, frozen_shard
from tests.integration.outbox_stores import NOON, ROW, SOON, open_stores
from urp.aws.tables import Tables
from urp.desk.outbox import ReplyState
from urp.errors import ConflictError
from urp.whatsapp.rate_ports import Lane, Slots


def test_a_reply_is_sent_by_the_worker_who_marked_it_without_hearing_so(tables: Tables) -> None:
    open_stores(tables).add(ROW)

    handed = open_stores(losing_answers(tables)).outbox.hand_over(ROW, NOON)

    assert handed is not None
    assert (handed.state, handed.attempts, handed.handed_at) == (ReplyState.HANDED, 1, NOON)


def test_a_job_is_worked_on_by_the_worker_who_leased_it_without_hearing_so(tables: Tables) -> None:
    job = frozen_shard(EngineStore(tables), ADA)

    leased = EngineStore(losing_answers(tables)).jobs.lease(NOTICE, job.id, "run-1", NOW, SOON)

    assert leased is not None
    assert (leased.citizens, leased.crashes) == ((ADA,), 1)


def test_a_notice_goes_on_from_what_was_stored_without_hearing_so(tables: Tables) -> None:
    before = created(EngineStore(tables))

    stored = EngineStore(losing_answers(tables)).broadcasts.store(before, replace(before, due_at=NOW))

    assert stored.version == before.version + 1
    assert stored == EngineStore(tables).broadcasts.load(NOTICE)


def test_what_a_person_changed_while_it_was_done_again_is_not_written_over(tables: Tables) -> None:
    store = EngineStore(tables)
    before = created(store)
    ours = replace(before, due_at=NOW)

    def somebody_else() -> None:
        now = store.broadcasts.load(NOTICE)
        assert now is not None
        store.broadcasts.store(now, replace(now, enqueued_at=SOON))

    with pytest.raises(ConflictError):
        EngineStore(losing_answers(tables, somebody_else)).broadcasts.store(before, ours)

    kept = store.broadcasts.load(NOTICE)
    assert kept is not None
    assert kept.enqueued_at == SOON


def test_slots_reserved_without_hearing_so_are_used_and_not_reserved_again(tables: Tables) -> None:
    first = number_on(losing_answers(tables)).rate.reserve(Lane.ORDINARY, 3, NOW)
    following = number_on(tables).rate.reserve(Lane.ORDINARY, 1, NOW)

    assert isinstance(first, Slots)
    assert isinstance(following, Slots)
    assert (first.sequence, following.sequence) == (1, 4)
