"""When the last status of a notice has found its row."""

import time
from dataclasses import dataclass
from uuid import UUID

from infra.local.meta.reading import Json, as_object, number_of, object_of
from infra.local.progress import Progress
from infra.local.town import TownHall
from tests.bench.notice import wait_until
from tests.fakes.days import RETENTION
from urp.adapters.dynamodb_freezing import DynamoFreezing
from urp.identity.model import AUDIENCE_SHARDS

PATIENCE_S = 120.0


@dataclass(frozen=True, slots=True)
class Settled:
    seconds: float
    """From the last status's arrival to the moment no receipt waits any more and every row knows."""
    rows_read: int


def settled_after(town: TownHall, notice: str, statuses: int, progress: Progress) -> Settled:
    """The rows are read when the queue of receipts is empty: reading them all would be a load of its own."""
    with progress.stage(f"{statuses} statuses go out"):
        wait_until(lambda: _come_true(town) >= statuses, f"{statuses} statuses come true", PATIENCE_S)
    deadline = time.monotonic() + PATIENCE_S
    while True:
        wait_until(lambda: _waiting(town) == 0, "the receipts are recorded", PATIENCE_S)
        empty_at = time.time()
        people, rows_read = _rows(town, notice)
        last_at = number_of(_webhooks(town), "last_at", 0)
        if last_at < empty_at and rows_read == people:
            return Settled(empty_at - last_at, rows_read)
        if time.monotonic() > deadline:
            return Settled(empty_at - last_at, rows_read)
        time.sleep(1.0)


def _come_true(town: TownHall) -> int:
    told = object_of(town.meta.statistics(copies=False), "statuses")
    return sum(int(str(number)) for number in told.values())


def _webhooks(town: TownHall) -> Json:
    return as_object(town.meta.statistics(copies=False).get("webhooks"))


def _waiting(town: TownHall) -> int:
    """Visible, or in a recorder's hands."""
    told = town.aws.sqs().get_queue_attributes(
        QueueUrl=town.endpoints.aws.outputs["ReceiptsQueueUrl"],
        AttributeNames=["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
    )["Attributes"]
    return sum(int(value) for value in told.values())


def _rows(town: TownHall, notice: str) -> tuple[int, int]:
    """People of the notice, and those whom their row shows to have read it."""
    table = town.endpoints.aws.outputs["BroadcastsTableName"]
    frozen = DynamoFreezing(town.aws.dynamodb_items(), table, RETENTION)
    found = [
        row.delivery.read_at is not None
        for shard in range(AUDIENCE_SHARDS)
        for row in frozen.rows(UUID(notice), shard)
    ]
    return len(found), sum(found)
