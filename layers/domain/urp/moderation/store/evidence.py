"""Store files of evidence in the desk table, without expiry while a file is held."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from uuid import UUID

from urp.acts.model import Act
from urp.acts.page import Page
from urp.acts.store.act_items import act_writes
from urp.acts.store.proposals import proposal_write
from urp.aws.dynamodb import Item, Value, Write, from_iso, get, put_new, put_version, query, to_iso, transact
from urp.aws.dynamodb_pages import query_page
from urp.aws.tables import Store
from urp.errors import ConflictError
from urp.moderation.evidence.custody import CustodyAct, CustodyEntry, EvidenceStep
from urp.moderation.evidence.model import (
    Correction,
    EvidenceFile,
    Facts,
    FileState,
    KeptBody,
    KeptMessage,
    Shown,
)

LISTED = "EVIDENCE"
"""Their partition of the desk's queue index."""
_ITEMS_A_TRANSACTION = 50


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
        "citizen": str(file.citizen_id),
        "conversation": str(file.conversation_id) if file.conversation_id else None,
        "cases": [str(case_id) for case_id in file.case_ids],
        "status": file.state.value,
        "reason": file.reason,
        "proposed_by": file.proposed_by,
        "acquired_at": to_iso(file.acquired_at),
        "policy_version": file.policy_version,
        "bodies": [{**asdict(body), "received_at": to_iso(body.received_at)} for body in file.bodies],
        "messages": file.messages,
        "facts": asdict(file.facts),
        "corrections": [
            {"at": to_iso(correction.at), "by": correction.by, "text": correction.text}
            for correction in file.corrections
        ],
        "decided_by": file.decided_by,
        "decided_at": _to_iso(file.decided_at),
        "sealed_at": _to_iso(file.sealed_at),
        "sent_at": _to_iso(file.sent_at),
        "ended_at": _to_iso(file.ended_at),
        "end_reason": file.end_reason,
        "head": file.head,
        "head_at": _to_iso(file.head_at),
    }


def read_file(item: Item) -> EvidenceFile:
    ends = item.get("expires_at")
    return EvidenceFile(
        id=UUID(item["pk"].removeprefix("EVIDENCE#")),
        citizen_id=UUID(item["citizen"]),
        conversation_id=UUID(item["conversation"]) if "conversation" in item else None,
        case_ids=tuple(map(UUID, item["cases"])),
        state=FileState(item["status"]),
        reason=item["reason"],
        proposed_by=item["proposed_by"],
        proposed_at=from_iso(item["queue_at"]),
        acquired_at=from_iso(item["acquired_at"]),
        policy_version=item["policy_version"],
        bodies=tuple(
            KeptBody(**{**body, "received_at": from_iso(body["received_at"])}) for body in item["bodies"]
        ),
        messages=item["messages"],
        facts=_read_facts(item["facts"]),
        corrections=tuple(
            Correction(from_iso(each["at"]), each["by"], each["text"]) for each in item["corrections"]
        ),
        decided_by=item.get("decided_by"),
        decided_at=_read(item.get("decided_at")),
        sealed_at=_read(item.get("sealed_at")),
        sent_at=_read(item.get("sent_at")),
        ended_at=_read(item.get("ended_at")),
        end_reason=item.get("end_reason"),
        deleted_from=datetime.fromtimestamp(ends, UTC) if ends else None,
        head=item["head"],
        head_at=_read(item.get("head_at")),
        version=item["version"],
    )


def to_message_item(file_id: UUID, message: KeptMessage) -> dict[str, Value]:
    return {
        "pk": file_key(file_id)[0],
        "sk": f"MESSAGE#{message.number:04d}",
        "ref": message.ref,
        "kind": message.kind,
        "at": to_iso(message.at),
        "text": message.text,
        "body": message.body,
        "author": message.author,
        "shown": {name: value for name, value in asdict(message.shown).items() if value},
    }


def read_message(item: Item) -> KeptMessage:
    return KeptMessage(
        number=int(item["sk"].removeprefix("MESSAGE#")),
        ref=item["ref"],
        kind=item["kind"],
        at=from_iso(item["at"]),
        text=item["text"],
        body=item.get("body"),
        author=item.get("author"),
        shown=Shown(**item["shown"]),
    )


def to_custody_item(entry: CustodyEntry) -> dict[str, Value]:
    return {
        "pk": file_key(entry.file_id)[0],
        "sk": f"CUSTODY#{entry.number:08d}",
        "at": to_iso(entry.at),
        "by": entry.by,
        "act": entry.act.value,
        "details": dict(entry.details),
        "previous": entry.previous,
        "hash": entry.hash,
    }


def read_custody(item: Item) -> CustodyEntry:
    return CustodyEntry(
        file_id=UUID(item["pk"].removeprefix("EVIDENCE#")),
        number=int(item["sk"].removeprefix("CUSTODY#")),
        at=from_iso(item["at"]),
        by=item["by"],
        act=CustodyAct(item["act"]),
        details=item["details"],
        previous=item["previous"],
    )


def _read_facts(item: Item) -> Facts:
    return Facts(
        essential=item["essential"],
        sources=tuple(item["sources"]),
        accused=item["accused"],
        victims=tuple(item["victims"]),
        able_to_report=tuple(item["able_to_report"]),
    )


def _to_iso(moment: datetime | None) -> str | None:
    return to_iso(moment) if moment else None


def _read(text: str | None) -> datetime | None:
    return from_iso(text) if text else None
