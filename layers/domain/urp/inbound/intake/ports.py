"""Where what was received goes. Each raises UnavailableError unless everything it was given is durable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class EnqueuedMessage:
    """`group` keeps one sender's messages in order; `deduplication` drops what comes twice in 5 minutes."""

    body: str
    group: str
    deduplication: str


class ReceivedBodies(Protocol):
    def keep(
        self, key: str, body: bytes, signature: str, reasons: Sequence[str], at: datetime | None = None
    ) -> bool:
        """False when it was kept before: the first one stands, with the time of its receipt. `reasons`: why
        it waits for inspection, if it does. `at`: when it was received, by our clock."""
        ...


class IntakeQueues(Protocol):
    def put_messages(self, messages: Sequence[EnqueuedMessage]) -> None: ...

    def put_statuses(self, bodies: Sequence[str]) -> None: ...

    def put_account_changes(self, bodies: Sequence[str]) -> None: ...


class InboundCount(Protocol):
    """Messages that come in count against the number's rate as well."""

    def count(self, messages: int, now: datetime) -> bool:
        """Once, for all of them. Never fails and never lasts: False when the store did not answer in time."""
        ...
