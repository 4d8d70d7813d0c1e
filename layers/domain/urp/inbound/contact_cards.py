"""A contact card takes a phone off only as the answer to our own open request, and only the sender's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from urp.citizens.identity.model import SenderIds
from urp.desk.model import DeskState
from urp.inbound.draft import Draft
from urp.inbound.model import Snapshot
from urp.inbound.reading import sender_ids
from urp.whatsapp.content import SharedCards
from urp.whatsapp.message import InboundMessage

OPEN_FOR = timedelta(days=7)
"""Until it is answered; whoever writes "Cancellami" again is asked again."""


def with_card_checked(
    message: InboundMessage, load: Callable[[SenderIds], Snapshot], now: datetime
) -> InboundMessage:
    """A card that nobody asked for is anybody's, whatever WhatsApp says of its origin."""
    cards = message.content
    if not isinstance(cards, SharedCards) or not cards.requested:
        return message
    if _is_own(cards, message) and _is_asked(load(sender_ids(message.sender.ids)).desk, now):
        return message
    return replace(message, content=replace(cards, requested=False))


def remember_asking(draft: Draft) -> None:
    draft.state = replace(draft.state, asked_phone_at=draft.desk.now)


def forget_asking(draft: Draft) -> None:
    draft.state = replace(draft.state, asked_phone_at=None)


def _is_own(cards: SharedCards, message: InboundMessage) -> bool:
    """WhatsApp's button shares one number; a sender whose number shows has no other."""
    return len(cards.phones) == 1 and message.sender.phone in (None, cards.phones[0])


def _is_asked(state: DeskState | None, now: datetime) -> bool:
    asked_at = state.asked_phone_at if state else None
    return asked_at is not None and now - asked_at <= OPEN_FOR
