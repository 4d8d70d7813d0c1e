"""The chain in the audit table: CHAIN#<day> / <sequence>, and CHAIN with the state, heads and stamps.

Written by `audit_seal` alone, by puts that never write over anything but the state.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from itertools import groupby, islice
from operator import itemgetter

from urp.acts.record.chain import Head, Link, Stored
from urp.acts.record.sealing import ChainState
from urp.aws.dynamodb import Item, Value, Write, put_new, put_version, query, transact
from urp.aws.expiry import to_expiry
from urp.aws.items import Codec
from urp.aws.tables import Store
from urp.errors import ConflictError

_PARTITION = "CHAIN"
_STATE, _HEAD, _STAMP = "STATE", "HEAD#", "STAMP#"
_LINK = Codec(Link)
_HEAD_ITEM = Codec(Head)
_STATE_ITEM = Codec(ChainState)


class Record(Store):
    """Reads are consistent."""

    def state(self) -> ChainState:
        return next(map(_STATE_ITEM.decode, self._one(_STATE)), ChainState())

    def entries(self, day: date) -> Iterator[Stored]:
        """Of the audit, as they are stored."""
        return self._partition(f"AUDIT#{day.isoformat()}")

    def links(self, day: date) -> Iterator[Link]:
        """In their order."""
        return map(_LINK.decode, self._partition(f"{_PARTITION}#{day.isoformat()}"))

    def links_after(self, day: date, sequence: int, most: int) -> Iterator[Link]:
        """The next ones in their order."""
        values: dict[str, Value] = {":pk": f"{_PARTITION}#{day.isoformat()}", ":sk": f"{sequence:012d}"}
        return islice(map(_LINK.decode, self._query("pk = :pk AND sk > :sk", values, most)), most)

    def entries_of(self, links: Iterable[Link]) -> dict[tuple[str, str], Stored]:
        """By their keys, without those that are gone."""
        wanted = {(link.entry_pk, link.entry_sk) for link in links}
        found: dict[tuple[str, str], Stored] = {}
        for pk, keys in groupby(sorted(wanted), key=itemgetter(0)):
            sort_keys = [sk for _, sk in keys]
            values: dict[str, Value] = {":pk": pk, ":first": sort_keys[0], ":last": sort_keys[-1]}
            for item in self._query("pk = :pk AND sk BETWEEN :first AND :last", values):
                found[item["pk"], item["sk"]] = item
        return {key: item for key, item in found.items() if key in wanted}

    def first_day(self) -> date | None:
        """The first that was closed: what is older than the chain was linked on it."""
        oldest = islice(self._since(_HEAD, date.min), 1)
        return next((_HEAD_ITEM.decode(item).day for item in oldest), None)

    def head(self, day: date) -> Head | None:
        return next(map(_HEAD_ITEM.decode, self._one(f"{_HEAD}{day.isoformat()}")), None)

    def stamp(self, day: date) -> bytes | None:
        return next((item["token"] for item in self._one(f"{_STAMP}{day.isoformat()}")), None)

    def unstamped(self, since: date) -> Iterator[Head]:
        """Heads of those days that have no stamp yet, the oldest first."""
        stamped = {item["sk"].removeprefix(_STAMP) for item in self._since(_STAMP, since)}
        heads = map(_HEAD_ITEM.decode, self._since(_HEAD, since))
        return (head for head in heads if head.day.isoformat() not in stamped)

    def store(self, after: ChainState) -> ChainState:
        """ConflictError when another run moved it."""
        return self._transact(after, [])

    def append(self, after: ChainState, links: Sequence[Link]) -> ChainState:
        """All of one moment, with the state, or none."""
        return self._transact(after, [self._link_write(link) for link in links])

    def close(self, after: ChainState, head: Head) -> ChainState:
        item = {**self._at(f"{_HEAD}{head.day.isoformat()}", head.day), **_HEAD_ITEM.encode(head)}
        return self._transact(after, [put_new(self._tables.audit, item, _FASTER)])

    def keep_stamp(self, day: date, token: bytes) -> None:
        """The first one stays."""
        item = {**self._at(f"{_STAMP}{day.isoformat()}", day), "token": token}
        transact(self._client, [put_new(self._tables.audit, item, _FASTER)])

    def _transact(self, after: ChainState, writes: Sequence[Write]) -> ChainState:
        day = after.at.astimezone(UTC).date() if after.at else date.min
        state = put_version(
            self._tables.audit, {**self._at(_STATE, day), **_STATE_ITEM.encode(after)}, after.version, _FASTER
        )
        transact(self._client, [state, *writes])
        return replace(after, version=after.version + 1)

    def _link_write(self, link: Link) -> Write:
        day = link.sealed_at.astimezone(UTC).date()
        item: dict[str, Value] = {
            "pk": f"{_PARTITION}#{day.isoformat()}",
            "sk": f"{link.sequence:012d}",
            **_LINK.encode(link),
            "expires_at": to_expiry(link.sealed_at, self._tables.retention.audit),
        }
        return put_new(self._tables.audit, item, _FASTER)

    def _at(self, sort_key: str, day: date) -> dict[str, Value]:
        """Kept as long as the acts of that day."""
        ends = to_expiry(datetime.combine(day, time.max, UTC), self._tables.retention.audit)
        return {"pk": _PARTITION, "sk": sort_key, "expires_at": ends}

    def _partition(self, key: str) -> Iterator[Item]:
        return self._query("pk = :pk", {":pk": key})

    def _one(self, sort_key: str) -> Iterator[Item]:
        return self._query("pk = :pk AND sk = :sk", {":pk": _PARTITION, ":sk": sort_key})

    def _since(self, prefix: str, day: date) -> Iterator[Item]:
        values: dict[str, Value] = {
            ":pk": _PARTITION,
            ":first": f"{prefix}{day.isoformat()}",
            ":last": f"{prefix}{date.max.isoformat()}",
        }
        return self._query("pk = :pk AND sk BETWEEN :first AND :last", values)

    def _query(self, condition: str, values: dict[str, Value], page: int = 1_000) -> Iterator[Item]:
        return query(
            self._client,
            self._tables.audit,
            Limit=page,
            KeyConditionExpression=condition,
            ExpressionAttributeValues=values,
            ConsistentRead=True,
        )


_FASTER = ConflictError("another run sealed meanwhile")
