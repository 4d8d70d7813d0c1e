"""Interface for sending to WhatsApp, and the four outcomes of a send."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from urp.whatsapp.error_codes import ErrorClass
from urp.whatsapp.outgoing import Address, OutgoingMessage


@dataclass(frozen=True, slots=True)
class Accepted:
    """Meta took it; that is not yet delivery. `held`: kept back by its quality check, sent or dropped later.

    `phone` (digits) and `user_id` are the ids Meta answered with: the phone may be a corrected one.
    """

    wamid: str
    phone: str | None = None
    user_id: str | None = None
    held: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """A final refusal: nothing was sent and the same request would be refused again. Some have no code."""

    code: int | None
    error_class: ErrorClass
    explanation: str


@dataclass(frozen=True, slots=True)
class NotSent:
    """Nothing was sent, and no retry is counted: a throttle, a maintenance, a connection never made.
    `error_class` is THROTTLED, PAIR or NOT_SENT; `pause` is the one Meta asks for, if any."""

    code: int | None
    reason: str
    error_class: ErrorClass = ErrorClass.NOT_SENT
    pause: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Unclear:
    """Sent without a definite answer: it may or may not reach the person."""

    reason: str
    code: int | None = None


type SendOutcome = Accepted | Refused | NotSent | Unclear


class MessageSender(Protocol):
    def get_ready(self) -> None:
        """Fetch the token and open this thread's connection before the message's slot. `send` reports a
        failed connection. UnavailableError: no token."""
        ...

    def send(self, message: OutgoingMessage, address: Address, tracker: str) -> SendOutcome:
        """One request to Meta, never repeated here. Raises for nothing that Meta or the network does."""
        ...
