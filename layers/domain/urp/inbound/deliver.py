"""One delivery of the inbound queue: the message has its effect, or waits for a person's inspection.

A citizen's messages are kept in order, so one that always fails would hold up whatever they write after it,
a "Cancellami" too. After three deliveries it is set aside and acknowledged. One that fails because the world
does stays in the queue, at any count: whatever stands behind it is counted as delivered with it, untried.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from urp.errors import ConflictError, RejectedError, UrpError
from urp.inbound.model import Effect
from urp.inbound.queued import StoredBodies, message_of, read_queued
from urp.whatsapp.message import InboundMessage

MOST_DELIVERIES = 3


class Outcome(StrEnum):
    HANDLED = "handled"
    SEEN_BEFORE = "seen_before"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True, slots=True)
class Delivered:
    """For the log: nothing of the message itself."""

    outcome: Outcome
    notes: tuple[str, ...] = ()


class NotUnderstoodError(RejectedError):
    code = "not_understood"


class TooOldToJoinError(NotUnderstoodError):
    """Later than the marks of messages are kept: nobody could tell whether it had its effect before."""

    code = "too_old_to_join"


class Inspection(Protocol):
    def keep(self, queued: str, reason: str, now: datetime) -> None:
        """What failed, whole, with one of our own words for why; keeping twice is keeping once."""
        ...


class AnotherNumberError(NotUnderstoodError):
    """Written to another number of the account, or a sample of Meta's dashboard."""

    code = "another_number"


@dataclass(frozen=True, slots=True)
class DeliverMessage:
    receive: Callable[[InboundMessage, datetime], Effect | None]
    bodies: StoredBodies
    inspection: Inspection
    phone_number_id: str
    """Ours: whoever wrote to another number must not be answered from this one."""

    def __call__(self, queued: str, deliveries: int, now: datetime) -> Delivered:
        """Raises whatever failed, while another delivery may still help."""
        try:
            effect = self.receive(self._understood(queued), now)
        except Exception as error:
            early = deliveries < MOST_DELIVERIES and not isinstance(error, NotUnderstoodError)
            if early or _may_pass(error):
                raise
            self.inspection.keep(queued, _code(error), now)
            return Delivered(Outcome.SET_ASIDE, (_code(error),))
        if effect is None:
            return Delivered(Outcome.SEEN_BEFORE)
        return Delivered(Outcome.HANDLED, effect.notes)

    def _understood(self, queued: str) -> InboundMessage:
        try:
            read = read_queued(queued)
            message = message_of(read, self.bodies)
        except RejectedError as error:
            raise NotUnderstoodError("it will not be understood next time either") from error
        if read.phone_number_id not in (None, self.phone_number_id):
            raise AnotherNumberError("written to another number")
        return message


def _may_pass(error: Exception) -> bool:
    """A store does not answer, or somebody kept changing the same citizen: the message is not at fault."""
    return isinstance(error, ConflictError) or (isinstance(error, UrpError) and error.retryable)


def _code(error: Exception) -> str:
    return error.code if isinstance(error, UrpError) else type(error).__name__
