"""Resolve the ids of a webhook to a citizen, and the changes that follow.

The user id decides. A phone counts only where no user id contradicts it: numbers are recycled, user ids are
not. Citizens are never merged on a phone alone when user ids conflict; the newer user id owns the phone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from urp.citizens.consent import EntryKind, LedgerEntry, Source
from urp.citizens.identity.merging import merge
from urp.citizens.identity.model import (
    Citizen,
    CitizenChange,
    SenderIds,
    add_ids,
    drop_phone,
    retire_phones,
)

type Owners = tuple[Citizen | None, Citizen | None]
"""The citizen with the user id, and the one with the phone."""


@dataclass(frozen=True, slots=True)
class Resolution:
    citizen: Citizen
    changes: tuple[CitizenChange, ...]
    """The citizen's own first; to be stored together."""
    opted_out: bool = False
    """A merge ended the subscription, because the other one had left."""
    dropped_subscription: bool = False
    """The other one was subscribed; that is not copied."""
    merged: tuple[UUID, ...] = ()
    """The citizens merged into this one."""

    @property
    def ends_a_subscription_unasked(self) -> bool:
        """A merge copies no subscription: the citizen must be asked whether they want the notices, unless
        they ever opted out."""
        return self.dropped_subscription and self.citizen.left_at is None


def resolve(
    ids: SenderIds, at: datetime, by_user_id: Citizen | None, by_phone: Citizen | None, new_id: UUID
) -> Resolution:
    """Find who wrote. A second call changes nothing more."""
    known = by_user_id
    if known is None and by_phone is not None and may_hold(by_phone, ids, at):
        known = by_phone
    settling = ResolutionBuilder(known or Citizen(new_id), at)
    settling.see(ids, by_phone)
    return settling.finish()


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
    settling = ResolutionBuilder(old or new or Citizen(new_id), at)
    if old_holder and may_hold(old_holder, previous, at):
        settling.merge(old_holder)
    settling.citizen = _apply_id_change(settling.citizen, previous, current, at)
    settling.merge(new_owner, same_person=True)
    settling.see(current, new_holder)
    return settling.finish()


def _apply_id_change(citizen: Citizen, previous: SenderIds, current: SenderIds, at: datetime) -> Citizen:
    """Apply a change of ids. Another user id means another number: the old one is no longer written to, even
    if the new one is hidden. Old ids stay, since late statuses and messages name them."""
    user_ids = citizen.user_ids
    already = current.user_id in user_ids
    before = at if citizen.ids_as_of is None else min(at, citizen.ids_as_of)
    citizen = add_ids(citizen, previous, before - timedelta.resolution)
    gone = (previous.phone,) if already else citizen.phones
    return retire_phones(citizen, [phone for phone in gone if phone and phone != current.phone])


def learn(
    citizen: Citizen,
    ids: SenderIds,
    at: datetime,
    *,
    by_user_id: Citizen | None,
    by_phone: Citizen | None,
) -> Resolution | None:
    """Learn from a status of a message to `citizen`, which shows both their ids. None: nothing to store."""
    phone = ids.phone or (citizen.phone if not citizen.user_ids else None)
    shown = SenderIds(ids.user_id, phone)
    holder = by_phone or (citizen if phone and phone in citizen.phones else None)
    owner = by_user_id or (holder if holder and may_hold(holder, shown, at) else None)
    if owner is None and holder is None and may_hold(citizen, shown, at):
        owner = citizen
    if owner is not None:
        settling = ResolutionBuilder(owner, at)
        settling.see(shown, holder)
        result = settling.finish()
        # A status cannot ask: it leaves the merge to their next message.
        return result if _teaches(result) and not result.ends_a_subscription_unasked else None
    if holder is not None and phone and phone in holder.phones and is_newest(holder, at):
        given_up = CitizenChange(holder, retire_phones(holder, [phone]))
        return Resolution(citizen=given_up.after, changes=(given_up,))
    return None


def _teaches(resolution: Resolution) -> bool:
    """A newer time alone is not worth a write: thousands of statuses come after each notice."""
    return any(
        change.before.user_ids != change.after.user_ids
        or change.before.phones != change.after.phones
        or change.before.former_phones != change.after.former_phones
        for change in resolution.changes
    )


@dataclass(slots=True)
class ResolutionBuilder:
    """One resolution in progress: every step replaces `citizen` and keeps the other changed citizens."""

    before: Citizen
    at: datetime
    citizen: Citizen = field(init=False)
    beside: list[CitizenChange] = field(default_factory=list)
    opted_out: bool = False
    dropped_subscription: bool = False
    merged: list[UUID] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.citizen = self.before

    def merge(self, other: Citizen | None, *, same_person: bool = False) -> None:
        if other is None or other.id == self.citizen.id or other.id in self.merged:
            return
        result = merge(self.citizen, other, same_person=same_person)
        self.citizen = result.winner
        self.beside.append(CitizenChange(other, result.loser))
        self.opted_out |= result.opted_out
        self.dropped_subscription |= result.dropped_subscription
        self.merged.append(other.id)

    def see(self, shown: SenderIds, holder: Citizen | None) -> None:
        """`holder` has the phone so far: the same person, to be merged, or another one, who loses the
        phone."""
        if holder is None or holder.id == self.citizen.id or holder.id in self.merged:
            self.citizen = add_ids(self.citizen, shown, self.at)
        elif may_hold(holder, shown, self.at):
            self.merge(holder)
            self.citizen = add_ids(self.citizen, shown, self.at)
        elif shown.phone and is_newest(holder, self.at):
            self.beside.append(CitizenChange(holder, drop_phone(holder, shown.phone)))
            self.citizen = add_ids(self.citizen, shown, self.at)
        else:
            self.citizen = add_ids(self.citizen, SenderIds(shown.user_id, None), self.at)

    def finish(self) -> Resolution:
        return Resolution(
            citizen=self.citizen,
            changes=tuple(self._list_changes()),
            opted_out=self.opted_out,
            dropped_subscription=self.dropped_subscription,
            merged=tuple(self.merged),
        )

    def _list_changes(self) -> Iterator[CitizenChange]:
        if self.citizen != self.before or self.citizen.version == 0:
            yield CitizenChange(self.before, self.citizen)
        yield from self.beside


def may_hold(holder: Citizen, shown: SenderIds, at: datetime) -> bool:
    """True if the holder of the phone may be the person who now shows this user id."""
    if shown.user_id is None or shown.user_id in holder.user_ids:
        return True
    if holder.user_ids:
        return False
    given_up = shown.phone in holder.former_phones
    return not given_up or holder.ids_as_of is None or at <= holder.ids_as_of


def is_newest(holder: Citizen, at: datetime) -> bool:
    return holder.ids_as_of is None or at >= holder.ids_as_of


def merge_entries(
    resolution: Resolution,
    *,
    at: datetime,
    recorded_at: datetime,
    message_id: str,
    policy_version: str,
    privacy_version: str,
) -> Iterator[LedgerEntry]:
    """Ledger entries of a merge: the losers' records end; an opt-out or a subscription taken over is entered
    with the winner. The entries name each other, so the proof is found from both sides.

    `message_id` and `at` are of the message or status that proved them one person.
    """

    def entry(citizen_id: UUID, kind: EntryKind, others: Iterable[UUID]) -> LedgerEntry:
        return LedgerEntry(
            citizen_id=citizen_id,
            kind=kind,
            at=at,
            recorded_at=recorded_at,
            message_id=message_id,
            source=Source.MERGE,
            text=" ".join(map(str, others)),
            policy_version=policy_version,
            privacy_version=privacy_version,
        )

    winner = resolution.citizen.id
    for citizen_id in resolution.merged:
        yield entry(citizen_id, EntryKind.MERGED, [winner])
    if resolution.opted_out:
        yield entry(winner, EntryKind.MERGED_OPT_OUT, resolution.merged)
    if _has_taken_subscription(resolution):
        yield entry(winner, EntryKind.MERGED_SUBSCRIPTION, resolution.merged)


def _has_taken_subscription(resolution: Resolution) -> bool:
    own = [change for change in resolution.changes if change.after.id == resolution.citizen.id]
    return any(change.after.subscribed and not change.before.subscribed for change in own)
