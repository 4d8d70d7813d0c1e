"""The queue's JSON of one message, read back; what did not fit into the queue is fetched by its pointer."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Protocol

from urp.errors import InvalidError
from urp.whatsapp.json_shape import JsonObject, as_object, integer_in, object_in, text_in
from urp.whatsapp.message import InboundMessage, parse_message
from urp.whatsapp.webhook import Position, pointed_message


class StoredBodies(Protocol):
    def body(self, key: str) -> bytes:
        """NotFoundError once its class of retention has deleted it."""
        ...

    def first_received_at(self, key: str) -> datetime | None:
        """When it came the first time, by our clock; None once it is deleted."""
        ...


@dataclass(frozen=True, slots=True)
class Pointer:
    key: str
    position: Position


@dataclass(frozen=True, slots=True)
class QueuedMessage:
    """Either the message itself or where it lies."""

    message: JsonObject | None
    contact: JsonObject | None
    pointer: Pointer | None
    received_at: datetime | None
    phone_number_id: str | None
    """The number it was written to, in Meta's own id."""
    received: str | None
    """Key of the stored body."""
    again: bool = False
    """The same bytes had been stored before: `received_at` is not their first receipt."""


def read_queued(text: str) -> QueuedMessage:
    """InvalidError for what we never put into the queue."""
    try:
        body = as_object(json.loads(text))
    except ValueError as error:
        raise InvalidError("body", "is not JSON") from error
    if body is None:
        raise InvalidError("body", "is not an object")
    message, pointer = as_object(body.get("message")), _pointer(object_in(body, "pointer"))
    if message is None and pointer is None:
        raise InvalidError("message", "neither a message nor a pointer to one")
    milliseconds = integer_in(body, "received_at")
    return QueuedMessage(
        message=message,
        contact=as_object(body.get("contact")),
        pointer=pointer,
        received_at=datetime.fromtimestamp(milliseconds / 1000, UTC) if milliseconds else None,
        phone_number_id=text_in(body, "phone_number_id"),
        received=text_in(body, "received"),
        again=body.get("again") is True,
    )


def message_of(queued: QueuedMessage, bodies: StoredBodies) -> InboundMessage:
    """InvalidError when it cannot be understood; it will not be next time either.

    Its time is WhatsApp's, but never later than our first receipt, in WhatsApp's whole seconds.
    """
    message, contact = queued.message, queued.contact
    if message is None and queued.pointer is not None:
        found = pointed_message(bodies.body(queued.pointer.key), queued.pointer.position)
        if found is not None:
            message, contact = found.message, found.contact
    if message is None:
        raise InvalidError("pointer", "leads to no message")
    received_at = _first_receipt(queued, bodies)
    parsed = parse_message(message, contact, received_at=received_at)
    if received_at is not None and parsed.at > received_at:
        parsed = replace(parsed, at=received_at, dated_ahead=True)
    return replace(parsed, received=queued.received)


def _first_receipt(queued: QueuedMessage, bodies: StoredBodies) -> datetime | None:
    """Asked for only of what was posted again: all else has its first receipt with it."""
    first = bodies.first_received_at(queued.received) if queued.again and queued.received else None
    received_at = min(filter(None, (first, queued.received_at)), default=None)
    return received_at.replace(microsecond=0) if received_at else None


def _pointer(found: JsonObject) -> Pointer | None:
    key = text_in(found, "key")
    entry, change, message = (integer_in(found, name) for name in ("entry", "change", "message"))
    if key is None or entry is None or change is None or message is None:
        return None
    return Pointer(key, Position(entry, change, message))
