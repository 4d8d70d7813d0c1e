"""What the loop guard remembers of a citizen, as it is stored."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict

from urp.aws.dynamodb_values import Item, Value, from_iso, iso
from urp.desk.model import AutomaticReply, DeskState


class Guard(TypedDict):
    automatic_replies: tuple[AutomaticReply, ...]
    silenced: bool
    muted: bool
    heard_at: datetime | None


def guard_item(state: DeskState) -> dict[str, Value]:
    replies: list[Value] = [
        {"at": iso(reply.at), "counted": reply.counted, "said": reply.said}
        for reply in state.automatic_replies
    ]
    return {
        "automatic_replies": replies,
        "silenced": state.silenced,
        "muted": state.muted,
        "heard_at": iso(state.heard_at) if state.heard_at else None,
    }


def guard_from(item: Item) -> Guard:
    """A silence of before its quiet was counted starts to be quiet with the next message."""
    return Guard(
        automatic_replies=tuple(
            AutomaticReply(from_iso(each["at"]), each["counted"], each.get("said", ""))
            for each in item["automatic_replies"]
        ),
        silenced=item["silenced"],
        muted=item["muted"],
        heard_at=from_iso(item["heard_at"]) if "heard_at" in item else None,
    )
