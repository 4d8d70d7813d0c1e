"""The monthly drill: who may approve sends or approves one notice in training each calendar month.

Who has not by the 20th is reminded, once a month; the third month in a row is told to the administrators. It
takes no right away.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from urp.acts.store.drills import DrillRegister
    from urp.acts.store.staff import StaffNames


DRILLED = "approver"
"""Who has this role drills: nobody else can submit or approve."""
REMINDED_ON = 20
REMINDED_AT = 9
"""The municipality's clock: not at night, when a duty phone rings for danger."""
REPORTED_AFTER = 3


class DrillStep(StrEnum):
    SUBMITTED = "submitted_at"
    APPROVED = "approved_at"


@dataclass(frozen=True, slots=True)
class Drill:
    """What somebody did with a training notice; either step is the month's drill."""

    by: str
    step: DrillStep
    at: datetime
    month: str


@dataclass(frozen=True, slots=True)
class DrillRecord:
    """One person's, of one month."""

    submitted_at: datetime | None = None
    approved_at: datetime | None = None
    reminded_at: datetime | None = None
    missed: int = 0
    """Months in a row with this one, as it was reminded of."""

    @property
    def done(self) -> bool:
        return self.submitted_at is not None or self.approved_at is not None

    @property
    def missed_in_a_row(self) -> int:
        return 0 if self.done else self.missed


@dataclass(frozen=True, slots=True)
class WorksHere:
    """As `make staff-member` wrote it."""

    name: str
    roles: frozenset[str]

    @property
    def drills(self) -> bool:
        return DRILLED in self.roles


@dataclass(frozen=True, slots=True)
class DrilledPerson:
    id: str
    name: str | None
    roles: frozenset[str]
    record: DrillRecord
    missed: int
    """Months in a row, until now."""


def month_of(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%Y-%m}"


def month_before(month: str) -> str:
    first = datetime.strptime(month, "%Y-%m").replace(tzinfo=UTC)
    return f"{first - timedelta(days=1):%Y-%m}"


@dataclass(frozen=True, slots=True)
class DrillOffice:
    register: DrillRegister
    staff: StaffNames
    zone: ZoneInfo

    def of_month(self, month: str | None, now: datetime) -> tuple[str, tuple[DrilledPerson, ...]]:
        """Whoever should, and whoever did; None: this month."""
        month = month or month_of(now, self.zone)
        records, before = self.register.of(month), self.register.of(month_before(month))
        people = self.staff.at_work()
        ids = {each for each, person in people.items() if person.drills} | records.keys()
        shown = (_shown(each, people.get(each), records, before) for each in ids)
        return month, tuple(sorted(shown, key=lambda each: (each.name or "", each.id)))


def _shown(
    staff_id: str,
    person: WorksHere | None,
    records: Mapping[str, DrillRecord],
    before: Mapping[str, DrillRecord],
) -> DrilledPerson:
    record, last = records.get(staff_id, DrillRecord()), before.get(staff_id, DrillRecord())
    missed = record.missed_in_a_row if record.done or record.reminded_at else last.missed_in_a_row
    name, roles = (None, frozenset[str]()) if person is None else (person.name, person.roles)
    return DrilledPerson(staff_id, name, roles, record, missed)


@dataclass(frozen=True, slots=True)
class Reminded:
    people: int = 0
    reported: int = 0


@dataclass(frozen=True, slots=True)
class RemindOfDrills:
    """Asked every minute. Each person is named at most once a month; cut off, it goes on a minute later."""

    register: DrillRegister
    staff: StaffNames
    zone: ZoneInfo
    remind: Callable[[UUID, int], bool]
    """Whom, and how many months they missed in a row. Never fails."""

    def __call__(self, now: datetime) -> Reminded:
        local = now.astimezone(self.zone)
        month = month_of(now, self.zone)
        if local.day < REMINDED_ON or local.hour < REMINDED_AT or self.register.all_reminded(month):
            return Reminded()
        asked = [each for each, person in self.staff.at_work().items() if person.drills]
        if not asked:
            return Reminded()
        records, before = self.register.of(month), self.register.of(month_before(month))
        told = Reminded()
        for staff_id in asked:
            if records.get(staff_id, DrillRecord()).done:
                continue
            missed = before.get(staff_id, DrillRecord()).missed_in_a_row + 1
            if self.register.remind(month, staff_id, missed, now):
                self.remind(UUID(staff_id), missed)
                told = Reminded(told.people + 1, told.reported + (missed >= REPORTED_AFTER))
        self.register.note_all_reminded(month, now)
        return told
