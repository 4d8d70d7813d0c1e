"""Identify the sender of a message, once, from what is stored.

A contact card unsubscribes a phone only as the answer to our own open request, and only the sender's own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from urp.citizens.consent import cap_future_times
from urp.citizens.identity.model import Citizen, SenderIds
from urp.citizens.identity.resolution import Owners, Resolution, resolve, resolve_change
from urp.desk.model import Conversation, ConversationStatus, DeskState
from urp.inbound.model import Snapshot
from urp.inbound.reading import Reading
from urp.meaning.model import LIFE
from urp.notices.broadcasts.trackers import RowReference
from urp.whatsapp.content import IdentityChange, MarketingWish, SharedCards
from urp.whatsapp.message import InboundMessage
from urp.whatsapp.person import PersonIds

OPEN_FOR = timedelta(days=7)
"""How long our request for a phone is open; a citizen who writes "Cancellami" again is asked again."""


@dataclass(frozen=True, slots=True)
class KnownSender:
    """The citizen who wrote, and what is stored of them."""

    resolution: Resolution
    state: DeskState
    conversation: Conversation | None
    """Theirs that is not closed."""
    named: tuple[Citizen, ...]
    """As `Snapshot.others`."""
    phone_only_subscribers: bool
    """As in `Snapshot`."""
    rights_requests: int = 0
    """Numbered so far this year; read only for a message that is one."""
    conversations: int = 0
    """Kept ones; read only for a message that asks what is held."""

    @property
    def citizen(self) -> Citizen:
        return self.resolution.citizen


def find_names(
    message: InboundMessage, row: RowReference | None
) -> tuple[SenderIds, Sequence[SenderIds | UUID]]:
    """Find whom to look up: the sender, and citizens named by the message or the pressed button (`row`).

    A shared phone that answers our own request is the sender's: WhatsApp guarantees it.
    """
    ids, others = _to_sender_ids(message.sender.ids), list[SenderIds | UUID]()
    match message.content:
        case IdentityChange(previous, current):
            ids, others = _to_sender_ids(previous), [_to_sender_ids(current)]
        case SharedCards((phone, *_), requested=True):
            ids = SenderIds(ids.user_id, phone)
    return ids, [*others, row.citizen_id] if row else others


def identify(
    message: InboundMessage, reading: Reading, stored: Snapshot, new_id: UUID, now: datetime
) -> KnownSender:
    """`new_id`: of the citizen they become if nobody is known by their ids."""
    bearers: Owners = (_cap_future_times(stored.by_user_id, now), _cap_future_times(stored.by_phone, now))
    named = tuple(cap_future_times(other, now) for other in stored.others)
    if isinstance(message.content, IdentityChange):
        current = _to_sender_ids(message.content.current)
        owners = _find_owners(current, named)
        resolution = resolve_change(stored.ids, current, message.at, bearers, owners, new_id)
    else:
        resolution = resolve(stored.ids, message.at, *bearers, new_id)
        if resolution.ends_a_subscription_unasked and _asks_nobody(message, reading):
            # The merge waits for a message beside which they can be asked.
            resolution = resolve(replace(stored.ids, phone=None), message.at, bearers[0], None, new_id)
    sender_id, state, talk = resolution.citizen.id, stored.desk, stored.conversation
    if talk is not None and (talk.citizen_id != sender_id or talk.status is ConversationStatus.CLOSED):
        talk = None
    return KnownSender(
        resolution,
        state=state if state and state.citizen_id == sender_id else DeskState(sender_id),
        conversation=talk,
        named=named,
        phone_only_subscribers=stored.phone_only_subscribers,
    )


def _asks_nobody(message: InboundMessage, reading: Reading) -> bool:
    """True beside what WhatsApp tells of them, and beside a call for help, which ends no subscription."""
    meaning = reading.meaning
    calls = meaning is not None and meaning.kind in LIFE and not meaning.leaves
    return calls or isinstance(message.content, MarketingWish)


def _cap_future_times(citizen: Citizen | None, now: datetime) -> Citizen | None:
    return cap_future_times(citizen, now) if citizen else None


def _find_owners(ids: SenderIds, found: tuple[Citizen, ...]) -> Owners:
    """A citizen always holds every alias that leads to them."""
    owner = next((each for each in found if ids.user_id in each.user_ids), None)
    holder = next((each for each in found if ids.phone in (*each.phones, *each.former_phones)), None)
    return owner, holder


def check_card(
    message: InboundMessage, load: Callable[[SenderIds], Snapshot], now: datetime
) -> InboundMessage:
    """Trust a card as the sender's own only if we asked for it, whatever WhatsApp says of its origin."""
    cards = message.content
    if not isinstance(cards, SharedCards) or not cards.requested:
        return message
    if _is_own(cards, message) and _is_asked(load(_to_sender_ids(message.sender.ids)).desk, now):
        return message
    return replace(message, content=replace(cards, requested=False))


def _is_own(cards: SharedCards, message: InboundMessage) -> bool:
    """WhatsApp's button shares one number; a sender whose number shows has no other."""
    return len(cards.phones) == 1 and message.sender.phone in (None, cards.phones[0])


def _is_asked(state: DeskState | None, now: datetime) -> bool:
    asked_at = state.asked_phone_at if state else None
    return asked_at is not None and now - asked_at <= OPEN_FOR


def _to_sender_ids(ids: PersonIds) -> SenderIds:
    return SenderIds(ids.user_id, ids.phone)
