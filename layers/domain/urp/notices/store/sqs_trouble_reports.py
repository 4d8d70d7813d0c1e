"""Trouble with a broadcast, on the queue of what is to be weighed."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING
from uuid import UUID

from urp.aws.sqs import QueueEntry, put_all

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

    from urp.notices.broadcasts.trouble import Trouble


class SqsTroubleReports:
    def __init__(self, client: SQSClient, dispatch_queue_url: str) -> None:
        self._client = client
        self._url = dispatch_queue_url

    def report(self, broadcast_id: UUID | None, trouble: Trouble) -> None:
        about = None if broadcast_id is None else str(broadcast_id)
        order = {"broadcast_id": about, "trouble": asdict(trouble)}
        put_all(self._client, self._url, [QueueEntry(json.dumps(order))])
