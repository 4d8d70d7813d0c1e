"""Store files of evidence in the desk table, without expiry while a file is held."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from urp.acts.model import Act
from urp.acts.page import Page
from urp.acts.store.act_items import act_writes
from urp.acts.store.proposals import proposal_write
from urp.aws.dynamodb import Item, Value, Write, from_iso, get, put_new, put_version, query, to_iso, transact
from urp.aws.dynamodb_pages import query_page
from urp.aws.items import Codec
from urp.aws.tables import Store
from urp.errors import ConflictError
from urp.moderation.evidence.custody import CustodyEntry, EvidenceStep
from urp.moderation.evidence.model import (
    EvidenceFile,
    KeptMessage,
    Shown,
)

LISTED = "EVIDENCE"
"""Their partition of the desk's queue index."""
_ITEMS_A_TRANSACTION = 50
_FILE = Codec(
    EvidenceFile,
    names={
        "citizen_id": "citizen",
        "conversation_id": "conversation",
        "case_ids": "cases",
        "state": "status",
    },
    apart={"id", "proposed_at", "deleted_from"},
)
_MESSAGE = Codec(
    KeptMessage,
    forms={Shown: Codec(Shown, sparse={"phone", "user_id", "name", "username"}).as_map()},
    apart={"number"},
)
_CUSTODY = Codec(CustodyEntry, apart={"file_id", "number"})


class EvidenceRegister(Store):
    def list_page(self, cursor: str | None, limit: int) -> Page[EvidenceFile]:
        """Newest first."""
        items, following = query_page(
            self._client,
            self._tables.desk,
            cursor,
            limit,
            IndexName="queue",
            KeyConditionExpression="queue = :queue",
            ExpressionAttributeValues={":queue": LISTED},
            ScanIndexForward=False,
        )
        return Page(tuple(read_file(item) for item in items), following)

    def find(self, file_id: UUID) -> EvidenceFile | None:
        item = get(self._client, self._tables.desk, *file_key(file_id))
        return read_file(item) if item else None

    def read_messages(self, file_id: UUID) -> tuple[KeptMessage, ...]:
        """As they were written."""
        return tuple(read_message(item) for item in self._query_items(file_id, "MESSAGE#"))

    def read_custody(self, file_id: UUID) -> tuple[CustodyEntry, ...]:
        """Oldest first."""
        return tuple(read_custody(item) for item in self._query_items(file_id, "CUSTODY#"))

    def record(self, step: EvidenceStep, act: Act) -> None:
        """The custody log only grows: an entry's number is the file's version, and no number comes twice."""
        moved = ConflictError("Nel frattempo qualcun altro ha lavorato sul fascicolo: rileggilo e riprova.")
        transact(
            self._client,
            [
                *act_writes(act, self._tables),
                put_version(self._tables.desk, to_file_item(step.after), step.before.version),
                put_new(self._tables.desk, to_custody_item(step.entry), moved),
                *(
                    put_new(self._tables.desk, to_message_item(step.after.id, message), moved)
                    for message in step.messages
                ),
                *([proposal_write(step.confirmed, self._tables)] if step.confirmed else []),
            ],
        )

    def let_expire(self, file: EvidenceFile, at: datetime) -> None:
        """Set the expiry of all items, the header last: until it has one, a repeat completes the rest."""
        header, *others = sorted(self._query_items(file.id, ""), key=lambda item: item["sk"] != "HEADER")
        for start in range(0, len(others), _ITEMS_A_TRANSACTION):
            self._end_items(others[start : start + _ITEMS_A_TRANSACTION], at)
        self._end_items([header], at)

    def _end_items(self, items: list[Item], at: datetime) -> None:
        ends = int(at.timestamp())
        there = "attribute_exists(pk)"
        transact(
            self._client,
            [
                Write("Put", self._tables.desk, {**item, "expires_at": ends}, condition=there)
                for item in items
            ],
        )

    def _query_items(self, file_id: UUID, beginning: str) -> list[Item]:
        condition = "pk = :pk AND begins_with(sk, :sk)" if beginning else "pk = :pk"
        values = {":pk": file_key(file_id)[0]} | ({":sk": beginning} if beginning else {})
        found = query(
            self._client,
            self._tables.desk,
            KeyConditionExpression=condition,
            ExpressionAttributeValues=values,
            ConsistentRead=True,
        )
        return list(found)


def file_key(file_id: UUID) -> tuple[str, str]:
    return f"EVIDENCE#{file_id}", "HEADER"


def to_file_item(file: EvidenceFile) -> dict[str, Value]:
    """Without `expires_at`: what is held has no end of its own. `version` is added where it is written."""
    pk, sk = file_key(file.id)
    return {
        "pk": pk,
        "sk": sk,
        "queue": LISTED,
        "queue_at": to_iso(file.proposed_at),
        **_FILE.encode(file),
    }


def read_file(item: Item) -> EvidenceFile:
    ends = item.get("expires_at")
    return _FILE.decode(
        item,
        id=UUID(item["pk"].removeprefix("EVIDENCE#")),
        proposed_at=from_iso(item["queue_at"]),
        deleted_from=datetime.fromtimestamp(ends, UTC) if ends else None,
    )


def to_message_item(file_id: UUID, message: KeptMessage) -> dict[str, Value]:
    return {
        "pk": file_key(file_id)[0],
        "sk": f"MESSAGE#{message.number:04d}",
        **_MESSAGE.encode(message),
    }


def read_message(item: Item) -> KeptMessage:
    return _MESSAGE.decode(item, number=int(item["sk"].removeprefix("MESSAGE#")))


def to_custody_item(entry: CustodyEntry) -> dict[str, Value]:
    return {
        "pk": file_key(entry.file_id)[0],
        "sk": f"CUSTODY#{entry.number:08d}",
        **_CUSTODY.encode(entry),
        "hash": entry.hash,
    }


def read_custody(item: Item) -> CustodyEntry:
    return _CUSTODY.decode(
        item,
        file_id=UUID(item["pk"].removeprefix("EVIDENCE#")),
        number=int(item["sk"].removeprefix("CUSTODY#")),
    )
