"""The engine's four queues. What is lost here the sweep finds again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from urp.aws.sqs import QueueEntry, put_all
from urp.notices.broadcasts.model import Urgency

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

    from urp.notices.broadcasts.jobs import JobId

LONGEST_DELAY = 900  # seconds, the most SQS takes


@dataclass(frozen=True, slots=True)
class BroadcastQueueUrls:
    """Empty for a queue that the function never writes to."""

    expansion: str = ""
    ordinary: str = ""
    emergency: str = ""
    dispatch: str = ""


class SqsBroadcastQueues:
    def __init__(self, client: SQSClient, urls: BroadcastQueueUrls) -> None:
        self._client = client
        self._urls = urls

    def expand(self, broadcast_id: UUID, shards: Sequence[int], delay_seconds: int = 0) -> None:
        orders = [{"broadcast_id": str(broadcast_id), "shard": shard} for shard in shards]
        self._put(self._urls.expansion, orders, delay_seconds)

    def send(
        self,
        broadcast_id: UUID,
        urgency: Urgency,
        jobs: Sequence[JobId],
        delay_seconds: int = 0,
        probe: bool = False,
    ) -> None:
        orders = [{"broadcast_id": str(broadcast_id), "job_id": str(job), "probe": probe} for job in jobs]
        url = self._urls.emergency if urgency is Urgency.EMERGENCY else self._urls.ordinary
        self._put(url, orders, delay_seconds)

    def dispatch(self, broadcast_id: UUID, delay_seconds: int = 0) -> None:
        self._put(self._urls.dispatch, [{"broadcast_id": str(broadcast_id)}], delay_seconds)

    def announce(self, announcement_id: UUID) -> None:
        self._put(self._urls.dispatch, [{"announcement_id": str(announcement_id)}], 0)

    def _put(self, url: str, orders: Sequence[object], delay_seconds: int) -> None:
        delay = min(delay_seconds, LONGEST_DELAY)
        put_all(self._client, url, [QueueEntry(json.dumps(order), delay=delay) for order in orders])
