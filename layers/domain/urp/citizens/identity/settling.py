"""One citizen being settled: what they absorb, which ids they show, what that takes from others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from urp.citizens.identity.merging import merge
from urp.citizens.identity.model import Citizen, CitizenChange, SenderIds
from urp.citizens.identity.shown_ids import with_ids, without_phone


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
    """Those who gave way."""


@dataclass(slots=True)
class Settling:
    """The work in progress on one citizen: each step replaces `citizen`, the others are kept beside."""

    before: Citizen
    at: datetime
    citizen: Citizen = field(init=False)
    beside: list[CitizenChange] = field(default_factory=list)
    opted_out: bool = False
    dropped_subscription: bool = False
    merged: list[UUID] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.citizen = self.before

    def absorb(self, other: Citizen | None, *, same_person: bool = False) -> None:
        if other is None or other.id == self.citizen.id or other.id in self.merged:
            return
        result = merge(self.citizen, other, same_person=same_person)
        self.citizen = result.winner
        self.beside.append(CitizenChange(other, result.loser))
        self.opted_out |= result.opted_out
        self.dropped_subscription |= result.dropped_subscription
        self.merged.append(other.id)

    def see(self, shown: SenderIds, holder: Citizen | None) -> None:
        """`holder` has the phone so far: one with us, to be merged, or somebody else it is taken from."""
        if holder is None or holder.id == self.citizen.id or holder.id in self.merged:
            self.citizen = with_ids(self.citizen, shown, self.at)
        elif may_hold(holder, shown, self.at):
            self.absorb(holder)
            self.citizen = with_ids(self.citizen, shown, self.at)
        elif shown.phone and is_newest(holder, self.at):
            self.beside.append(CitizenChange(holder, without_phone(holder, shown.phone)))
            self.citizen = with_ids(self.citizen, shown, self.at)
        else:
            self.citizen = with_ids(self.citizen, SenderIds(shown.user_id, None), self.at)

    def result(self) -> Resolution:
        return Resolution(
            citizen=self.citizen,
            changes=tuple(self._changes()),
            opted_out=self.opted_out,
            dropped_subscription=self.dropped_subscription,
            merged=tuple(self.merged),
        )

    def _changes(self) -> Iterator[CitizenChange]:
        if self.citizen != self.before or self.citizen.version == 0:
            yield CitizenChange(self.before, self.citizen)
        yield from self.beside


def may_hold(holder: Citizen, shown: SenderIds, at: datetime) -> bool:
    """Whether the holder of the phone may be the person who now shows this user id."""
    if shown.user_id is None or shown.user_id in holder.user_ids:
        return True
    if holder.user_ids:
        return False
    given_up = shown.phone in holder.former_phones
    return not given_up or holder.ids_as_of is None or at <= holder.ids_as_of


def is_newest(holder: Citizen, at: datetime) -> bool:
    return holder.ids_as_of is None or at >= holder.ids_as_of
