"""Ids of replies on their queue."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from urp.aws.sqs import QueueEntry, put_all

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

LONGEST_DELAY = 900  # seconds, the most SQS takes; a message that comes too early only waits again


class SqsReplies:
    def __init__(self, client: SQSClient, queue_url: str) -> None:
        self._client = client
        self._queue_url = queue_url

    def enqueue(self, reply_ids: Sequence[str], delay_seconds: int = 0) -> None:
        delay = min(delay_seconds, LONGEST_DELAY)
        entries = (QueueEntry(json.dumps({"outbox_id": reply_id}), delay=delay) for reply_id in reply_ids)
        put_all(self._client, self._queue_url, entries)
