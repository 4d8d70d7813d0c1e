"""Put orders for blocks at WhatsApp on their queue; they carry only uuids."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from uuid import UUID

from urp.aws.sqs import QueueEntry, put_all

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient


class SqsBlockOrders:
    def __init__(self, client: SQSClient, queue_url: str) -> None:
        self._client = client
        self._url = queue_url

    def carry_out(self, citizen_id: UUID, delay_seconds: int = 0) -> None:
        self._put({"citizen": str(citizen_id)}, delay_seconds)

    def lift_stranger(self, stranger_id: UUID, delay_seconds: int = 0) -> None:
        self._put({"stranger": str(stranger_id)}, delay_seconds)

    def compare(self) -> None:
        self._put({"compare": True}, 0)

    def _put(self, order: dict[str, object], delay_seconds: int) -> None:
        put_all(self._client, self._url, [QueueEntry(json.dumps(order), delay=delay_seconds)])
