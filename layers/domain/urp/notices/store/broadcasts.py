"""Headers of broadcasts: every change of state guarded by a version, counters added beside it.

BROADCAST#<id> / HEADER. Index `work` holds what is due or running, and what waits for a decision;
index `listing` everything for the office.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from urp.acts.drills import Drill
from urp.acts.model import Act
from urp.acts.page import Page
from urp.acts.store.act_items import act_writes
from urp.acts.store.drills import drill_write
from urp.aws.dynamodb import Write, get, put_new, query, to_iso
from urp.aws.dynamodb_pages import query_listing, query_page
from urp.aws.dynamodb_updates import Changed, transact_with_retry, update_if
from urp.aws.tables import Store, Tables
from urp.errors import ConflictError
from urp.notices.broadcasts.channel_post import ChannelPost
from urp.notices.broadcasts.model import Broadcast
from urp.notices.broadcasts.recorded import clock_act, name_states, name_training
from urp.notices.store.broadcast_items import broadcast_from, header_changes, header_item, header_key
from urp.notices.store.broadcast_work import STALE, SUBMITTED
from urp.notices.store.channel_items import post_item, post_key

_MOVED = "Nel frattempo qualcun altro l'ha cambiato: rileggi e riprova."


class Broadcasts(Store):
    """Headers. `load` is consistent; what lists them reads indexes."""

    def create(self, broadcast: Broadcast, post: ChannelPost | None, act: Act) -> None:
        """Without a post where the words are not for the Channel."""
        days = self._tables.retention.notices
        writes = [
            *act_writes(name_states(act, None, broadcast), self._tables),
            put_new(
                self._tables.broadcasts,
                header_item(broadcast, days),
                ConflictError("Esiste già un avviso con questo id."),
            ),
        ]
        if post is not None:
            writes.append(put_new(self._tables.broadcasts, post_item(post, broadcast.created_at, days)))
        transact_with_retry(self._client, writes)

    def load(self, broadcast_id: UUID) -> Broadcast | None:
        item = get(self._client, self._tables.broadcasts, *header_key(broadcast_id))
        return None if item is None else broadcast_from(item)

    def store(
        self, before: Broadcast, after: Broadcast, act: Act | None = None, drill: Drill | None = None
    ) -> Broadcast:
        """Everything but `progress`, if `before.version` is still what is stored; the result has the next
        version. Raises ConflictError otherwise: load again. `drill`: what the act is beside, in training."""
        stored = replace(after, version=before.version + 1)
        write = header_write(self._tables, before, stored)
        if act is not None:
            told = name_states(act, before, after)
            drilled = [drill_write(drill, self._tables)] if drill is not None else []
            transact_with_retry(self._client, [*act_writes(told, self._tables), write, *drilled])
            return stored
        done = update_if(
            self._client,
            self._tables.broadcasts,
            header_key(before.id),
            write.update or "",
            write.values,
            write.condition,
            write.names,
        )
        if not isinstance(done, Changed):
            raise ConflictError(_MOVED)
        return broadcast_from(done.item)

    def decide(self, before: Broadcast, after: Broadcast, now: datetime) -> Broadcast:
        """As `store`, by the service itself: with an entry of the audit where the state changes."""
        return self.store(before, after, clock_act(before, after, now))

    def change(self, before: Broadcast, after: Broadcast, post: ChannelPost | None, act: Act) -> Broadcast:
        """As `store`, with the edition for the Channel that goes with the new words."""
        stored = replace(after, version=before.version + 1)
        days = self._tables.retention.notices
        told = name_states(act, before, after)
        writes = [*act_writes(told, self._tables), header_write(self._tables, before, stored)]
        if post is not None:
            writes.append(Write("Put", self._tables.broadcasts, post_item(post, before.created_at, days)))
        transact_with_retry(self._client, writes)
        return stored

    def delete(self, before: Broadcast, act: Act) -> None:
        """With its edition for the Channel, if `before.version` is still what is stored; the act stays."""
        header = Write(
            "Delete",
            self._tables.broadcasts,
            dict(zip(("pk", "sk"), header_key(before.id), strict=True)),
            condition="#version = :before",
            names={"#version": "version"},
            values={":before": before.version},
            on_conflict=ConflictError(_MOVED),
        )
        edition = dict(zip(("pk", "sk"), post_key(before.id), strict=True))
        gone = Write("Delete", self._tables.broadcasts, edition)
        told = name_training(act, before)
        transact_with_retry(self._client, [*act_writes(told, self._tables), header, gone])

    def active(self, until: datetime) -> Sequence[UUID]:
        """Those due up to then and those running."""
        return self._work("broadcast", until)

    def submitted(self, until: datetime) -> Sequence[UUID]:
        """Those that wait for an approval, and should have gone out by then or have no asked time."""
        return self._work(SUBMITTED, until)

    def _work(self, partition: str, until: datetime) -> Sequence[UUID]:
        found = query(
            self._client,
            self._tables.broadcasts,
            IndexName="work",
            KeyConditionExpression="#work = :partition AND work_at <= :until",
            ExpressionAttributeNames={"#work": "work"},
            ExpressionAttributeValues={":partition": partition, ":until": to_iso(until)},
        )
        return [UUID(item["pk"].removeprefix("BROADCAST#")) for item in found]

    def page(self, cursor: str | None, limit: int) -> Page[Broadcast]:
        """Newest first."""
        items, following = query_listing(self._client, self._tables.broadcasts, "broadcast", cursor, limit)
        return Page(tuple(broadcast_from(item) for item in items), following)

    def stale(self, cursor: str | None, limit: int) -> Page[Broadcast]:
        """Those found too late, which a person submits again or drops; the longest due first."""
        return self._waiting(STALE, cursor, limit)

    def to_approve(self, cursor: str | None, limit: int) -> Page[Broadcast]:
        """Those that wait for an approval, the most urgent first."""
        return self._waiting(SUBMITTED, cursor, limit)

    def _waiting(self, partition: str, cursor: str | None, limit: int) -> Page[Broadcast]:
        items, following = query_page(
            self._client,
            self._tables.broadcasts,
            cursor,
            limit,
            IndexName="work",
            KeyConditionExpression="#work = :partition",
            ExpressionAttributeNames={"#work": "work"},
            ExpressionAttributeValues={":partition": partition},
        )
        return Page(tuple(broadcast_from(item) for item in items), following)


def header_write(tables: Tables, before: Broadcast, after: Broadcast) -> Write:
    """Everything but the counters, only if nobody changed the state since `before` was read."""
    pk, sk = header_key(before.id)
    changes = header_changes(after, tables.retention.notices)
    sets = [name for name, value in changes.items() if value is not None]
    removes = [name for name, value in changes.items() if value is None]
    update = "SET " + ", ".join(f"#{name} = :{name}" for name in sets)
    if removes:
        update += " REMOVE " + ", ".join(f"#{name}" for name in removes)
    return Write(
        "Update",
        tables.broadcasts,
        {"pk": pk, "sk": sk},
        condition="#version = :before",
        update=update,
        names={f"#{name}": name for name in changes},
        values={**{f":{name}": changes[name] for name in sets}, ":before": before.version},
        on_conflict=ConflictError(_MOVED),
    )
