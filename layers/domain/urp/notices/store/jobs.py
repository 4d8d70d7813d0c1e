"""Jobs: leased to one worker at a time, closed together with their share of the header's counters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from urp.aws.dynamodb import Value, Write, query, to_iso
from urp.aws.dynamodb_updates import Changed, transact_with_retry, update_if
from urp.aws.tables import Store
from urp.errors import ConflictError
from urp.notices.broadcasts.jobs import ClosedJob, Job, JobId
from urp.notices.store.broadcast_items import header_key, progress_counts
from urp.notices.store.recipient_items import job_from, job_key

_MINE = "lease_token = :token AND attribute_exists(open_broadcast)"
_FREE = "REMOVE lease_token, lease_until"


class _LostError(ConflictError):
    """The lease is another's by now, or the job is closed."""


class Jobs(Store):
    def lease(
        self, broadcast_id: UUID, job_id: JobId, token: str, now: datetime, until: datetime
    ) -> Job | None:
        """One more crash counts until it closes or is released. None when closed, dead, or leased."""
        taken = update_if(
            self._client,
            self._tables.broadcasts,
            job_key(broadcast_id, job_id),
            "SET lease_token = :token, lease_until = :until, started = :one ADD falls :one",
            {":token": token, ":until": _ms(until), ":now": _ms(now), ":one": 1},
            "attribute_exists(open_broadcast) AND attribute_not_exists(dead)"
            " AND (attribute_not_exists(lease_until) OR lease_until < :now)",
        )
        return job_from(taken.item) if isinstance(taken, Changed) else None

    def release(self, broadcast_id: UUID, job_id: JobId, token: str) -> None:
        """The worker is well and gives it back: no crash. Nothing happens when the lease is another's."""
        self._mine(broadcast_id, job_id, token, f"SET falls = :none {_FREE}", {":none": 0})

    def bury(self, broadcast_id: UUID, job_id: JobId, token: str) -> None:
        """Dead: open, but no worker takes it until it is revived."""
        self._mine(broadcast_id, job_id, token, f"SET dead = :yes {_FREE}", {":yes": True})

    def revive(self, broadcast_id: UUID) -> None:
        """All dead jobs of a broadcast."""
        for job in self.open(broadcast_id):
            if job.dead:
                key = job_key(broadcast_id, job.id)
                update_if(
                    self._client,
                    self._tables.broadcasts,
                    key,
                    "SET falls = :none REMOVE dead",
                    {":none": 0},
                    "attribute_exists(dead)",
                )

    def close(self, broadcast_id: UUID, job: ClosedJob) -> bool:
        """Closed and its counts added to the header in one transaction. False when the lease is another's."""
        try:
            transact_with_retry(
                self._client, [self._closed(broadcast_id, job), self._counted(broadcast_id, job)]
            )
        except _LostError:
            return False
        return True

    def open(self, broadcast_id: UUID) -> Sequence[Job]:
        """From an index that may be a moment behind: good for hints, never for closing."""
        found = query(
            self._client,
            self._tables.broadcasts,
            IndexName="open-jobs",
            KeyConditionExpression="open_broadcast = :broadcast",
            ExpressionAttributeValues={":broadcast": str(broadcast_id)},
            ProjectionExpression="sk, lease_until, falls, dead",
        )
        return [job_from(item) for item in found]

    def _mine(
        self, broadcast_id: UUID, job_id: JobId, token: str, update: str, values: dict[str, Value]
    ) -> None:
        key = job_key(broadcast_id, job_id)
        update_if(self._client, self._tables.broadcasts, key, update, {**values, ":token": token}, _MINE)

    def _closed(self, broadcast_id: UUID, job: ClosedJob) -> Write:
        pk, sk = job_key(broadcast_id, job.id)
        return Write(
            "Update",
            self._tables.broadcasts,
            {"pk": pk, "sk": sk},
            condition=_MINE,
            update=f"SET closed_at = :at {_FREE}, open_broadcast",
            values={":at": _ms(job.at), ":token": job.token},
            on_conflict=_LostError("the lease is another's"),
        )

    def _counted(self, broadcast_id: UUID, job: ClosedJob) -> Write:
        pk, sk = header_key(broadcast_id)
        counts = progress_counts(job.tally)
        sets, times = "SET last_closed_at = :at", dict[str, Value]()
        if job.tally.first_at is not None and job.tally.last_at is not None:
            sets += ", first_at = if_not_exists(first_at, :first), last_at = :last"
            times = {":first": to_iso(job.tally.first_at), ":last": to_iso(job.tally.last_at)}
        added = "".join(f", {name} :{name}" for name in counts)
        return Write(
            "Update",
            self._tables.broadcasts,
            {"pk": pk, "sk": sk},
            condition="attribute_exists(pk)",
            update=f"{sets} ADD jobs_closed :one{added}",
            values={
                ":at": _ms(job.at),
                ":one": 1,
                **times,
                **{f":{name}": value for name, value in counts.items()},
            },
        )


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
