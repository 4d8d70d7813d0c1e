"""WhatsApp without Meta: remembers what was sent and answers as it was told to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock

from urp.whatsapp.outgoing import Address, OutgoingMessage, to_payload
from urp.whatsapp.ports import Accepted, SendOutcome


@dataclass(frozen=True, slots=True)
class Sent:
    message: OutgoingMessage
    address: Address
    tracker: str
    outcome: SendOutcome


class RecordingSender:
    """Scripted outcomes come first, in order; then everything is accepted.

    `by_address` decides for one phone or user id, before the script.
    """

    def __init__(
        self, outcomes: Iterable[SendOutcome] = (), *, by_address: dict[str, SendOutcome] | None = None
    ) -> None:
        self.attempts: list[Sent] = []
        self._script = list(outcomes)
        self._by_address = by_address or {}
        self._lock = Lock()

    def get_ready(self) -> None:
        """Always is."""

    def send(self, message: OutgoingMessage, address: Address, tracker: str) -> SendOutcome:
        to_payload(message, address, tracker)  # refuses what the real one refuses
        with self._lock:
            outcome = self._outcome(address, tracker)
            self.attempts.append(Sent(message, address, tracker, outcome))
        return outcome

    @property
    def sent(self) -> list[Sent]:
        """What Meta accepted."""
        return [attempt for attempt in self.attempts if isinstance(attempt.outcome, Accepted)]

    def _outcome(self, address: Address, tracker: str) -> SendOutcome:
        wanted = self._by_address.get(address.phone or "") or self._by_address.get(address.user_id or "")
        if wanted is not None:
            return wanted
        if self._script:
            return self._script.pop(0)
        made_up = hashlib.sha256(f"{tracker}/{len(self.attempts)}".encode()).hexdigest()[:20]
        by_phone = address.phone is not None
        return Accepted(
            wamid=f"wamid.FAKE{made_up}",
            phone=address.phone,
            user_id=None if by_phone else address.user_id,
        )
