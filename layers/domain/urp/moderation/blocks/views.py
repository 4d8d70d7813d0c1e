"""A citizen's block as the office sees it, and as it is told to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from urp.acts.model import Act
from urp.citizens.blocks import Block, WhatsAppBlock
from urp.citizens.identity.model import Citizen
from urp.desk.office_views import shown_phone
from urp.desk.outbox import OutboxRow, ReplyKind
from urp.language import Language


@dataclass(frozen=True, slots=True)
class BlockedCitizen:
    citizen_id: UUID
    phone: str | None
    """Masked."""
    block: Block | None
    """Only while it is in force."""
    notice: OutboxRow | None = None
    """Queued by this very call; None when none was asked for, or the 24-hour window is closed."""
    at_whatsapp: WhatsAppBlock | None = None
    possible_for: timedelta = timedelta()
    """How long WhatsApp still takes a block: until 24 hours after the citizen's last message."""


def shown_block(citizen: Citizen, now: datetime) -> BlockedCitizen:
    in_force = citizen.block if citizen.blocked(now) else None
    left = citizen.window_ends_at - now if citizen.window_ends_at else timedelta()
    return BlockedCitizen(
        citizen.id,
        shown_phone(citizen),
        in_force,
        at_whatsapp=citizen.at_whatsapp,
        possible_for=max(left, timedelta()),
    )


def block_notice_row(citizen: Citizen, text: str, act: Act, language: Language) -> OutboxRow | None:
    """Free text: after 24 hours WhatsApp would refuse it, so it is not written at all."""
    if citizen.window_ends_at is None or act.at >= citizen.window_ends_at:
        return None
    return OutboxRow(
        id=f"block-{act.id}",
        citizen_id=citizen.id,
        kind=ReplyKind.BLOCK_NOTICE,
        text=text,
        created_at=act.at,
        user_id=citizen.user_id,
        phone=citizen.phone,
        even_if_blocked=True,
        language=language,
    )
