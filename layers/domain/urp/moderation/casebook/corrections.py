"""What leaves a conversation together with a message: its corrections say the same thing again."""

from __future__ import annotations

from uuid import UUID

from urp.desk.office_ports import DeskRegister
from urp.moderation.casebook.model import Correction
from urp.observability import digest


def standing_corrections(desk: DeskRegister, conversation_id: UUID, message: str) -> tuple[Correction, ...]:
    """Of a message, by the digest of its id; those that still have their words."""
    return tuple(
        Correction(each.message.message_id, each.message.at, each.message.text, each.message.received)
        for each in desk.messages(conversation_id)
        if not each.hidden and each.message.amends is not None and digest(each.message.amends) == message
    )
