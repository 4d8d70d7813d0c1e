"""Parts of lists to take over. What is lost here the sweep finds again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from urp.aws.sqs import QueueEntry, put_all

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient


class SqsImportQueue:
    def __init__(self, client: SQSClient, queue_url: str) -> None:
        self._client = client
        self._url = queue_url

    def take_over(self, import_id: UUID, parts: Sequence[int]) -> None:
        orders = [{"import_id": str(import_id), "part": part} for part in parts]
        put_all(self._client, self._url, [QueueEntry(json.dumps(order)) for order in orders])
