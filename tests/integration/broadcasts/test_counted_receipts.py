"""Receipts on their way into rows and counters."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from tests.fakes.broadcasts.engine_store import EngineStore
from tests.integration.broadcasts.news import (
    ACCEPTED,
    DELIVERED,
    FAILED,
    LATER,
    READ,
    SENT,
    UNCLEAR,
    added_up,
    stages,
    tell,
)
from tests.integration.broadcasts.people import ADA, BRUNO, CARLA, NOTICE, NOW, frozen_shard, row_of
from urp.notices.broadcasts.recipients import AnsweredRow, Delivery, Ending, Outcome

OTHER_NOTICE = UUID("00000000-0000-4000-8000-00000000bbbb")


def test_counters_follow_the_furthest_news(store: EngineStore) -> None:
    frozen_shard(store, ADA, BRUNO, CARLA)

    tell(store, SENT, ADA, BRUNO, CARLA)
    after_sending = stages(store.receipts.counts(NOTICE))
    tell(store, DELIVERED, ADA, BRUNO)
    tell(store, READ, ADA)
    tell(store, FAILED, CARLA)

    counts = store.receipts.counts(NOTICE)
    assert after_sending == {"sent": 3}
    assert stages(counts) == {"read": 1, "delivered": 1, "failed": 1}
    assert counts.failed_by_code == ((131049, 1),)
    assert store.receipts.counts(OTHER_NOTICE).with_status == 0


def test_the_same_news_again_and_older_news_change_no_counter(store: EngineStore) -> None:
    frozen_shard(store, ADA)
    tell(store, READ, ADA)

    again = tell(store, READ, ADA)
    older = tell(store, SENT, ADA)
    older_again = tell(store, SENT, ADA)

    assert (again, older, older_again) == (0, 1, 0)
    assert stages(store.receipts.counts(NOTICE)) == {"read": 1}
    assert store.rows.read(NOTICE, 0, [ADA])[ADA].delivery == Delivery(sent_at=NOW, read_at=LATER)


def test_a_failure_that_was_none_leaves_its_reason(store: EngineStore) -> None:
    frozen_shard(store, ADA)

    tell(store, FAILED, ADA)
    tell(store, DELIVERED, ADA)

    counts = store.receipts.counts(NOTICE)
    assert stages(counts) == {"delivered": 1}
    assert counts.failed_by_code == ()


def test_whom_a_status_settles_is_known_by_what_they_had_ended_as(store: EngineStore) -> None:
    frozen_shard(store, ADA, BRUNO, CARLA)
    store.rows.answer([AnsweredRow(row_of(ADA), UNCLEAR), AnsweredRow(row_of(BRUNO), ACCEPTED, held=True)])
    store.rows.end(NOTICE, 0, [CARLA], Ending.STOPPED)

    tell(store, SENT, ADA, BRUNO, CARLA)
    tell(store, DELIVERED, ADA, BRUNO, CARLA)

    counts = store.receipts.counts(NOTICE)
    rows = store.rows.read(NOTICE, 0, [ADA, BRUNO, CARLA])
    assert counts == added_up(store)
    assert counts.settled == {Outcome.UNCLEAR: 1, Outcome.STOPPED: 1}
    assert counts.unheld == 1
    assert [rows[each].outcome_for_job for each in (ADA, BRUNO, CARLA)] == ["unclear", "accepted", "stopped"]
    assert [row.held_for_job for row in rows.values() if row.delivery.held] == [True]


def test_an_answer_that_comes_after_its_status_settles_nobody(store: EngineStore) -> None:
    frozen_shard(store, ADA)
    store.rows.hand_over(row_of(ADA), "run-1", NOW, ())
    tell(store, SENT, ADA)

    store.rows.answer([AnsweredRow(row_of(ADA), UNCLEAR, held=True)])
    tell(store, DELIVERED, ADA)

    row = store.rows.read(NOTICE, 0, [ADA])[ADA]
    assert store.receipts.counts(NOTICE).settled == {}
    assert (row.outcome_for_job, row.held_for_job) == (Outcome.ACCEPTED, False)


def test_how_meta_bills_is_counted_once_it_has_delivered(store: EngineStore) -> None:
    frozen_shard(store, ADA, BRUNO, CARLA)

    tell(store, replace(SENT, charge="unsaid_39"), ADA, BRUNO, CARLA)
    on_the_way = store.receipts.counts(NOTICE).charged
    tell(store, replace(DELIVERED, charge="utility_39"), ADA, BRUNO)
    tell(store, replace(READ, charge="marketing_39"), ADA)
    tell(store, FAILED, CARLA)

    counts = store.receipts.counts(NOTICE)
    assert on_the_way == ()
    assert counts.charged == (("utility_39", 2),)
    assert counts == added_up(store)
    assert store.rows.read(NOTICE, 0, [ADA])[ADA].delivery.charge == "utility_39"


def test_metas_price_that_comes_with_older_news_is_counted_in_its_place(store: EngineStore) -> None:
    frozen_shard(store, ADA)

    tell(store, replace(READ, charge="unsaid_39"), ADA)
    unsaid = store.receipts.counts(NOTICE).charged
    tell(store, replace(SENT, charge="utility_39"), ADA)
    tell(store, replace(SENT, charge="utility_39"), ADA)

    assert unsaid == (("unsaid_39", 1),)
    assert store.receipts.counts(NOTICE).charged == (("utility_39", 1),)
    assert store.receipts.counts(NOTICE) == added_up(store)
