"""Store blocks at WhatsApp: on the citizen, in the list of due steps, on their queue; comparisons, and what
is decided about people found on Meta's list alone."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from urp.acts.model import Act
from urp.acts.store.act_items import act_writes
from urp.aws.dynamodb import Item, Value, Write, get, query, transact
from urp.aws.items import Codec
from urp.aws.sqs import QueueEntry, put_all
from urp.aws.tables import Store, Tables
from urp.citizens.exclusions import ExclusionRecord, find_exclusions
from urp.citizens.identity.model import Citizen, CitizenChange, SenderIds
from urp.citizens.store.citizen_items import CITIZEN, MIRRORED
from urp.citizens.store.citizens import CitizenReader, write_change
from urp.desk.outbox import ReplyState
from urp.desk.store.outbox_items import outbox_key
from urp.errors import ConflictError
from urp.moderation.blocks.model import BlockEvent, Comparison, Stranger, find_owner
from urp.moderation.store.blocks import to_event_item
from urp.whatsapp.person import PersonIds

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

STRANGER = "STRANGER#"
STRANGERS_KEPT = timedelta(days=30)
"""After they were last found on Meta's list; each day's comparison finds them again."""
_COMPARISON = "COMPARISON"
_COMPARED = Codec(Comparison)
_STRANGER = Codec(Stranger, apart={"id", "ids"}, sparse={"reason"})
_UNDER_WAY = frozenset({ReplyState.UNSENT.value, ReplyState.HANDED.value})


class MirrorRegister(Store):
    def store(self, change: CitizenChange, event: BlockEvent | None, now: datetime) -> None:
        """ConflictError when the citizen moved since it was read."""
        writes = list(write_change(change, self._tables, now))
        if event is not None:
            item = to_event_item(change.after.id, event, event.kind, self._tables.retention)
            writes.append(Write("Put", self._tables.citizens, item))
        transact(self._client, writes)

    def list_due(self, now: datetime) -> Sequence[UUID]:
        """Citizens whose next step is due."""
        moment = int(now.timestamp())
        return [
            _citizen(item) for item in self._query_lines() if "due_at" in item and item["due_at"] <= moment
        ]

    def list_mirrored(self) -> Sequence[UUID]:
        """All citizens with a block chosen, refused or lifted at WhatsApp."""
        return [_citizen(item) for item in self._query_lines()]

    def list_strangers(self) -> Sequence[Stranger]:
        return [_read_stranger(item) for item in self._query_prefix(STRANGER)]

    def find_stranger(self, stranger_id: UUID) -> Stranger | None:
        item = get(self._client, self._tables.citizens, *stranger_key(stranger_id))
        return _read_stranger(item) if item else None

    def keep(self, stranger: Stranger, now: datetime) -> None:
        """Keep a stranger for thirty days after they were last found."""
        pk, sk = stranger_key(stranger.id)
        item: dict[str, Value] = {
            "pk": pk,
            "sk": sk,
            "user_id": stranger.ids.user_id,
            "phone": stranger.ids.phone,
            **_STRANGER.encode(stranger),
            "expires_at": int((now + STRANGERS_KEPT).timestamp()),
        }
        same = "attribute_not_exists(pk) OR lifting = :lifting"
        with suppress(ConflictError):  # staff decided just now: keep their decision
            put = Write(
                "Put", self._tables.citizens, item, condition=same, values={":lifting": stranger.lifting}
            )
            transact(self._client, [put])

    def drop(self, stranger_id: UUID) -> None:
        pk, sk = stranger_key(stranger_id)
        transact(self._client, [Write("Delete", self._tables.citizens, {"pk": pk, "sk": sk})])

    def read_comparison(self) -> Comparison | None:
        item = get(self._client, self._tables.citizens, MIRRORED, _COMPARISON)
        return _COMPARED.decode(item) if item else None

    def note(self, comparison: Comparison) -> None:
        item: dict[str, Value] = {
            "pk": MIRRORED,
            "sk": _COMPARISON,
            **_COMPARED.encode(comparison),
            "expires_at": int((comparison.at + STRANGERS_KEPT).timestamp()),
        }
        transact(self._client, [Write("Put", self._tables.citizens, item)])

    def _query_lines(self) -> list[Item]:
        return self._query_prefix(CITIZEN)

    def _query_prefix(self, prefix: str) -> list[Item]:
        items = query(
            self._client,
            self._tables.citizens,
            KeyConditionExpression="pk = :pk AND begins_with(sk, :prefix)",
            ExpressionAttributeValues={":pk": MIRRORED, ":prefix": prefix},
            ConsistentRead=True,
        )
        return list(items)


class KnownPeople(Store):
    """Find citizens by uuid, and by ids in Meta's list."""

    def __init__(self, tables: Tables) -> None:
        super().__init__(tables)
        self._reader = CitizenReader(tables)

    def find_all(self, citizen_ids: Sequence[UUID]) -> Mapping[UUID, Citizen]:
        return self._reader.find_all(citizen_ids)

    def find_owners(self, people: Sequence[PersonIds]) -> Sequence[Citizen | None]:
        """The citizen for every person, if known."""
        names = [SenderIds(person.user_id, person.phone) for person in people]
        found = self._reader.find(names)
        return [find_owner(name, found.find_by_user_id(name), found.find_by_phone(name)) for name in names]


class BlockNotices(Store):
    def is_out(self, outbox_id: str) -> bool:
        """True if the notice will not be sent any more: accepted, refused, unclear or gone."""
        item = get(self._client, self._tables.desk, *outbox_key(outbox_id))
        return item is None or item["state"] not in _UNDER_WAY


def stranger_key(stranger_id: UUID) -> tuple[str, str]:
    return MIRRORED, f"{STRANGER}{stranger_id}"


def _citizen(item: Item) -> UUID:
    return UUID(item["sk"].removeprefix(CITIZEN))


def _read_stranger(item: Item) -> Stranger:
    return _STRANGER.decode(
        item,
        id=UUID(item["sk"].removeprefix(STRANGER)),
        ids=PersonIds(item.get("phone"), item.get("user_id")),
    )


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


_UNDECIDED = "attribute_exists(pk) AND lifting = :no"


class StrangerDecisions(Store):
    """ConflictError if it was decided already."""

    def __init__(self, tables: Tables, exclusions: ExclusionRecord) -> None:
        super().__init__(tables)
        self._exclusions = exclusions

    def note(self, act: Act) -> None:
        """An act that changes nothing by itself."""
        transact(self._client, list(act_writes(act, self._tables)))

    def lift(self, stranger: Stranger, owner: UUID | None, event: BlockEvent, act: Act) -> None:
        """Write into the citizen's history, if the person is known."""
        pk, sk = stranger_key(stranger.id)
        decided = Write(
            "Update",
            self._tables.citizens,
            {"pk": pk, "sk": sk},
            condition=_UNDECIDED,
            update="SET lifting = :yes, reason = :reason",
            values={":no": False, ":yes": True, ":reason": event.reason},
        )
        lines = [] if owner is None else [self._write_line(owner, event, act)]
        transact(self._client, [*act_writes(act, self._tables), decided, *lines])

    def adopt(
        self, stranger: Stranger, change: CitizenChange, events: Sequence[BlockEvent], act: Act
    ) -> None:
        self._exclusions.record(find_exclusions([change], act.at), act.at)
        pk, sk = stranger_key(stranger.id)
        key = {"pk": pk, "sk": sk}
        gone = Write("Delete", self._tables.citizens, key, condition=_UNDECIDED, values={":no": False})
        known = write_change(change, self._tables, act.at)
        lines = (self._write_line(change.after.id, event, act) for event in events)
        transact(self._client, [*act_writes(act, self._tables), gone, *known, *lines])

    def _write_line(self, citizen_id: UUID, event: BlockEvent, act: Act) -> Write:
        item = to_event_item(citizen_id, event, f"{act.id}#{event.kind}", self._tables.retention)
        return Write("Put", self._tables.citizens, item)
