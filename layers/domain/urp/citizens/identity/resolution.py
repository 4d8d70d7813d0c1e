"""Which citizen the ids of a webhook mean, and what seeing them changes.

The user id decides. A phone counts only where no user id contradicts it: numbers are recycled, user ids are
not. Nothing is ever merged on a phone alone when user ids conflict; the newer user id owns the phone.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from urp.citizens.identity.model import Citizen, CitizenChange, SenderIds
from urp.citizens.identity.settling import Resolution, Settling, is_newest, may_hold
from urp.citizens.identity.shown_ids import with_ids, with_number_gone

type Owners = tuple[Citizen | None, Citizen | None]
"""Whoever bears the user id, whoever bears the phone."""


def resolve(
    ids: SenderIds, at: datetime, by_user_id: Citizen | None, by_phone: Citizen | None, new_id: UUID
) -> Resolution:
    """Who wrote. Doing it twice changes nothing more."""
    known = by_user_id
    if known is None and by_phone is not None and may_hold(by_phone, ids, at):
        known = by_phone
    settling = Settling(known or Citizen(new_id), at)
    settling.see(ids, by_phone)
    return settling.result()


def resolve_change(
    previous: SenderIds,
    current: SenderIds,
    at: datetime,
    previous_owners: Owners,
    current_owners: Owners,
    new_id: UUID,
) -> Resolution:
    """WhatsApp says that `previous` is `current` now: one person, who keeps their subscription.

    The new ids may already have a citizen of their own, when an ordinary message came before this one.
    """
    old_owner, old_holder = previous_owners
    new_owner, new_holder = current_owners
    old = old_owner or (old_holder if old_holder and may_hold(old_holder, previous, at) else None)
    new = new_owner or (new_holder if new_holder and may_hold(new_holder, current, at) else None)
    settling = Settling(old or new or Citizen(new_id), at)
    if old_holder and may_hold(old_holder, previous, at):
        settling.absorb(old_holder)
    settling.citizen = _with_change_known(settling.citizen, previous, current, at)
    settling.absorb(new_owner, same_person=True)
    settling.see(current, new_holder)
    return settling.result()


def _with_change_known(citizen: Citizen, previous: SenderIds, current: SenderIds, at: datetime) -> Citizen:
    """Another user id means another number: the old one is no longer written to, even where the new one is
    hidden. Old ids stay, since late statuses and late messages name them."""
    user_ids = citizen.user_ids
    already = current.user_id in user_ids
    before = at if citizen.ids_as_of is None else min(at, citizen.ids_as_of)
    citizen = with_ids(citizen, previous, before - timedelta.resolution)
    gone = (previous.phone,) if already else citizen.phones
    return with_number_gone(citizen, [phone for phone in gone if phone and phone != current.phone])


def learn(
    citizen: Citizen,
    ids: SenderIds,
    at: datetime,
    *,
    by_user_id: Citizen | None,
    by_phone: Citizen | None,
) -> Resolution | None:
    """A status of a message sent to `citizen` shows both their ids. None: nothing to store."""
    phone = ids.phone or (citizen.phone if not citizen.user_ids else None)
    shown = SenderIds(ids.user_id, phone)
    holder = by_phone or (citizen if phone and phone in citizen.phones else None)
    owner = by_user_id or (holder if holder and may_hold(holder, shown, at) else None)
    if owner is None and holder is None and may_hold(citizen, shown, at):
        owner = citizen
    if owner is not None:
        settling = Settling(owner, at)
        settling.see(shown, holder)
        result = settling.result()
        return result if _teaches(result) and not _ends_a_subscription_unasked(result) else None
    if holder is not None and phone and phone in holder.phones and is_newest(holder, at):
        given_up = CitizenChange(holder, with_number_gone(holder, [phone]))
        return Resolution(citizen=given_up.after, changes=(given_up,))
    return None


def _ends_a_subscription_unasked(resolution: Resolution) -> bool:
    """A merge copies no subscription. Whoever writes is asked at once whether they want the notices; a status
    cannot ask, so it leaves that to their next message, unless they ever said that they want none."""
    return resolution.dropped_subscription and resolution.citizen.left_at is None


def _teaches(resolution: Resolution) -> bool:
    """A newer time alone is not worth a write: thousands of statuses come after each notice."""
    return any(
        change.before.user_ids != change.after.user_ids
        or change.before.phones != change.after.phones
        or change.before.former_phones != change.after.former_phones
        for change in resolution.changes
    )
