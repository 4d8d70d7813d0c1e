"""Where a conversation stands in the index of the desk's queue."""

from __future__ import annotations

from datetime import datetime

from urp.aws.dynamodb_values import Item, from_iso, iso
from urp.desk.model import Conversation, ConversationStatus

FIRST = "!"
"""Before every digit, so before every other window: somebody there is in danger."""
POSSIBLE = '"'
"""After those, before all others: somebody there may be."""


def queue_name(status: ConversationStatus) -> str:
    return f"QUEUE#{status.value}"


def queue_place(conversation: Conversation) -> str:
    ends = iso(conversation.window_ends_at)
    if not conversation.danger:
        return ends
    return f"{POSSIBLE if conversation.possible_danger else FIRST}{ends}"


def window_end_from(item: Item) -> datetime:
    return from_iso(item["queue_at"].lstrip(FIRST + POSSIBLE))


def danger_from(item: Item) -> bool:
    return str(item["queue_at"]).startswith((FIRST, POSSIBLE))


def places_between(start: datetime | None, end: datetime | None) -> tuple[tuple[str, str], ...]:
    """First and last place of windows that end then: in danger, in what may be one, and all others."""
    first, last = iso(start) if start else "0", iso(end) if end else "9"
    return tuple((f"{sort}{first}", f"{sort}{last}") for sort in (FIRST, POSSIBLE, ""))
