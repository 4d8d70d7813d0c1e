"""Recipient rows and jobs as stored items.

BROADCAST#<id>#<shard> / <citizen>: a row without index, each writer with attributes of its own.
BROADCAST#<id> / JOB#<shard>#<number>: in the index `open-jobs` by `open_broadcast` until it closes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from urp.aws.dynamodb import Item, Value, from_iso, to_iso
from urp.notices.broadcasts.jobs import Job, JobId, Lease
from urp.notices.broadcasts.recipients import (
    Answer,
    AnsweredRow,
    AnswerKind,
    Delivery,
    Ending,
    HandOver,
    Outcome,
    RecipientRow,
)
from urp.notices.broadcasts.trackers import RowReference

PENDING = (
    "attribute_exists(pk) AND attribute_not_exists(handed_by) AND attribute_not_exists(answer)"
    " AND attribute_not_exists(ending) AND attribute_not_exists(witnessed)"
)


def rows_key(broadcast_id: UUID, shard: int) -> str:
    return f"BROADCAST#{broadcast_id}#{shard:02d}"


def row_key(row: RowReference) -> tuple[str, str]:
    return rows_key(row.broadcast_id, row.shard), str(row.citizen_id)


def row_from(item: Item) -> RecipientRow:
    return RecipientRow(
        citizen_id=UUID(item["sk"]),
        hand_over=_hand_over(item),
        answer=_answer(item),
        ending=Ending(item["ending"]) if "ending" in item else None,
        delivery=Delivery(
            held=item.get("held", False),
            sent_at=_moment(item, "sent_at"),
            delivered_at=_moment(item, "delivered_at"),
            read_at=_moment(item, "read_at"),
            failed_at=_moment(item, "failed_at"),
            failed_code=item.get("failed_code"),
            charge=item.get("charge"),
        ),
        settled=Outcome(item["settled"]) if "settled" in item else None,
        was_held=item.get("was_held", False),
    )


def answer_item(answered: AnsweredRow) -> dict[str, Value]:
    answer = answered.answer
    return {
        "answer": answer.kind.value,
        "answered_at": to_iso(answer.at),
        "code": answer.code,
        "message_id": answer.message_id,
        "country": answer.country,
        "held": True if answered.held else None,
    }


def delivery_item(delivery: Delivery) -> dict[str, Value]:
    """Only what is news; `held` is the worker's to write."""
    return {
        "sent_at": _iso(delivery.sent_at),
        "delivered_at": _iso(delivery.delivered_at),
        "read_at": _iso(delivery.read_at),
        "failed_at": _iso(delivery.failed_at),
        "failed_code": delivery.failed_code,
        "charge": delivery.charge,
    }


def job_key(broadcast_id: UUID, job_id: JobId) -> tuple[str, str]:
    return f"BROADCAST#{broadcast_id}", f"JOB#{job_id}"


def job_from(item: Item) -> Job:
    lease = None
    if "lease_until" in item:
        until = datetime.fromtimestamp(item["lease_until"] / 1000, UTC)
        lease = Lease(item.get("lease_token", ""), until)
    return Job(
        id=JobId.parse(item["sk"].removeprefix("JOB#")),
        citizens=_citizens_unpacked(item.get("citizens", b"")),
        lease=lease,
        crashes=item.get("falls", 0),
        dead=item.get("dead", False),
        training=item.get("training", False),
    )


def citizens_packed(citizens: Sequence[UUID]) -> bytes:
    """Sixteen bytes each: a job of fifty stays below the 1,024 of one write unit; as text it takes three."""
    return b"".join(each.bytes for each in citizens)


def _citizens_unpacked(packed: bytes) -> tuple[UUID, ...]:
    return tuple(UUID(bytes=packed[start : start + 16]) for start in range(0, len(packed), 16))


def _hand_over(item: Item) -> HandOver | None:
    if "handed_by" not in item:
        return None
    return HandOver(item["handed_by"], from_iso(item["handed_at"]))


def _answer(item: Item) -> Answer | None:
    if "answer" not in item:
        return None
    return Answer(
        AnswerKind(item["answer"]),
        from_iso(item["answered_at"]),
        item.get("code"),
        item.get("message_id"),
        item.get("country"),
    )


def _moment(item: Item, name: str) -> datetime | None:
    return from_iso(item[name]) if name in item else None


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else to_iso(moment)
