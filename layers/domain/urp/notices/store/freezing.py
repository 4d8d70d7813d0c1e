"""An audience being fixed: BROADCAST#<id> / SHARD#<number> counts the writes until it is sealed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from urp.aws.dynamodb import Item, Value, Write, from_iso, get, get_many, query, to_iso
from urp.aws.dynamodb_updates import Changed, transact_when_throttled, update_if
from urp.aws.expiry import to_expiry
from urp.aws.tables import Store
from urp.citizens.identity.model import AUDIENCE_SHARDS
from urp.errors import ConflictError
from urp.notices.broadcasts.jobs import Job, Shard
from urp.notices.broadcasts.recipients import RecipientRow
from urp.notices.broadcasts.trackers import RowReference
from urp.notices.store.recipient_items import citizens_packed, job_key, row_from, row_key, rows_key


class _OverError(ConflictError):
    """The shard is sealed, or ready: nothing is added any more."""


class Freezing(Store):
    def shards(self, broadcast_id: UUID) -> Sequence[Shard]:
        """All sixteen, also those nobody touched yet."""
        keys = [_shard_key(broadcast_id, number) for number in range(AUDIENCE_SHARDS)]
        found = get_many(self._client, self._tables.broadcasts, keys)
        return [_shard_from(number, found.get(key)) for number, key in enumerate(keys)]

    def shard(self, broadcast_id: UUID, number: int) -> Shard:
        key = _shard_key(broadcast_id, number)
        return _shard_from(number, get(self._client, self._tables.broadcasts, *key))

    def add(self, broadcast_id: UUID, shard: int, citizens: Sequence[UUID], now: datetime) -> bool:
        """Pending rows; adding again changes nothing. False, and nothing written, once it is sealed."""
        due = to_expiry(now, self._tables.retention.recipient_rows)
        pk = rows_key(broadcast_id, shard)
        rows = [
            Write("Put", self._tables.broadcasts, {"pk": pk, "sk": str(one), "expires_at": due})
            for one in citizens
        ]
        counted = self._shard_write(
            broadcast_id,
            shard,
            "ADD #writes :one SET added_at = :now, expires_at = if_not_exists(expires_at, :due)",
            {":one": 1, ":now": to_iso(now), ":due": due},
            "attribute_not_exists(sealed)",
        )
        return self._unless_over([counted, *rows])

    def citizens(self, broadcast_id: UUID, shard: int) -> Sequence[UUID]:
        """Everybody with a row, read consistently."""
        rows = query(
            self._client,
            self._tables.broadcasts,
            ConsistentRead=True,
            KeyConditionExpression="pk = :rows",
            ExpressionAttributeValues={":rows": rows_key(broadcast_id, shard)},
            ProjectionExpression="sk",
        )
        return [UUID(row["sk"]) for row in rows]

    def rows(self, broadcast_id: UUID, shard: int) -> Iterator[RecipientRow]:
        """What became of each, read consistently, page by page: no list of a whole shard is ever made."""
        found = query(
            self._client,
            self._tables.broadcasts,
            ConsistentRead=True,
            KeyConditionExpression="pk = :rows",
            ExpressionAttributeValues={":rows": rows_key(broadcast_id, shard)},
        )
        yield from map(row_from, found)

    def row(self, broadcast_id: UUID, citizen_id: UUID) -> RecipientRow | None:
        """One person's, read consistently."""
        key = row_key(RowReference(broadcast_id, citizen_id.int % AUDIENCE_SHARDS, citizen_id))
        item = get(self._client, self._tables.broadcasts, *key)
        return None if item is None else row_from(item)

    def seal(self, broadcast_id: UUID, seen: Shard, people: int, now: datetime) -> bool:
        """False when rows were added since `seen` was read, or somebody else sealed it. A shard without
        anybody is stored by its seal alone, and must go like the others."""
        untouched = "#writes = :seen" if seen.writes else "attribute_not_exists(#writes)"
        values: dict[str, Value] = {
            ":people": people,
            ":due": to_expiry(now, self._tables.retention.recipient_rows),
        }
        done = update_if(
            self._client,
            self._tables.broadcasts,
            _shard_key(broadcast_id, seen.number),
            "SET sealed = :people, expires_at = if_not_exists(expires_at, :due)",
            values | {":seen": seen.writes} if seen.writes else values,
            f"attribute_not_exists(sealed) AND {untouched}",
            {"#writes": "writes"},
        )
        return isinstance(done, Changed)

    def add_jobs(self, broadcast_id: UUID, shard: int, jobs: Sequence[Job], now: datetime) -> bool:
        """Open jobs; False, and nothing written, once the shard is ready."""
        due = to_expiry(now, self._tables.retention.recipient_rows)
        not_ready = Write(
            "Update",
            self._tables.broadcasts,
            dict(zip(("pk", "sk"), _shard_key(broadcast_id, shard), strict=True)),
            condition="attribute_exists(sealed) AND attribute_not_exists(jobs)",
            update="SET added_at = :now",
            values={":now": to_iso(now)},
            on_conflict=_OverError("the jobs are written"),
        )
        return self._unless_over([not_ready, *(self._job_write(broadcast_id, job, due) for job in jobs)])

    def make_ready(self, broadcast_id: UUID, shard: int, jobs: int) -> None:
        """All jobs are written. Doing it again changes nothing."""
        update_if(
            self._client,
            self._tables.broadcasts,
            _shard_key(broadcast_id, shard),
            "SET jobs = :jobs",
            {":jobs": jobs},
            "attribute_exists(sealed) AND attribute_not_exists(jobs)",
        )

    def _job_write(self, broadcast_id: UUID, job: Job, due: int) -> Write:
        pk, sk = job_key(broadcast_id, job.id)
        item: dict[str, Value] = {
            "pk": pk,
            "sk": sk,
            "citizens": citizens_packed(job.citizens),
            "open_broadcast": str(broadcast_id),
            "falls": 0,
            "expires_at": due,
            **({"training": True} if job.training else {}),
        }
        return Write("Put", self._tables.broadcasts, item)

    def _shard_write(
        self, broadcast_id: UUID, shard: int, update: str, values: dict[str, Value], condition: str
    ) -> Write:
        pk, sk = _shard_key(broadcast_id, shard)
        return Write(
            "Update",
            self._tables.broadcasts,
            {"pk": pk, "sk": sk},
            condition=condition,
            update=update,
            names={"#writes": "writes"},
            values=values,
            on_conflict=_OverError("the shard is sealed"),
        )

    def _unless_over(self, writes: Sequence[Write]) -> bool:
        try:
            transact_when_throttled(self._client, writes)
        except _OverError:
            return False
        return True


def _shard_key(broadcast_id: UUID, number: int) -> tuple[str, str]:
    return f"BROADCAST#{broadcast_id}", f"SHARD#{number:02d}"


def _shard_from(number: int, item: Item | None) -> Shard:
    stored = item or {}
    added_at = from_iso(stored["added_at"]) if "added_at" in stored else None
    return Shard(number, stored.get("writes", 0), stored.get("sealed"), stored.get("jobs"), added_at)
