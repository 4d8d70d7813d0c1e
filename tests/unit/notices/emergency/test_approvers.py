"""Who could approve a notice now, asked inside opening hours alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from tests.fakes.calendars import DESK, rome
from urp.acts.model import Person, Role
from urp.errors import UnavailableError
from urp.notices.emergency.approvers import WhoCouldApprove
from urp.town.opening_hours import ExceptionalDay, Exceptions

OPEN, NIGHT = rome(2026, 11, 25, 10), rome(2026, 11, 25, 2)
APPROVES = frozenset({Role.APPROVER})
PEOPLE = (
    Person("1", "dora blu", APPROVES | {Role.EDITOR}),
    Person("2", "Bruno Verdi", APPROVES),
    Person("3", "Anna Bianchi", APPROVES),
    Person("4", "Carla Neri", frozenset({Role.DUTY, Role.ADMINISTRATOR})),
    Person("5", "Egidio Rossi", APPROVES, left=True),
    Person("6", "Fulvia Viola", APPROVES, until={Role.APPROVER: OPEN - timedelta(days=1)}),
)


def ask(exceptions: Exceptions | None = None, people: Sequence[Person] = PEOPLE) -> WhoCouldApprove:
    return WhoCouldApprove(DESK, lambda first, last: exceptions or {}, lambda: people)


def test_they_are_who_has_the_role_now_without_who_wrote_or_sends_it() -> None:
    assert ask()(frozenset({"3", "4"}), OPEN) == ("Bruno Verdi", "dora blu")


def test_nobody_may_be_there_to_approve() -> None:
    assert ask(people=PEOPLE[3:])(frozenset(), OPEN) == ()


def test_outside_hours_and_on_a_day_that_the_office_closed_nobody_is_named() -> None:
    closed = {date(2026, 11, 25): ExceptionalDay((), "Sciopero")}

    assert ask()(frozenset(), NIGHT) is None
    assert ask(closed)(frozenset(), OPEN) is None


def test_a_list_that_cannot_be_read_holds_no_emergency_back() -> None:
    def fails() -> Sequence[Person]:
        raise UnavailableError("staff")

    assert WhoCouldApprove(DESK, lambda first, last: {}, fails)(frozenset(), OPEN) is None
