"""Each approver drills once a month; who does not is reminded, and loses nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

import pytest

from tests.fakes.calendars import ROME
from tests.fakes.dynamodb.tables import create_tables
from urp.acts.drills import Drill, DrillOffice, DrillStep, Reminded, RemindOfDrills, month_before, month_of
from urp.acts.model import Role
from urp.acts.store.drills import DrillRegister, drill_write
from urp.acts.store.staff import StaffNames, StaffRegister
from urp.aws.dynamodb import transact
from urp.aws.tables import Tables

ANNA, BRUNO = UUID(int=1), UUID(int=2)
NAMES = {ANNA: "Anna Verdi", BRUNO: "Bruno Neri"}


def on_the(day: int, month: int = 12, hour: int = 10) -> datetime:
    return datetime(2026, month, day, hour, 0, tzinfo=ROME).astimezone(UTC)


@dataclass
class Office:
    tables: Tables = field(default_factory=create_tables)
    told: list[tuple[UUID, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        staff = StaffRegister(self.tables, lambda: on_the(1, 9))
        for who, name in NAMES.items():
            staff.name(str(who), name, "")
            staff.allow_role(str(who), Role.EDITOR)
        staff.allow_role(str(ANNA), Role.APPROVER)

    def tick(self, now: datetime) -> Reminded:
        def remind(who: UUID, missed: int) -> bool:
            self.told.append((who, missed))
            return True

        return RemindOfDrills(DrillRegister(self.tables), StaffNames(self.tables), ROME, remind)(now)

    def drill(self, who: UUID, now: datetime, step: DrillStep = DrillStep.APPROVED) -> None:
        done = Drill(str(who), step, now, month_of(now, ROME))
        transact(self.tables.client, [drill_write(done, self.tables)])

    def shown(self, now: datetime, month: str | None = None) -> dict[str | None, tuple[bool, int]]:
        office = DrillOffice(DrillRegister(self.tables), StaffNames(self.tables), ROME)
        _, people = office.of_month(month, now)
        return {each.name: (each.record.done, each.missed) for each in people}


def test_who_has_not_drilled_by_the_20th_is_named_once() -> None:
    office = Office()

    told = [office.tick(on_the(day)) for day in (19, 20, 20, 21, 31)]

    assert [each.people for each in told] == [0, 1, 0, 0, 0]
    assert office.told == [(ANNA, 1)]


def test_nobody_is_woken_for_a_drill() -> None:
    office = Office()

    assert office.tick(on_the(20, hour=8)) == Reminded()
    assert office.tick(on_the(20, hour=9)).people == 1


@pytest.mark.parametrize("step", DrillStep)
def test_either_step_is_the_months_drill(step: DrillStep) -> None:
    office = Office()
    office.drill(ANNA, on_the(3), step)

    assert office.tick(on_the(20)) == Reminded()
    assert office.shown(on_the(21)) == {"Anna Verdi": (True, 0)}


def test_the_third_month_in_a_row_is_reported_and_a_drill_begins_again() -> None:
    office = Office()

    told = [office.tick(on_the(20, month)) for month in (9, 10, 11)]

    assert [each.reported for each in told] == [0, 0, 1]
    assert office.told == [(ANNA, 1), (ANNA, 2), (ANNA, 3)]
    assert office.shown(on_the(2)) == {"Anna Verdi": (False, 3)}
    office.drill(ANNA, on_the(2))
    assert office.shown(on_the(2)) == {"Anna Verdi": (True, 0)}
    assert office.shown(on_the(2), "2026-10") == {"Anna Verdi": (False, 2)}


def test_a_drill_after_the_reminder_counts_for_its_month() -> None:
    office = Office()
    office.tick(on_the(20, 10))
    office.drill(ANNA, on_the(25, 10))

    office.tick(on_the(20, 11))

    assert office.told == [(ANNA, 1), (ANNA, 1)]


def test_an_approver_named_after_the_reminder_has_missed_nothing_yet() -> None:
    office = Office()
    office.tick(on_the(20, 11))

    StaffRegister(office.tables, lambda: on_the(25, 11)).allow_role(str(BRUNO), Role.APPROVER)

    assert office.tick(on_the(26, 11)) == Reminded()
    assert office.shown(on_the(26, 11))["Bruno Neri"] == (False, 0)


def test_who_left_or_lost_the_role_is_not_asked() -> None:
    office = Office()
    staff = StaffRegister(office.tables, lambda: on_the(1))
    staff.allow_role(str(BRUNO), Role.APPROVER)
    staff.name_who_left(str(BRUNO), "")
    staff.deny_role(str(ANNA), Role.APPROVER)

    assert office.tick(on_the(20)) == Reminded()
    assert StaffNames(office.tables).all() == {str(who): name for who, name in NAMES.items()}


def test_a_reminder_that_was_cut_off_goes_on_with_whom_it_had_not_named() -> None:
    office = Office()
    StaffRegister(office.tables, lambda: on_the(1)).allow_role(str(BRUNO), Role.APPROVER)
    DrillRegister(office.tables).remind("2026-12", str(ANNA), 1, on_the(20))

    assert office.tick(on_the(20)).people == 1
    assert office.told == [(BRUNO, 1)]


def test_a_month_is_the_town_halls_not_utcs() -> None:
    assert month_of(datetime(2026, 11, 30, 23, 30, tzinfo=UTC), ROME) == "2026-12"
    assert [month_before(each) for each in ("2026-12", "2027-01")] == ["2026-11", "2026-12"]
