"""Handle one delivery of the inbound queue, or set the message aside for a person's inspection.

A citizen's messages are kept in order, so one that always fails would delay all they write after it,
including a "Cancellami". After three deliveries it is set aside and acknowledged. A message that fails
because a dependency fails stays in the queue at any count: SQS counts the messages behind it as delivered
too, though nothing tried them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from urp.errors import ConflictError, InvalidError, RejectedError, UrpError
from urp.inbound.model import Effect, NotUnderstoodError
from urp.whatsapp.json_shape import JsonObject, as_object, read_integer, read_object, read_text
from urp.whatsapp.message import InboundMessage, parse_message
from urp.whatsapp.probe import is_probe, read_probe
from urp.whatsapp.webhook import Position, find_pointed_message

if TYPE_CHECKING:
    from urp.inbound.intake import ReceivedBodies
    from urp.inbound.store.inspection import InspectionStore
    from urp.whatsapp.store.probes import Probes

MOST_DELIVERIES = 3


class Outcome(StrEnum):
    HANDLED = "handled"
    SEEN_BEFORE = "seen_before"
    PROBE = "probe"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True, slots=True)
class Delivered:
    """Result for the log, without the message itself."""

    outcome: Outcome
    notes: tuple[str, ...] = ()


class AnotherNumberError(NotUnderstoodError):
    """Written to another number of the account, or a sample of Meta's dashboard."""

    code = "another_number"


@dataclass(frozen=True, slots=True)
class DeliverMessage:
    receive: Callable[[InboundMessage, datetime], Effect | None]
    bodies: ReceivedBodies
    inspection: InspectionStore
    probes: Probes
    phone_number_id: str
    """Our number: a message written to another number must not be answered from this one."""

    def __call__(self, queued: str, deliveries: int, now: datetime) -> Delivered:
        """Raises the failure while another delivery may still help."""
        try:
            message = self._understand(queued)
            if isinstance(message, datetime):
                self.probes.arrive(message, now)
                return Delivered(Outcome.PROBE)
            effect = self.receive(message, now)
        except Exception as error:
            early = deliveries < MOST_DELIVERIES and not isinstance(error, NotUnderstoodError)
            if early or _may_pass(error):
                raise
            self.inspection.keep(queued, _find_code(error), now)
            return Delivered(Outcome.SET_ASIDE, (_find_code(error),))
        if effect is None:
            return Delivered(Outcome.SEEN_BEFORE)
        return Delivered(Outcome.HANDLED, effect.notes)

    def _understand(self, queued: str) -> InboundMessage | datetime:
        """The moment at which it was sent, of a probe."""
        try:
            read = read_queued(queued)
            probe = read.message if read.message is not None and is_probe(read.message) else None
            message = read_probe(probe) if probe is not None else read_message(read, self.bodies)
        except RejectedError as error:
            raise NotUnderstoodError("it will not be understood next time either") from error
        if read.phone_number_id not in (None, self.phone_number_id):
            raise AnotherNumberError("written to another number")
        return message


def _may_pass(error: Exception) -> bool:
    """True if the message is not at fault: a store does not answer, or the same citizen kept changing."""
    return isinstance(error, ConflictError) or (isinstance(error, UrpError) and error.retryable)


def _find_code(error: Exception) -> str:
    return error.code if isinstance(error, UrpError) else type(error).__name__


@dataclass(frozen=True, slots=True)
class Pointer:
    key: str
    position: Position


@dataclass(frozen=True, slots=True)
class QueuedMessage:
    """One message as read from the queue: the message itself, or a pointer to it."""

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
    """Raises InvalidError for a body we never put into the queue."""
    try:
        body = as_object(json.loads(text))
    except ValueError as error:
        raise InvalidError("body", "is not JSON") from error
    if body is None:
        raise InvalidError("body", "is not an object")
    message, pointer = as_object(body.get("message")), _read_pointer(read_object(body, "pointer"))
    if message is None and pointer is None:
        raise InvalidError("message", "neither a message nor a pointer to one")
    milliseconds = read_integer(body, "received_at")
    return QueuedMessage(
        message=message,
        contact=as_object(body.get("contact")),
        pointer=pointer,
        received_at=datetime.fromtimestamp(milliseconds / 1000, UTC) if milliseconds else None,
        phone_number_id=read_text(body, "phone_number_id"),
        received=read_text(body, "received"),
        again=body.get("again") is True,
    )


def read_message(queued: QueuedMessage, bodies: ReceivedBodies) -> InboundMessage:
    """Raises InvalidError if it cannot be understood, now or later.

    Its time is WhatsApp's, but never later than our first receipt, in WhatsApp's whole seconds.
    """
    message, contact = queued.message, queued.contact
    if message is None and queued.pointer is not None:
        found = find_pointed_message(bodies.read_body(queued.pointer.key), queued.pointer.position)
        if found is not None:
            message, contact = found.message, found.contact
    if message is None:
        raise InvalidError("pointer", "leads to no message")
    received_at = _find_first_receipt(queued, bodies)
    parsed = parse_message(message, contact, received_at=received_at)
    if received_at is not None and parsed.at > received_at:
        parsed = replace(parsed, at=received_at, dated_ahead=True)
    return replace(parsed, received=queued.received)


def _find_first_receipt(queued: QueuedMessage, bodies: ReceivedBodies) -> datetime | None:
    """Read from the bucket only for what was posted again; other messages carry their first receipt."""
    first = bodies.find_first_receipt(queued.received) if queued.again and queued.received else None
    received_at = min(filter(None, (first, queued.received_at)), default=None)
    return received_at.replace(microsecond=0) if received_at else None


def _read_pointer(found: JsonObject) -> Pointer | None:
    key = read_text(found, "key")
    entry, change, message = (read_integer(found, name) for name in ("entry", "change", "message"))
    if key is None or entry is None or change is None or message is None:
        return None
    return Pointer(key, Position(entry, change, message))
