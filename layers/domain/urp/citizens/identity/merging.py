"""Merge two citizens who prove to be one person."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from urp.citizens.blocks import Block, merge_blocks
from urp.citizens.identity.model import Citizen, exclude
from urp.citizens.topics import forget_topics

_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Merge:
    winner: Citizen
    loser: Citizen
    opted_out: bool
    """The winner was subscribed and no longer is, because the other had left."""
    dropped_subscription: bool
    """The loser was subscribed and the winner is not: a subscription is not copied."""


def merge(winner: Citizen, loser: Citizen, *, same_person: bool) -> Merge:
    """The winner takes the loser's ids, opt-out and block. The loser's membership ends.

    `same_person` is WhatsApp's own word (a changed number); an id that merely turns up with another may be a
    recycled number, and then a subscription is not copied.
    """
    consent = _choose_consent(winner, loser, same_person=same_person)
    chosen = _find_who_chose(consent, winner, loser) if same_person else consent
    wish = max((winner, loser), key=lambda each: (each.marketing_said_at or _NEVER, each.no_marketing))
    older, newer = sorted((loser, winner), key=lambda citizen: citizen.ids_as_of or _NEVER)
    phones = newer.phones or older.phones
    former = exclude(
        (*older.former_phones, *older.phones, *newer.former_phones, *newer.phones),
        phones,
    )
    after = replace(
        winner,
        user_ids=(*exclude(older.user_ids, newer.user_ids), *newer.user_ids),
        phones=phones,
        former_phones=former,
        ids_as_of=newer.ids_as_of,
        subscribed=consent.subscribed,
        topics=chosen.topics,
        topics_since=chosen.topics_since,
        consent_at=consent.consent_at,
        subscribed_at=consent.subscribed_at or _find_ended_subscription(winner, loser),
        left_at=consent.left_at,
        unconfirmed=consent.unconfirmed,
        window_ends_at=max(filter(None, (winner.window_ends_at, loser.window_ends_at)), default=None),
        block=_choose_stricter(winner.block, loser.block),
        at_whatsapp=merge_blocks(winner.at_whatsapp, loser.at_whatsapp),
        no_marketing=wish.no_marketing,
        marketing_said_at=wish.marketing_said_at,
        restricted_at=winner.restricted_at or loser.restricted_at,
        absorbed=(*winner.absorbed, loser.id, *loser.absorbed),
    )
    gone = replace(
        forget_topics(loser),
        user_ids=(),
        phones=(),
        former_phones=(),
        subscribed=False,
        unconfirmed=None,
        block=None,
        at_whatsapp=None,
        no_marketing=False,
        marketing_said_at=None,
        restricted_at=None,
        absorbed=(),
        merged_into=winner.id,
    )
    return Merge(
        winner=after,
        loser=gone,
        opted_out=winner.subscribed and not after.subscribed,
        dropped_subscription=loser.subscribed and not after.subscribed,
    )


def _choose_consent(winner: Citizen, loser: Citizen, *, same_person: bool) -> Citizen:
    """The citizen whose consent the merged one keeps. Only a newer "Iscrivimi" of their own overrides an
    opt-out."""
    if _has_opted_out(loser):
        kept = winner.subscribed and _find_last_command(winner) > _find_last_command(loser)
        return winner if kept else _leave_at_latest(winner, loser)
    if loser.subscribed and same_person:
        joined_last = not _has_opted_out(winner) or _find_last_command(loser) > _find_last_command(winner)
        already = winner.subscribed and _find_last_command(winner) >= _find_last_command(loser)
        return loser if joined_last and not already else winner
    return winner


def _find_who_chose(consent: Citizen, winner: Citizen, loser: Citizen) -> Citizen:
    """A choice of topics is kept over no choice, as long as the person is subscribed."""
    if not consent.subscribed or consent.topics is not None:
        return consent
    return winner if winner.topics is not None else loser


def _leave_at_latest(winner: Citizen, loser: Citizen) -> Citizen:
    moments = [_find_last_command(each) for each in (winner, loser) if not each.subscribed]
    return replace(
        forget_topics(winner),
        subscribed=False,
        unconfirmed=None,
        consent_at=max(moments),
        left_at=max(filter(None, (winner.left_at, loser.left_at)), default=None),
        subscribed_at=winner.subscribed_at or loser.subscribed_at,
    )


def _find_ended_subscription(winner: Citizen, loser: Citizen) -> datetime | None:
    """When the loser joined, if the winner had left: both must be provable."""
    return loser.subscribed_at if _has_opted_out(winner) else None


def _has_opted_out(citizen: Citizen) -> bool:
    return not citizen.subscribed and citizen.left_at is not None


def _find_last_command(citizen: Citizen) -> datetime:
    """`_NEVER` for a citizen subscribed by an import: every opt-out is newer."""
    return citizen.consent_at or citizen.left_at or _NEVER


def _choose_stricter(one: Block | None, other: Block | None) -> Block | None:
    blocks = [block for block in (one, other) if block is not None]
    if not blocks:
        return None
    return max(blocks, key=lambda block: (block.until is None, block.until or block.at))
