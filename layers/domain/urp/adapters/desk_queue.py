"""Where a conversation stands in the index of the desk's queue."""

from __future__ import annotations

from datetime import datetime

from urp.adapters.dynamodb_values import Item, from_iso, iso
from urp.desk.model import Conversation, ConversationStatus

FIRST = "!"
"""Before every digit, so before every other window: somebody there may be in danger."""


def queue_name(status: ConversationStatus) -> str:
    return f"QUEUE#{status.value}"


def queue_place(conversation: Conversation) -> str:
    ends = iso(conversation.window_ends_at)
    return f"{FIRST}{ends}" if conversation.danger else ends


def window_end_from(item: Item) -> datetime:
    return from_iso(item["queue_at"].removeprefix(FIRST))


def danger_from(item: Item) -> bool:
    return str(item["queue_at"]).startswith(FIRST)


def places_between(start: datetime | None, end: datetime | None) -> tuple[tuple[str, str], ...]:
    """First and last place of windows that end then: among those in danger, and among the others."""
    first, last = iso(start) if start else "0", iso(end) if end else "9"
    return (f"{FIRST}{first}", f"{FIRST}{last}"), (first, last)
