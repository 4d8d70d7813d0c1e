"""Compare our blocks with Meta's list.

What staff decided is corrected automatically: an ended block is lifted, an unknown one is settled. A person
on Meta's list without a decision is reported; only staff lift or adopt that block.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING
from uuid import UUID

from urp.citizens.blocks import MirrorProblem, MirrorState, WhatsAppBlock, end
from urp.citizens.identity.model import Citizen, CitizenChange
from urp.errors import ConflictError, UnavailableError
from urp.moderation.blocks.mirror_rules import is_too_late, mark_lifted
from urp.moderation.blocks.model import BlockOrders, Comparison, Stranger
from urp.whatsapp.blocking import MOST_BLOCKED, BlockList
from urp.whatsapp.person import PersonIds

if TYPE_CHECKING:
    from urp.moderation.store.mirror import KnownPeople, MirrorRegister


LISTED_FOR = timedelta(days=2)
"""A lifted citizen may still be on Meta's list, by our own block, at the next comparison or two."""
NEARLY_FULL = MOST_BLOCKED * 9 // 10
_SETTLED_BY_BEING_THERE = frozenset(
    {
        MirrorState.UNKNOWN,
        MirrorState.PENDING,
        MirrorState.REFUSED,
        MirrorState.NOT_CARRIED,
        MirrorState.MISSING,
    }
)


@dataclass(slots=True)
class _Found:
    people: int = 0
    complete: bool = False
    citizens: set[UUID] = field(default_factory=set)
    strangers: set[UUID] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class CompareLists:
    register: MirrorRegister
    people: KnownPeople
    meta: BlockList
    orders: BlockOrders
    new_id: Callable[[], UUID]
    clock: Callable[[], datetime]

    def __call__(self, time_left: Callable[[], bool]) -> Comparison:
        begun = self.clock().replace(microsecond=0)
        known = {
            address: stranger for stranger in self.register.list_strangers() for address in stranger.addresses
        }
        found = _Found()
        for page in self._read_pages(found, time_left):
            self._compare_page(page, known, found, begun)
        missing = self._settle_missing(found, begun) if found.complete else self._count_missing()
        if found.complete:
            for gone in {each.id for each in known.values()} - found.strangers:
                self.register.drop(gone)
        comparison = Comparison(
            begun, found.complete, found.people, len(self._list_chosen()), len(found.strangers), missing
        )
        self.register.note(comparison)
        return comparison

    def _read_pages(self, found: _Found, time_left: Callable[[], bool]) -> Iterator[Sequence[PersonIds]]:
        after: str | None = None
        while time_left():
            page = self.meta.read_page(after)
            if page is None:
                return
            found.people += len(page.people)
            yield page.people
            after = page.after
            if after is None:
                found.complete = True
                return

    def _compare_page(
        self, page: Sequence[PersonIds], known: dict[str, Stranger], found: _Found, begun: datetime
    ) -> None:
        for ids, citizen in zip(page, self.people.find_owners(page), strict=True):
            if citizen is not None and citizen.at_whatsapp and not _is_blocked_elsewhere(citizen, begun):
                found.citizens.add(citizen.id)
                self._settle(citizen, _mark_blocked(citizen, ids, begun), begun)
            else:
                found.strangers.add(self._report(ids, known, begun))

    def _settle_missing(self, found: _Found, begun: datetime) -> int:
        missing = 0
        for citizen in self._find_mirrored():
            if citizen.id in found.citizens:
                continue
            after = self._settle(citizen, _mark_missing(citizen, begun), begun)
            missing += after is not None and after.state is MirrorState.MISSING
        return missing

    def _settle(self, citizen: Citizen, after: WhatsAppBlock | None, now: datetime) -> WhatsAppBlock | None:
        """Store the settled state; a citizen who changes at this moment is left to the next comparison."""
        if after == citizen.at_whatsapp:
            return after
        with suppress(ConflictError):
            self.register.store(CitizenChange(citizen, replace(citizen, at_whatsapp=after)), None, now)
            if after is not None and after.next_at is not None:
                with suppress(UnavailableError):  # the sweep finds it
                    self.orders.carry_out(citizen.id)
        return after

    def _report(self, ids: PersonIds, known: dict[str, Stranger], now: datetime) -> UUID:
        addresses = filter(None, (ids.user_id, ids.phone))
        before = next((known[address] for address in addresses if address in known), None)
        stranger = replace(before, ids=ids) if before else Stranger(self.new_id(), ids, now)
        self.register.keep(stranger, now)
        return stranger.id

    def _find_mirrored(self) -> Iterator[Citizen]:
        ids = iter(self.register.list_mirrored())
        while some := list(islice(ids, 100)):
            yield from self.people.find_all(some).values()

    def _list_chosen(self) -> list[UUID]:
        return [each.id for each in self._find_mirrored() if each.at_whatsapp and each.at_whatsapp.chosen]

    def _count_missing(self) -> int:
        states = (each.at_whatsapp.state for each in self._find_mirrored() if each.at_whatsapp)
        return sum(state is MirrorState.MISSING for state in states)


def _is_blocked_elsewhere(citizen: Citizen, now: datetime) -> bool:
    """True if lifted long ago and on the list again: blocked anew in the phone's app or at Meta."""
    mirror = citizen.at_whatsapp
    return bool(mirror and mirror.state is MirrorState.LIFTED and now >= mirror.changed_at + LISTED_FOR)


def _mark_blocked(citizen: Citizen, ids: PersonIds, now: datetime) -> WhatsAppBlock | None:
    mirror = citizen.at_whatsapp
    address = ids.user_id or ids.phone
    if mirror is None or address is None:
        return mirror
    if mirror.called_at is not None or mirror.changed_at >= now:
        return mirror  # a call is under way
    holds = (
        mirror if {ids.user_id, ids.phone} & {*mirror.ids} else replace(mirror, ids=(*mirror.ids, address))
    )
    if not citizen.is_blocked(now) or mirror.state is MirrorState.LIFTED:
        again = replace(holds, state=MirrorState.BLOCKED) if mirror.over else holds
        return end(again, now)
    if mirror.state in _SETTLED_BY_BEING_THERE and _is_current_id(citizen, ids):
        return replace(
            holds, state=MirrorState.BLOCKED, changed_at=now, next_at=None, code=None, problem=None
        )
    return holds


def _is_current_id(citizen: Citizen, ids: PersonIds) -> bool:
    """True if it is an id in use; an earlier one says nothing about the one they write with."""
    return ids.user_id == citizen.user_id if citizen.user_id and ids.user_id else ids.phone in citizen.phones


def _mark_missing(citizen: Citizen, now: datetime) -> WhatsAppBlock | None:
    mirror = citizen.at_whatsapp
    if mirror is None or mirror.called_at is not None or mirror.changed_at >= now:
        return mirror
    match mirror.state:
        case MirrorState.LIFTING:
            return mark_lifted(mirror, now)
        case MirrorState.BLOCKED:
            return replace(mirror, state=MirrorState.MISSING, changed_at=now, ids=())
        case MirrorState.UNKNOWN if is_too_late(citizen, now):
            return replace(
                mirror,
                state=MirrorState.REFUSED,
                changed_at=now,
                ids=(),
                next_at=None,
                problem=MirrorProblem.TOO_LATE,
            )
        case MirrorState.UNKNOWN if mirror.next_at is None:
            return replace(
                mirror,
                state=MirrorState.REFUSED,
                changed_at=now,
                ids=(),
                problem=MirrorProblem.GIVEN_UP,
            )
        case _:
            return mirror
