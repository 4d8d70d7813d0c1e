"""Rows and counters are written together and once, whoever else is writing and whatever breaks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

import boto3
import pytest
from botocore.exceptions import ClientError

from tests.fakes.days import RETENTION
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
from tests.integration.broadcasts.people import ADA, BRUNO, CARLA, NOTICE, frozen_shard, row_of
from tests.integration.broadcasts.ports import NOW, EngineStore, on_tables
from urp.errors import UnavailableError
from urp.notices.broadcasts.recipients import AnsweredRow, DeliveryStage, Outcome
from urp.notices.store.dynamodb_delivery import DynamoDelivery

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@dataclass
class Meddled:
    """DynamoDB, where somebody else writes just before each of our transactions, or it fails."""

    client: DynamoDBClient
    before: list[Callable[[], object]] = field(default_factory=list)
    touched: str | None = None
    """Sort key of an item that somebody else's transaction has in hand all the time."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the client has
        return getattr(self.client, name)

    def transact_write_items(self, **request: Any) -> Any:  # noqa: ANN401
        if self.before:
            self.before.pop(0)()
        if self.touched is not None and self.touched in str(request):
            touched()
        return self.client.transact_write_items(**request)


@pytest.fixture
def tables(outputs: Mapping[str, str]) -> EngineStore:
    return on_tables(boto3.client("dynamodb"), outputs)


@pytest.fixture
def meddled() -> Meddled:
    return Meddled(boto3.client("dynamodb"))


def recorder(meddled: Meddled, outputs: Mapping[str, str]) -> DynamoDelivery:
    client = cast("DynamoDBClient", meddled)
    return DynamoDelivery(client, outputs["BroadcastsTableName"], RETENTION, Random(2))


def test_what_others_write_between_reading_and_writing_is_counted_too(
    tables: EngineStore, meddled: Meddled, outputs: Mapping[str, str]
) -> None:
    frozen_shard(tables, ADA, BRUNO, CARLA)
    meddled.before = [
        lambda: tell(tables, SENT, ADA),
        lambda: tables.rows.answer([AnsweredRow(row_of(BRUNO), UNCLEAR)]),
        lambda: tables.rows.answer([AnsweredRow(row_of(CARLA), ACCEPTED, held=True)]),
    ]

    news = [(row_of(each), replace(SENT, delivered_at=LATER)) for each in (ADA, BRUNO, CARLA)]
    written = recorder(meddled, outputs).record(NOTICE, news, NOW)

    counts = tables.receipts.counts(NOTICE)
    assert written == 3
    assert stages(counts) == {"delivered": 3}
    assert (counts.settled, counts.unheld) == ({Outcome.UNCLEAR: 1}, 1)
    assert counts == added_up(tables)


def test_one_row_that_keeps_changing_holds_up_no_other(
    tables: EngineStore, meddled: Meddled, outputs: Mapping[str, str]
) -> None:
    frozen_shard(tables, ADA, BRUNO, CARLA)
    meddled.touched = str(ADA)

    news = [(row_of(each), SENT) for each in (ADA, BRUNO, CARLA)]
    with pytest.raises(UnavailableError):
        recorder(meddled, outputs).record(NOTICE, news, NOW)

    assert stages(tables.receipts.counts(NOTICE)) == {"sent": 2}
    assert not tables.rows.read(NOTICE, 0, [ADA])[ADA].delivery.witnessed


def test_news_that_cannot_be_written_are_left_to_the_queue(
    tables: EngineStore, meddled: Meddled, outputs: Mapping[str, str]
) -> None:
    frozen_shard(tables, ADA)
    meddled.before = [touched] * 50

    with pytest.raises(UnavailableError):
        recorder(meddled, outputs).record(NOTICE, [(row_of(ADA), SENT)], NOW)

    assert tables.receipts.counts(NOTICE).witnessed == 0


def test_an_answer_that_was_lost_counts_once(
    tables: EngineStore, meddled: Meddled, outputs: Mapping[str, str]
) -> None:
    """DynamoDB did it and the connection broke: the queue gives the news again."""
    frozen_shard(tables, ADA, BRUNO)
    news = [(row_of(each), SENT) for each in (ADA, BRUNO)]
    meddled.before = [lambda: done_and_lost(tables, news)]

    with pytest.raises(UnavailableError):
        recorder(meddled, outputs).record(NOTICE, news, NOW)
    again = recorder(meddled, outputs).record(NOTICE, news, NOW)

    assert again == 0
    assert stages(tables.receipts.counts(NOTICE)) == {"sent": 2}


@pytest.mark.parametrize("seed", range(3))
def test_several_recorders_at_once_in_any_order_lose_and_double_nothing(
    seed: int, tables: EngineStore, meddled: Meddled, outputs: Mapping[str, str]
) -> None:
    chance = Random(seed)
    people = [UUID(int=(number + 1) * 16) for number in range(6)]
    frozen_shard(tables, *people)
    told = [(row_of(who), each) for who in people for each in (SENT, DELIVERED, READ, FAILED)] * 2
    chance.shuffle(told)

    def somebody_else() -> None:
        tables.delivery.record(NOTICE, [chance.choice(told)], NOW)
        tables.rows.answer([AnsweredRow(row_of(chance.choice(people)), chance.choice((UNCLEAR, ACCEPTED)))])

    meddled.before = [somebody_else] * 40
    for each in told:
        recorder(meddled, outputs).record(NOTICE, [each], NOW)

    counts = tables.receipts.counts(NOTICE)
    assert counts == added_up(tables)
    assert counts.stages[DeliveryStage.READ] == len(people)


def touched() -> None:
    reasons = {
        "Error": {"Code": "TransactionCanceledException"},
        "CancellationReasons": [{"Code": "TransactionConflict"}],
    }
    raise ClientError(cast("Any", reasons), "TransactWriteItems")


def done_and_lost(tables: EngineStore, news: Sequence[Any]) -> None:
    tables.delivery.record(NOTICE, news, NOW)
    raise ClientError({"Error": {"Code": "InternalServerError"}}, "TransactWriteItems")
