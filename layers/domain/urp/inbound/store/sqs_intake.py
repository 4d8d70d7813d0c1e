"""The three queues behind the webhook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from urp.aws.sqs import QueueEntry, put_all

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

    from urp.inbound.intake.ports import EnqueuedMessage


class SqsIntakeQueues:
    def __init__(self, client: SQSClient, inbound_url: str, receipts_url: str, account_url: str) -> None:
        self._client = client
        self._inbound_url = inbound_url
        self._receipts_url = receipts_url
        self._account_url = account_url

    def put_messages(self, messages: Sequence[EnqueuedMessage]) -> None:
        entries = (QueueEntry(one.body, one.group, one.deduplication) for one in messages)
        put_all(self._client, self._inbound_url, entries)

    def put_statuses(self, bodies: Sequence[str]) -> None:
        put_all(self._client, self._receipts_url, map(QueueEntry, bodies))

    def put_account_changes(self, bodies: Sequence[str]) -> None:
        put_all(self._client, self._account_url, map(QueueEntry, bodies))
