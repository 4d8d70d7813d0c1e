"""Who is on duty, who comes second, and where nobody is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cases import every
from urp.acts.model import Person, Role
from urp.desk.duty.turns import (
    Hole,
    OnTurn,
    OverlappingTurnError,
    Turn,
    check_turn,
    find_holes,
    find_on_turn,
    keep_able,
)
from urp.errors import InvalidError

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
ADA, BRUNO, CARLA, DINO = "staff-ada", "staff-bruno", "staff-carla", "staff-dino"
PEOPLE = (
    Person(ADA, "Ada", frozenset({Role.DUTY})),
    Person(BRUNO, "Bruno", frozenset({Role.ADMINISTRATOR})),
    Person(CARLA, "Carla", frozenset({Role.EDITOR})),
    Person(DINO, "Dino", frozenset({Role.DUTY}), left=True),
    Person("staff-eva", "Eva", frozenset({Role.DUTY}), until={Role.DUTY: NOW + 5 * HOUR}),
)


def turn(start: float, end: float, person: str = ADA, second: str = "", number: int = 1) -> Turn:
    """From `start` to `end` hours after noon."""
    return Turn(UUID(int=number), person, second, NOW + start * HOUR, NOW + end * HOUR)


def test_a_turn_holds_from_its_start_until_just_before_its_end() -> None:
    turns = [turn(1, 3, second=BRUNO), turn(3, 5, BRUNO, number=2)]

    assert find_on_turn(turns, NOW) is None
    assert find_on_turn(turns, NOW + HOUR) == OnTurn(ADA, BRUNO)
    assert find_on_turn(turns, NOW + 3 * HOUR) == OnTurn(BRUNO)
    assert find_on_turn(turns, NOW + 5 * HOUR) is None


def test_holes_are_before_between_and_after_turns() -> None:
    turns = [turn(4, 6, number=2), turn(-1, 2), turn(6, 8, number=3), turn(9, 20, number=4)]

    assert find_holes(turns, NOW, NOW + 10 * HOUR) == (
        Hole(NOW + 2 * HOUR, NOW + 4 * HOUR),
        Hole(NOW + 8 * HOUR, NOW + 9 * HOUR),
    )
    assert find_holes([], NOW, NOW + HOUR) == (Hole(NOW, NOW + HOUR),)
    assert find_holes([turn(5, 6)], NOW, NOW + HOUR) == (Hole(NOW, NOW + HOUR),)


@given(st.lists(st.tuples(st.integers(-10, 40), st.integers(1, 9))), st.integers(-12, 40))
def test_at_every_moment_somebody_is_on_duty_or_a_hole_is_shown(
    spans: list[tuple[int, int]], at: int
) -> None:
    turns = [turn(start, start + length, number=i) for i, (start, length) in enumerate(spans)]

    holes = find_holes(turns, NOW - 12 * HOUR, NOW + 41 * HOUR)

    in_a_hole = any(hole.starts_at <= NOW + at * HOUR < hole.ends_at for hole in holes)
    assert in_a_hole == (find_on_turn(turns, NOW + at * HOUR) is None)
    assert all(one.ends_at < other.starts_at for one, other in pairwise(holes))


@every(
    "new, before, field",
    [
        (turn(3, 3), None, "ends_at"),
        (turn(3, 2), None, "ends_at"),
        (turn(-5, -1), None, "ends_at"),
        (turn(-5, 0), None, "ends_at"),
        (turn(-1, 3), None, "starts_at"),
        (turn(1, 3), turn(-1, 3), "starts_at"),
        (turn(-2, 3), turn(-1, 3), "starts_at"),
        (turn(-5, -1), turn(-5, 4), "ends_at"),
        (turn(1, 1 + 14 * 24 + 0.1), None, "ends_at"),
        (turn(367 * 24, 367 * 24 + 8), None, "starts_at"),
        (turn(1, 3, "staff-nobody"), None, "person"),
        (turn(1, 3, DINO), None, "person"),
        (turn(1, 3, CARLA), None, "person"),
        (turn(1, 6, "staff-eva"), None, "person"),
        (turn(1, 3, ADA, ADA), None, "second"),
        (turn(1, 3, ADA, DINO), None, "second"),
        (turn(1, 3, ADA, "staff-nobody"), None, "second"),
    ],
)
def test_a_turn_that_cannot_be_is_refused_by_its_field(new: Turn, before: Turn | None, field: str) -> None:
    with pytest.raises(InvalidError) as refused:
        check_turn(new, [], NOW, PEOPLE, before)

    assert refused.value.field == field


@every(
    "new, before",
    [
        (turn(1, 3), None),
        (turn(0, 14 * 24), None),
        (turn(-0.1, 3), None),
        (turn(1, 3, ADA, BRUNO), None),
        (turn(1, 5, "staff-eva"), None),
        (turn(-4, 3, BRUNO), turn(-4, 8)),
        (turn(2, 3), turn(1, 8)),
    ],
)
def test_a_turn_that_can_be_is_taken(new: Turn, before: Turn | None) -> None:
    check_turn(new, [turn(-9, -4, number=7), turn(14 * 24, 14 * 24 + 1, number=8)], NOW, PEOPLE, before)


def test_turns_that_overlap_are_refused_and_turns_that_touch_are_not() -> None:
    others = [turn(4, 8, number=2)]

    for start, end in ((3, 5), (5, 6), (7, 9), (3, 9), (4, 8)):
        with pytest.raises(OverlappingTurnError):
            check_turn(turn(start, end), others, NOW, PEOPLE)
    check_turn(turn(2, 4), others, NOW, PEOPLE)
    check_turn(turn(8, 9), others, NOW, PEOPLE)
    check_turn(turn(5, 9, number=2), others, NOW, PEOPLE, others[0])


def test_of_who_left_the_second_takes_the_place_and_alone_they_leave_a_hole() -> None:
    turns = [
        turn(0, 1, DINO, ADA, 1),
        turn(1, 2, ADA, DINO, 2),
        turn(2, 3, DINO, "", 3),
        turn(3, 4, CARLA, "staff-nobody", 4),
    ]

    kept = keep_able(turns, PEOPLE)

    assert [(each.person, each.second) for each in kept] == [(ADA, ""), (ADA, "")]
    assert find_holes(kept, NOW, NOW + 4 * HOUR) == (Hole(NOW + 2 * HOUR, NOW + 4 * HOUR),)
