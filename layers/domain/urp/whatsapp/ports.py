"""The way out to WhatsApp, and the four ways a message can end there."""

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
    """A definite no: nothing went out and the same request would be refused again. Some bear no code."""

    code: int | None
    error_class: ErrorClass
    explanation: str


@dataclass(frozen=True, slots=True)
class NotSent:
    """Certainly nothing went out, and no retry is spent: a throttle, a maintenance, a connection never made.

    `error_class` is THROTTLED, PAIR or NOT_SENT; `pause` is Meta's own wish, when it expresses one.
    """

    code: int | None
    reason: str
    error_class: ErrorClass = ErrorClass.NOT_SENT
    pause: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Unclear:
    """It was written and got no definite answer: it may or may not reach the person."""

    reason: str
    code: int | None = None


type SendOutcome = Accepted | Refused | NotSent | Unclear


class MessageSender(Protocol):
    def get_ready(self) -> None:
        """Whatever may take time before a message can leave: the token, this thread's connection. Before the
        message's slot comes. A connection that fails is for `send` to tell. UnavailableError: no token."""
        ...

    def send(self, message: OutgoingMessage, address: Address, tracker: str) -> SendOutcome:
        """One request to Meta, never repeated here. Raises for nothing that Meta or the network does."""
        ...
