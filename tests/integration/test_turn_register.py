"""The list of turns as it is kept: no two turns overlap, whoever writes at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from tests.integration.desk_stores import NOON, act
from urp.acts.model import AlreadyActedError
from urp.acts.store.audit import AuditTrail
from urp.aws.tables import Tables
from urp.desk.duty.turns import OnTurn, OverlappingTurnError, Turn
from urp.desk.store.turns import ChangedTurnError, TurnOverError, TurnRegister
from urp.errors import NotFoundError

HOUR = timedelta(hours=1)


def turn(start: int, end: int, number: int = 1, person: str = "staff-ada") -> Turn:
    return Turn(UUID(int=number), person, "staff-bruno", NOON + start * HOUR, NOON + end * HOUR)


def check(new: Turn, others: Sequence[Turn], _: Turn | None) -> None:
    if any(new.overlaps(each) for each in others if each.id != new.id):
        raise OverlappingTurnError("overlaps")


@dataclass(slots=True)
class MeanwhileAnother:
    """A colleague's change that happens while this one is being checked, the first time."""

    register: TurnRegister
    other: Turn
    done: bool = False

    def __call__(self, new: Turn, others: Sequence[Turn], before: Turn | None) -> None:
        if not self.done:
            self.done = True
            self.register.add(self.other, act("turn.add", number=99), check)
        check(new, others, before)


def test_the_turn_of_the_moment_is_found_also_when_it_began_long_ago(tables: Tables) -> None:
    register = TurnRegister(tables)
    register.add(turn(0, 14 * 24), act("turn.add"), check)

    assert register.on_turn(NOON + 14 * 24 * HOUR - timedelta(seconds=1)) == OnTurn(
        "staff-ada", "staff-bruno"
    )
    assert register.on_turn(NOON + 14 * 24 * HOUR) is None
    assert register.on_turn(NOON - timedelta(seconds=1)) is None


def test_turns_are_listed_of_which_a_part_lies_in_the_span(tables: Tables) -> None:
    register = TurnRegister(tables)
    for number, start in enumerate((0, 4, 8), 1):
        register.add(turn(start, start + 4, number), act("turn.add", number=number), check)

    found = register.list_between(NOON + 3 * HOUR, NOON + 8 * HOUR)

    assert [each.starts_at for each in found] == [NOON, NOON + 4 * HOUR]
    assert len(register.all()) == 3


def test_of_two_administrators_who_write_at_once_the_second_is_refused(tables: Tables) -> None:
    register = TurnRegister(tables)

    with pytest.raises(OverlappingTurnError):
        register.add(turn(0, 8), act("turn.add"), MeanwhileAnother(register, turn(4, 12, 2)))

    assert [each.id for each in register.all()] == [UUID(int=2)]


def test_what_a_colleague_wrote_beside_it_does_not_refuse_it(tables: Tables) -> None:
    register = TurnRegister(tables)

    register.add(turn(0, 4), act("turn.add"), MeanwhileAnother(register, turn(4, 12, 2)))

    assert [each.id for each in register.all()] == [UUID(int=1), UUID(int=2)]


def test_a_turn_that_is_changed_lies_where_it_begins_now(tables: Tables) -> None:
    register = TurnRegister(tables)
    first = register.add(turn(0, 8), act("turn.add"), check)

    moved = register.change(replace(first, starts_at=NOON + HOUR), act("turn.change", number=2), check)
    longer = register.change(replace(moved, ends_at=NOON + 9 * HOUR), act("turn.change", number=3), check)

    assert register.all() == (longer,)
    assert (longer.version, longer.starts_at) == (3, NOON + HOUR)


def test_an_old_version_changes_nothing_and_what_is_removed_is_gone(tables: Tables) -> None:
    register = TurnRegister(tables)
    first = register.add(turn(0, 8), act("turn.add"), check)
    second = register.change(replace(first, second=""), act("turn.change", number=2), check)

    with pytest.raises(ChangedTurnError):
        register.change(replace(first, person="staff-x"), act("turn.change", number=3), check)

    assert register.all() == (second,)
    register.remove(first.id, act("turn.remove", number=5))
    with pytest.raises(NotFoundError):
        register.find(first.id)


def test_a_turn_that_is_over_stays(tables: Tables) -> None:
    register = TurnRegister(tables)
    over = register.add(turn(-8, -1), act("turn.add"), check)

    with pytest.raises(TurnOverError):
        register.remove(over.id, act("turn.remove", number=2))

    assert register.all() == (over,)


def test_each_change_is_in_the_audit_with_what_was_and_is(tables: Tables) -> None:
    register = TurnRegister(tables)
    first = register.add(turn(0, 8), act("turn.add", key="k"), check)
    register.change(replace(first, second=""), act("turn.change", number=2), check)
    with pytest.raises(AlreadyActedError):
        register.add(turn(9, 10, 3), act("turn.add", key="k", number=3), check)

    entries = AuditTrail(tables).of_day(date(2026, 11, 25), None, 100).items

    span = "2026-11-25T12:00:00.000000Z..2026-11-25T20:00:00.000000Z"
    with_second, alone = f"person=staff-ada second=staff-bruno {span}", f"person=staff-ada {span}"
    assert [(each.before, each.after) for each in entries] == [("", with_second), (with_second, alone)]
