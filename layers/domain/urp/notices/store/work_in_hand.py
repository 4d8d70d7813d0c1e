"""The jobs that workers hold or left half done, with their people's rows, beside the header's counters."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from urp.aws.dynamodb import get, get_many, query
from urp.aws.tables import Store
from urp.errors import NotFoundError
from urp.notices.broadcasts.model import Broadcast
from urp.notices.broadcasts.recipients import RecipientRow
from urp.notices.store.broadcast_items import broadcast_from, header_key
from urp.notices.store.recipient_items import job_from, row_from, rows_key

_LOOKS = 3


class WorkInHand(Store):
    def look(self, broadcast_id: UUID) -> tuple[Broadcast, Sequence[RecipientRow]]:
        """The header, and the rows of the open jobs that a worker has ever held: its counters have none of
        them. One job may be missing when several close in these very milliseconds.

        Again when a job closed between two readings of the header: it would count twice, or not at all."""
        started = self._started(broadcast_id)
        before = self._header(broadcast_id)
        for _ in range(_LOOKS):
            jobs = get_many(self._client, self._tables.broadcasts, started)
            after = self._header(broadcast_id)
            if after.progress.jobs_closed == before.progress.jobs_closed:
                break
            before = after
        open_jobs = [(job_from(item)) for item in jobs.values() if "open_broadcast" in item]
        keys = [
            (rows_key(broadcast_id, job.id.shard), str(citizen))
            for job in open_jobs
            for citizen in job.citizens
        ]
        found = get_many(self._client, self._tables.broadcasts, keys)
        return after, [row_from(item) for item in found.values()]

    def _started(self, broadcast_id: UUID) -> Sequence[tuple[str, str]]:
        """From an index that may be a moment behind: what it shows is read again, what it does not show yet
        has hardly begun."""
        found = query(
            self._client,
            self._tables.broadcasts,
            IndexName="open-jobs",
            KeyConditionExpression="open_broadcast = :broadcast",
            FilterExpression="attribute_exists(started)",
            ExpressionAttributeValues={":broadcast": str(broadcast_id)},
            ProjectionExpression="pk, sk",
        )
        return [(item["pk"], item["sk"]) for item in found]

    def _header(self, broadcast_id: UUID) -> Broadcast:
        item = get(self._client, self._tables.broadcasts, *header_key(broadcast_id))
        if item is None:
            raise NotFoundError("Questo avviso non c'è.")
        return broadcast_from(item)
