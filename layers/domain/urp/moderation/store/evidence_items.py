"""Files of evidence as they are stored: a header, the chosen messages, the custody log."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from uuid import UUID

from urp.aws.dynamodb import Item, Value, from_iso, iso
from urp.moderation.evidence.custody import CustodyAct, CustodyEntry
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


def file_key(file_id: UUID) -> tuple[str, str]:
    return f"EVIDENCE#{file_id}", "HEADER"


def file_item(file: EvidenceFile) -> dict[str, Value]:
    """Without `expires_at`: what is held has no end of its own. `version` is added where it is written."""
    pk, sk = file_key(file.id)
    return {
        "pk": pk,
        "sk": sk,
        "queue": LISTED,
        "queue_at": iso(file.proposed_at),
        "citizen": str(file.citizen_id),
        "conversation": str(file.conversation_id) if file.conversation_id else None,
        "cases": [str(each) for each in file.case_ids],
        "status": file.state.value,
        "reason": file.reason,
        "proposed_by": file.proposed_by,
        "acquired_at": iso(file.acquired_at),
        "policy_version": file.policy_version,
        "bodies": [{**asdict(body), "received_at": iso(body.received_at)} for body in file.bodies],
        "messages": file.messages,
        "facts": asdict(file.facts),
        "corrections": [{"at": iso(each.at), "by": each.by, "text": each.text} for each in file.corrections],
        "decided_by": file.decided_by,
        "decided_at": _moment(file.decided_at),
        "sealed_at": _moment(file.sealed_at),
        "sent_at": _moment(file.sent_at),
        "ended_at": _moment(file.ended_at),
        "end_reason": file.end_reason,
        "head": file.head,
        "head_at": _moment(file.head_at),
    }


def file_from(item: Item) -> EvidenceFile:
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
        facts=_facts_from(item["facts"]),
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


def message_item(file_id: UUID, message: KeptMessage) -> dict[str, Value]:
    return {
        "pk": file_key(file_id)[0],
        "sk": f"MESSAGE#{message.number:04d}",
        "ref": message.ref,
        "kind": message.kind,
        "at": iso(message.at),
        "text": message.text,
        "body": message.body,
        "author": message.author,
        "shown": {name: value for name, value in asdict(message.shown).items() if value},
    }


def message_from(item: Item) -> KeptMessage:
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


def custody_item(entry: CustodyEntry) -> dict[str, Value]:
    return {
        "pk": file_key(entry.file_id)[0],
        "sk": f"CUSTODY#{entry.number:08d}",
        "at": iso(entry.at),
        "by": entry.by,
        "act": entry.act.value,
        "details": dict(entry.details),
        "previous": entry.previous,
        "hash": entry.hash,
    }


def custody_from(item: Item) -> CustodyEntry:
    return CustodyEntry(
        file_id=UUID(item["pk"].removeprefix("EVIDENCE#")),
        number=int(item["sk"].removeprefix("CUSTODY#")),
        at=from_iso(item["at"]),
        by=item["by"],
        act=CustodyAct(item["act"]),
        details=item["details"],
        previous=item["previous"],
    )


def _facts_from(item: Item) -> Facts:
    return Facts(
        essential=item["essential"],
        sources=tuple(item["sources"]),
        accused=item["accused"],
        victims=tuple(item["victims"]),
        able_to_report=tuple(item["able_to_report"]),
    )


def _moment(moment: datetime | None) -> str | None:
    return iso(moment) if moment else None


def _read(text: str | None) -> datetime | None:
    return from_iso(text) if text else None
