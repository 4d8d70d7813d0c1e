"""/staff/drills: who has sent or approved a notice in training in a month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from urp.acts.permissions import Permission
from urp.staff_api.routing import Request, Route
from urp.staff_api.schemas import Input, Moment, Nothing, Output

if TYPE_CHECKING:
    from urp.acts.drills import DrilledPerson
    from urp.staff_api.offices import Offices


class DrillMonth(Input):
    month: str | None = Field(
        None,
        pattern=r"^20\d\d-(0[1-9]|1[0-2])$",
        description="Such as 2026-12, by the municipality's clock; null: this one",
    )


class DrilledPersonJson(Output):
    id: str = Field(description="Of the member of staff")
    name: str | None = Field(description="As in the audit; null: has left, or is not named there")
    roles: tuple[str, ...] = Field(description="As `make staff-member` last wrote them")
    submitted_at: Moment | None
    approved_at: Moment | None
    done: bool = Field(description="Either of them is enough")
    reminded_at: Moment | None
    missed: int = Field(description="Months in a row; from 3 on the administrators are told")


class DrillsJson(Output):
    month: str
    items: tuple[DrilledPersonJson, ...] = Field(description="Who may approve, and whoever did; by name")


def list_drills(offices: Offices, request: Request[DrillMonth, Nothing]) -> DrillsJson:
    month, people = offices.drills.of_month(request.query.month, request.now)
    return DrillsJson(month=month, items=tuple(map(_to_json, people)))


def _to_json(person: DrilledPerson) -> DrilledPersonJson:
    record = person.record
    return DrilledPersonJson(
        id=person.id,
        name=person.name,
        roles=tuple(sorted(person.roles)),
        submitted_at=record.submitted_at,
        approved_at=record.approved_at,
        done=record.done,
        reminded_at=record.reminded_at,
        missed=person.missed,
    )


ROUTES = (
    Route(
        "GET", "/staff/drills", Permission.OVERSEE, "See who has drilled in a month",
        DrillMonth, Nothing, DrillsJson, list_drills,
        description="Who may approve sends or approves one notice in training each month. Who has not is "
        "reminded on the 20th; nobody loses a role.",
    ),
)  # fmt: skip
