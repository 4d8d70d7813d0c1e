"""What a broadcast leaves: BROADCAST#<id> / TALLY#<shard>, each counted once; / STATEMENT, their sum."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from urp.acts.model import CLOCK
from urp.acts.store.act_items import act_writes
from urp.aws.dynamodb import Item, Value, from_iso, get, put_new, query, to_iso
from urp.aws.dynamodb_updates import transact_with_retry, update_if
from urp.aws.expiry import to_expiry
from urp.aws.tables import Store
from urp.errors import ConflictError
from urp.notices.broadcasts.model import Broadcast
from urp.notices.broadcasts.recorded import clock_act, name_states
from urp.notices.broadcasts.tally import Statement, Tally
from urp.notices.store.broadcast_items import COUNTS, codes_from, codes_item, header_key
from urp.notices.store.broadcasts import header_write
from urp.notices.store.channel_items import post_key
from urp.notices.store.spending import spent_writes

_PART = "TALLY#"


class Statements(Store):
    def close(self, before: Broadcast, after: Broadcast, statement: Statement) -> None:
        """Statement, status and the month's cost together, once. Raises ConflictError if the header moved."""
        stored = replace(after, version=before.version + 1)
        told = clock_act(before, after, statement.closed_at)
        writes = [
            header_write(self._tables, before, stored),
            *(act_writes(name_states(told, before, after), self._tables) if told else ()),
            put_new(self._tables.broadcasts, self._statement_item(statement), ConflictError("È già chiuso.")),
            *spent_writes(statement, self._tables),
        ]
        transact_with_retry(self._client, writes)
        if statement.reached_nobody and before.audience_rule.for_the_channel:
            self._withdraw_edition(statement)

    def _withdraw_edition(self, statement: Statement) -> None:
        """Nobody was told of it: nothing to post. Lost between the two, a person discards it."""
        update_if(
            self._client,
            self._tables.broadcasts,
            post_key(statement.broadcast_id),
            "SET discarded_by = :by, discarded_at = :at, discard_reason = :reason REMOVE listing, listed_at",
            {":by": CLOCK, ":at": to_iso(statement.closed_at), ":reason": "Non ha raggiunto nessuno."},
            "attribute_exists(pk) AND attribute_not_exists(posted_at) AND attribute_not_exists(discarded_at)",
        )

    def statement(self, broadcast_id: UUID) -> Statement | None:
        item = get(self._client, self._tables.broadcasts, header_key(broadcast_id)[0], "STATEMENT")
        return None if item is None else _statement_from(broadcast_id, item)

    def add_part(self, broadcast_id: UUID, shard: int, counted: Tally, now: datetime) -> bool:
        """The rows of one shard, counted: the first count stays. False when there was one."""
        item: dict[str, Value] = {
            "pk": header_key(broadcast_id)[0],
            "sk": f"{_PART}{shard:02d}",
            "open_people": counted.open_people,
            **COUNTS.encode(counted.counts),
            "refused_by_code": dict(codes_item(counted.refused_by_code)),
            "charges": dict(counted.charges),
            "first_at": _iso(counted.first_at),
            "last_at": _iso(counted.last_at),
            "expires_at": to_expiry(now, self._tables.retention.notices),
        }
        try:
            part = put_new(self._tables.broadcasts, item, _CountedError("counted before"))
            transact_with_retry(self._client, [part])
        except _CountedError:
            return False
        return True

    def parts(self, broadcast_id: UUID) -> Mapping[int, Tally]:
        """By shard, read consistently."""
        items = query(
            self._client,
            self._tables.broadcasts,
            ConsistentRead=True,
            KeyConditionExpression="pk = :broadcast AND begins_with(sk, :part)",
            ExpressionAttributeValues={":broadcast": header_key(broadcast_id)[0], ":part": _PART},
        )
        return {int(item["sk"].removeprefix(_PART)): _part_from(item) for item in items}

    def _statement_item(self, statement: Statement) -> dict[str, Value]:
        from urp.notices.store.cost_items import COST  # no start needs it

        return {
            "pk": header_key(statement.broadcast_id)[0],
            "sk": "STATEMENT",
            "closed_at": to_iso(statement.closed_at),
            "audience": statement.audience,
            **COUNTS.encode(statement.counts),
            "refused_by_code": dict(codes_item(statement.refused_by_code)),
            "first_at": _iso(statement.first_at),
            "last_at": _iso(statement.last_at),
            "cost": None if statement.cost is None else COST.write(statement.cost),
            "expires_at": to_expiry(statement.closed_at, self._tables.retention.notices),
        }


class _CountedError(ConflictError):
    """Somebody else counted this shard first."""


def _statement_from(broadcast_id: UUID, item: Item) -> Statement:
    from urp.notices.store.cost_items import COST

    return Statement(
        broadcast_id=broadcast_id,
        closed_at=from_iso(item["closed_at"]),
        audience=item["audience"],
        counts=COUNTS.decode(item),
        refused_by_code=codes_from(item["refused_by_code"]),
        first_at=_moment(item, "first_at"),
        last_at=_moment(item, "last_at"),
        cost=COST.read(item["cost"]) if "cost" in item else None,
    )


def _part_from(item: Item) -> Tally:
    return Tally(
        open_people=item["open_people"],
        counts=COUNTS.decode(item),
        refused_by_code=codes_from(item["refused_by_code"]),
        first_at=_moment(item, "first_at"),
        last_at=_moment(item, "last_at"),
        charges=tuple(sorted(item.get("charges", {}).items())),
    )


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else to_iso(moment)


def _moment(item: Item, name: str) -> datetime | None:
    return from_iso(item[name]) if name in item else None
