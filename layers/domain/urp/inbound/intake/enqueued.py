"""The JSON of each queue message. What does not fit stays in the stored body, with a pointer to it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from urp.inbound.intake.ports import EnqueuedMessage
from urp.whatsapp.account import without_ids
from urp.whatsapp.json_shape import compact
from urp.whatsapp.sender_key import sender_key
from urp.whatsapp.webhook import RawAccountChange, ReceivedMessage, StatusChunk

BODY_LIMIT = 200_000  # bytes; SQS takes 1 MiB, and took 256 KiB until 2025


@dataclass(frozen=True, slots=True)
class StoredBody:
    """The POST that a message came in."""

    key: str
    received_at_ms: int
    again: bool = False
    """The same bytes were stored before: the first receipt was earlier than this one."""

    def named(self) -> dict[str, object]:
        again: dict[str, object] = {"again": True} if self.again else {}
        return {"received": self.key, "received_at": self.received_at_ms, **again}


def enqueued_message(found: ReceivedMessage, hash_key: str, stored: StoredBody) -> EnqueuedMessage:
    whole = _fitting(
        {
            "phone_number_id": found.phone_number_id,
            "message": found.message,
            "contact": found.contact,
            **stored.named(),
        }
    )
    return EnqueuedMessage(
        body=whole or _pointer(found, stored),
        group=sender_key(hash_key, found.sender_id),
        deduplication=hashlib.sha256(found.message_id.encode("utf-8", "surrogatepass")).hexdigest(),
    )


def _pointer(found: ReceivedMessage, stored: StoredBody) -> str:
    at = found.position
    pointer = {"key": stored.key, "entry": at.entry, "change": at.change, "message": at.message}
    return compact(
        {
            "phone_number_id": found.phone_number_id,
            "message": None,
            "contact": None,
            "pointer": pointer,
            **stored.named(),
        }
    )


def enqueued_statuses(chunk: StatusChunk) -> str:
    return compact(
        {
            "phone_number_id": chunk.phone_number_id,
            "statuses": chunk.statuses,
            "contacts": chunk.contacts,
        }
    )


def enqueued_account_change(change: RawAccountChange, hash_key: str, stored_key: str) -> str | None:
    """Nothing when it is too long for the queue: then it is kept for inspection. Keyed here: whoever reads
    the queue has no right to the secret."""
    return _fitting(
        {
            "field": change.field,
            "value": without_ids(change.value, hash_key),
            "entry_id": change.entry_id,
            "entry_time": change.entry_time,
            "received": stored_key,
        }
    )


def _fitting(envelope: dict[str, object]) -> str | None:
    try:
        text = compact(envelope)
    except RecursionError:  # nested deeper than JSON can be written
        return None
    return text if len(text) <= BODY_LIMIT else None
