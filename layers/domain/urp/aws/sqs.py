"""Put messages on queues; they are durable when the call returns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from urp.errors import UnavailableError

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import SendMessageBatchRequestEntryTypeDef

_BATCH = 10  # entries in one call, the most SQS takes
_BATCH_BYTES = 250_000  # all bodies of one call; SQS takes 1 MiB, and took 256 KiB until 2025
_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """`delay` in seconds, up to 900; `group` and `deduplication` only for a FIFO queue."""

    body: str
    group: str | None = None
    deduplication: str | None = None
    delay: int = 0


def put_all(client: SQSClient, queue_url: str, entries: Iterable[QueueEntry]) -> None:
    """UnavailableError unless SQS confirmed all; then some may be in the queue and be put again."""
    for batch in _split_into_batches(entries):
        left = batch
        for _ in range(_ATTEMPTS):
            left = _list_refused(client, queue_url, left)
            if not left:
                break
        if left:
            raise UnavailableError(f"{len(left)} queue messages were not taken")


def _split_into_batches(entries: Iterable[QueueEntry]) -> Iterator[list[QueueEntry]]:
    batch: list[QueueEntry] = []
    total = 0
    for entry in entries:
        size = len(entry.body.encode())
        if batch and (len(batch) == _BATCH or total + size > _BATCH_BYTES):
            yield batch
            batch, total = [], 0
        batch.append(entry)
        total += size
    if batch:
        yield batch


def _list_refused(client: SQSClient, queue_url: str, batch: list[QueueEntry]) -> list[QueueEntry]:
    try:
        answer = client.send_message_batch(
            QueueUrl=queue_url, Entries=[_to_entry(number, entry) for number, entry in enumerate(batch)]
        )
    except (BotoCoreError, ClientError) as error:
        raise UnavailableError("the queue does not answer") from error
    taken = {item["Id"] for item in answer.get("Successful", [])}
    return [entry for number, entry in enumerate(batch) if str(number) not in taken]


def _to_entry(number: int, entry: QueueEntry) -> SendMessageBatchRequestEntryTypeDef:
    request: SendMessageBatchRequestEntryTypeDef = {"Id": str(number), "MessageBody": entry.body}
    if entry.group is not None:
        request["MessageGroupId"] = entry.group
    if entry.deduplication is not None:
        request["MessageDeduplicationId"] = entry.deduplication
    if entry.delay:
        request["DelaySeconds"] = entry.delay
    return request
