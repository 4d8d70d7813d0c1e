"""What a function that reads a queue answers: which messages must come again.

Not Powertools' batch processors: they bring asyncio and the events of DynamoDB streams into every start.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

type Record = dict[str, Any]
"""One message, as SQS hands it to Lambda."""


def to_come_again(records: Iterable[Record]) -> dict[str, Any]:
    """ReportBatchItemFailures: all others are acknowledged."""
    return {"batchItemFailures": [{"itemIdentifier": record["messageId"]} for record in records]}


def failed_in_order(records: Sequence[Record], handled: Callable[[Record], bool]) -> list[Record]:
    """Of a FIFO queue: after one that was not handled the rest of its group is not tried and comes again too,
    so that it stays in order; other groups go on."""
    failed: list[Record] = []
    stopped: set[str] = set()
    for record in records:
        group = record["attributes"]["MessageGroupId"]
        if group in stopped or not handled(record):
            stopped.add(group)
            failed.append(record)
    return failed
