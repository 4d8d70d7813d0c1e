"""What one POST of Meta's holds once it is taken apart, still raw."""

from __future__ import annotations

from dataclasses import dataclass

from urp.whatsapp.json_shape import JsonObject


@dataclass(frozen=True, slots=True)
class Position:
    """Where in the body: `entry[entry].changes[change].value.messages[message]`."""

    entry: int
    change: int
    message: int


@dataclass(frozen=True, slots=True)
class ReceivedMessage:
    """`sender_id` is the user id or the phone; `contact` what Meta says of the sender beside the message."""

    message: JsonObject
    contact: JsonObject | None
    phone_number_id: str | None
    message_id: str
    sender_id: str
    position: Position


@dataclass(frozen=True, slots=True)
class StatusChunk:
    """Statuses of one number, small enough for one queue message, with the ids of the people they concern."""

    phone_number_id: str | None
    statuses: tuple[JsonObject, ...]
    contacts: tuple[JsonObject, ...]


@dataclass(frozen=True, slots=True)
class RawAccountChange:
    field: str
    value: JsonObject
    entry_id: str | None
    entry_time: int | None


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Kept only for inspection. `reason` is one of our own words, never Meta's."""

    reason: str
    messages: int = 0
    statuses: int = 0


@dataclass(frozen=True, slots=True)
class Intake:
    messages: tuple[ReceivedMessage, ...] = ()
    status_chunks: tuple[StatusChunk, ...] = ()
    account_changes: tuple[RawAccountChange, ...] = ()
    not_understood: tuple[NotUnderstood, ...] = ()
    numbers: frozenset[str | None] = frozenset()
    """Whose each change is, by `phone_number_id`; None among them: something names no number."""

    @property
    def things(self) -> int:
        return len(self.messages) + self.statuses + len(self.account_changes) + len(self.not_understood)

    def is_for(self, phone_number_id: str) -> bool:
        """Unless all of it names other numbers."""
        return not self.numbers or not self.numbers.isdisjoint({None, phone_number_id})

    @property
    def statuses(self) -> int:
        return sum(len(chunk.statuses) for chunk in self.status_chunks)

    @property
    def reasons(self) -> tuple[str, ...]:
        return tuple(sorted({item.reason for item in self.not_understood}))
