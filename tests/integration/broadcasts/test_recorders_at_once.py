"""Rows and counters are written together and once, whoever else is writing and whatever breaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

import pytest
from botocore.exceptions import ClientError

from tests.fakes.broadcasts.engine_store import EngineStore
from tests.fakes.dynamodb.meddled import Meddled, touched
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
from urp.aws.tables import Tables
from urp.errors import UnavailableError
from urp.notices.broadcasts.recipients import AnsweredRow, DeliveryStage, Outcome
from urp.notices.store.delivery import DeliveryLedger

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@pytest.fixture
def meddled(tables: Tables) -> Meddled:
    return Meddled(tables.client)


def recorder(meddled: Meddled, tables: Tables) -> DeliveryLedger:
    return DeliveryLedger(replace(tables, client=cast("DynamoDBClient", meddled)), Random(2))


def test_what_others_write_between_reading_and_writing_is_counted_too(
    store: EngineStore, meddled: Meddled, tables: Tables
) -> None:
    frozen_shard(store, ADA, BRUNO, CARLA)
    meddled.before = [
        lambda: tell(store, SENT, ADA),
        lambda: store.rows.answer([AnsweredRow(row_of(BRUNO), UNCLEAR)]),
        lambda: store.rows.answer([AnsweredRow(row_of(CARLA), ACCEPTED, held=True)]),
    ]

    news = [(row_of(each), replace(SENT, delivered_at=LATER)) for each in (ADA, BRUNO, CARLA)]
    written = recorder(meddled, tables).record(NOTICE, news, NOW)

    counts = store.receipts.counts(NOTICE)
    assert written == 3
    assert stages(counts) == {"delivered": 3}
    assert (counts.settled, counts.unheld) == ({Outcome.UNCLEAR: 1}, 1)
    assert counts == added_up(store)


def test_one_row_that_keeps_changing_holds_up_no_other(
    store: EngineStore, meddled: Meddled, tables: Tables
) -> None:
    frozen_shard(store, ADA, BRUNO, CARLA)
    meddled.touched = str(ADA)

    news = [(row_of(each), SENT) for each in (ADA, BRUNO, CARLA)]
    with pytest.raises(UnavailableError):
        recorder(meddled, tables).record(NOTICE, news, NOW)

    assert stages(store.receipts.counts(NOTICE)) == {"sent": 2}
    assert not store.rows.read(NOTICE, 0, [ADA])[ADA].delivery.has_status


def test_news_that_cannot_be_written_are_left_to_the_queue(
    store: EngineStore, meddled: Meddled, tables: Tables
) -> None:
    frozen_shard(store, ADA)
    meddled.before = [touched] * 50

    with pytest.raises(UnavailableError):
        recorder(meddled, tables).record(NOTICE, [(row_of(ADA), SENT)], NOW)

    assert store.receipts.counts(NOTICE).with_status == 0


def test_an_answer_that_was_lost_counts_once(store: EngineStore, meddled: Meddled, tables: Tables) -> None:
    """DynamoDB did it and the connection broke: the queue gives the news again."""
    frozen_shard(store, ADA, BRUNO)
    news = [(row_of(each), SENT) for each in (ADA, BRUNO)]
    meddled.before = [lambda: done_and_lost(store, news)]

    with pytest.raises(UnavailableError):
        recorder(meddled, tables).record(NOTICE, news, NOW)
    again = recorder(meddled, tables).record(NOTICE, news, NOW)

    assert again == 0
    assert stages(store.receipts.counts(NOTICE)) == {"sent": 2}


@pytest.mark.parametrize("seed", range(3))
def test_several_recorders_at_once_in_any_order_lose_and_double_nothing(
    seed: int, store: EngineStore, meddled: Meddled, tables: Tables
) -> None:
    chance = Random(seed)
    people = [UUID(int=(number + 1) * 16) for number in range(6)]
    frozen_shard(store, *people)
    told = [(row_of(who), each) for who in people for each in (SENT, DELIVERED, READ, FAILED)] * 2
    chance.shuffle(told)

    def somebody_else() -> None:
        store.delivery.record(NOTICE, [chance.choice(told)], NOW)
        store.rows.answer([AnsweredRow(row_of(chance.choice(people)), chance.choice((UNCLEAR, ACCEPTED)))])

    meddled.before = [somebody_else] * 40
    for each in told:
        recorder(meddled, tables).record(NOTICE, [each], NOW)

    counts = store.receipts.counts(NOTICE)
    assert counts == added_up(store)
    assert counts.stages[DeliveryStage.READ] == len(people)


def done_and_lost(store: EngineStore, news: Sequence[Any]) -> None:
    store.delivery.record(NOTICE, news, NOW)
    raise ClientError({"Error": {"Code": "InternalServerError"}}, "TransactWriteItems")
