"""Which notices anybody may read, and how one is taken out of what is public."""

from __future__ import annotations

from dataclasses import replace

from urp.errors import ConflictError
from urp.notices.broadcasts.audience import AudienceKind
from urp.notices.broadcasts.model import Broadcast, BroadcastStatus, TakenDown


class StillSendingError(ConflictError):
    """Its page comes off, and the phones would go on getting it."""

    code = "not_stopped"


class NotPublicError(ConflictError):
    code = "not_public"


def is_public(broadcast: Broadcast) -> bool:
    """Two people saw its words, and it went out to everybody or to who chose a topic, or corrects one that
    did. No draft, no follow-up to some people, no training."""
    by_two = broadcast.approval is not None and not broadcast.approval.alone
    approved = by_two or broadcast.break_glass is not None
    return (
        broadcast.sending_at is not None
        and approved
        and not broadcast.training
        and broadcast.audience_rule.kind in (AudienceKind.EVERYBODY, AudienceKind.REACHED_OF)
    )


def taken_down(before: Broadcast, how: TakenDown) -> Broadcast:
    """Once, and for good. Raises NotPublicError, StillSendingError."""
    if not is_public(before):
        raise NotPublicError("Questo avviso non è nell'archivio pubblico.")
    if before.taken_down is not None:
        raise ConflictError("È già ritirato dall'archivio pubblico.")
    if before.status not in (BroadcastStatus.STOPPING, BroadcastStatus.CLOSED):
        raise StillSendingError("Prima va fermato: può ancora arrivare a qualcuno.")
    return replace(before, taken_down=how)
