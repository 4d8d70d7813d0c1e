"""Who is on duty now and where nobody will be, by the list and by who works here; and who may change it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from urp.acts.acts import name_resource
from urp.acts.model import Act, Person
from urp.desk.duty.turns import (
    AHEAD,
    FARTHEST,
    LONGEST,
    REMEMBERED,
    Hole,
    OnTurn,
    Turn,
    check_turn,
    find_holes,
    find_on_turn,
    keep_able,
    may_take,
)

if TYPE_CHECKING:
    from urp.acts.store.duty_numbers import DutyNumbers
    from urp.acts.store.staff import StaffNames
    from urp.desk.store.turns import TurnRegister

_MOMENT = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class TurnList:
    """What an alert asks, and the watch over holes."""

    register: TurnRegister
    staff: StaffNames

    def on_turn(self, now: datetime) -> OnTurn | None:
        """Of those who still work here and have the role: None is a hole, and alerts go to the fallback."""
        turns = self.register.list_between(now, now + _MOMENT)
        return find_on_turn(keep_able(turns, self.staff.people()), now) if turns else None

    def find_holes(self, now: datetime) -> tuple[Hole, ...]:
        """Of the days ahead. None where the list is not used: there the fallback is the rule."""
        turns = self.register.list_between(now - REMEMBERED, now + FARTHEST + LONGEST)
        return find_holes(keep_able(turns, self.staff.people()), now, now + AHEAD) if turns else ()


@dataclass(frozen=True, slots=True)
class ListedTurn:
    turn: Turn
    able: tuple[str, ...]
    """Of its people those who may still take it."""


@dataclass(frozen=True, slots=True)
class MayTake:
    person: Person
    number: str
    """Empty: they gave none, and are told by mail alone."""


@dataclass(frozen=True, slots=True)
class TurnOffice:
    turns: TurnList
    numbers: DutyNumbers
    settle_mail: Callable[[str], None]
    """Of somebody who comes on the list or goes."""

    def list(self, since: datetime, until: datetime) -> Sequence[ListedTurn]:
        people = self._people()
        return [_listed(each, people) for each in self.turns.register.list_between(since, until)]

    def see(self, turn_id: UUID) -> ListedTurn:
        return _listed(self.turns.register.find(turn_id), self._people())

    def find_people(self, now: datetime) -> Sequence[MayTake]:
        """By name."""
        able = [each for each in self._people().values() if may_take(each, now + _MOMENT)]
        numbers = self.numbers.of([each.id for each in able])
        able.sort(key=lambda each: (each.name.casefold(), each.id))
        return [MayTake(each, numbers.get(each.id, "")) for each in able]

    def add(self, turn: Turn, act: Act) -> ListedTurn:
        people = self._people()
        kept = self.turns.register.add(turn, name_resource(act, str(turn.id)), _checked_by(act, people))
        self._settle(kept)
        return _listed(kept, people)

    def change(self, turn: Turn, act: Act) -> ListedTurn:
        people = self._people()
        before = self.turns.register.find(turn.id)
        kept = self.turns.register.change(turn, act, _checked_by(act, people))
        self._settle(before, kept)
        return _listed(kept, people)

    def remove(self, turn_id: UUID, act: Act) -> None:
        self._settle(self.turns.register.remove(turn_id, act))

    def _settle(self, *turns: Turn) -> None:
        concerned = dict.fromkeys(staff_id for each in turns for staff_id in (each.person, each.second))
        for staff_id in filter(None, concerned):
            self.settle_mail(staff_id)

    def _people(self) -> Mapping[str, Person]:
        return {each.id: each for each in self.turns.staff.people()}


def _checked_by(
    act: Act, people: Mapping[str, Person]
) -> Callable[[Turn, Sequence[Turn], Turn | None], None]:
    def check(new: Turn, others: Sequence[Turn], before: Turn | None) -> None:
        check_turn(new, others, act.at, list(people.values()), before)

    return check


def _listed(turn: Turn, people: Mapping[str, Person]) -> ListedTurn:
    there = (each for each in (turn.person, turn.second) if each in people)
    return ListedTurn(turn, tuple(each for each in there if may_take(people[each], turn.ends_at)))
