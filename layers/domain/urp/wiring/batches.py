"""What a function that reads a queue answers: which messages must come again, and when.

Not Powertools' batch processors: they bring asyncio and the events of DynamoDB streams into every start.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

type Record = dict[str, Any]
"""One message, as SQS hands it to Lambda."""

QUICK_TRIES = 40
"""Nineteen minutes of them: a hiccup of a table is over by then. Each queue allows so many deliveries beside
those that fill its promise at the pace of its own visibility timeout (infra/messaging.yaml)."""
_STEP, _LONGEST = 5, 30  # seconds


def pause_after(deliveries: int) -> int | None:
    """Seconds until the next delivery of what failed at this one; none: the queue's visibility timeout."""
    return min(_STEP * deliveries, _LONGEST) if deliveries <= QUICK_TRIES else None


def to_come_again(records: Iterable[Record]) -> dict[str, Any]:
    """ReportBatchItemFailures: all others are acknowledged. A failure of a moment costs seconds."""
    failed = list(records)
    _soon(failed)
    return {"batchItemFailures": [{"itemIdentifier": record["messageId"]} for record in failed]}


def failed_in_order(
    records: Sequence[Record], handled: Callable[[Record], bool], has_time: Callable[[], bool]
) -> list[Record]:
    """Of a FIFO queue: after one that was not handled the rest of its group is not tried and comes again too,
    so that it stays in order; other groups go on. `has_time` is asked before each but the first: without it
    all the rest comes again. Seconds later, where the messages of a killed function wait for minutes."""
    failed: list[Record] = []
    stopped: set[str] = set()
    for number, record in enumerate(records):
        if number and not has_time():
            return [*failed, *records[number:]]
        group = record["attributes"]["MessageGroupId"]
        if group in stopped or not handled(record):
            stopped.add(group)
            failed.append(record)
    return failed


def _soon(failed: Sequence[Record]) -> None:
    """A group waits for the first of it that failed: those behind it were not tried."""
    pauses: dict[str, dict[str, int]] = defaultdict(dict)
    of_group: dict[str, int | None] = {}
    for record in failed:
        group = record["attributes"].get("MessageGroupId", record["messageId"])
        pause = of_group.setdefault(group, pause_after(int(record["attributes"]["ApproximateReceiveCount"])))
        if pause is not None:
            pauses[record["eventSourceARN"]][record["receiptHandle"]] = pause
    if not pauses:
        return
    # Imported here because most batches fail in nothing: a first start should not pay for it.
    from urp.aws.sqs_redelivery import schedule_redelivery
    from urp.wiring.clients import redelivery_client

    for queue_arn, of_queue in pauses.items():
        schedule_redelivery(redelivery_client(), queue_arn, of_queue)
