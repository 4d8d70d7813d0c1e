"""/staff/audit: what members of staff did."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pydantic import Field

from urp.acts.permissions import Permission
from urp.staff_api.routing import Request, Route
from urp.staff_api.schemas import Listing, Moment, Nothing, Output

if TYPE_CHECKING:
    from urp.acts.model import AuditEntry
    from urp.staff_api.offices import Offices


class AuditListing(Listing):
    day: date = Field(description="A day of UTC")


class AuditEntryJson(Output):
    id: str
    at: Moment
    by: str = Field(description="Id of the member of staff")
    by_name: str | None = Field(
        description="Also of who left; null: the service itself, or not named by `make staff-member` yet"
    )
    act: str = Field(description="Such as broadcast.create, citizen.block")
    resource: str
    reason: str | None
    details: str


class AuditJson(Output):
    items: tuple[AuditEntryJson, ...]
    next: str | None


def list_entries(offices: Offices, request: Request[AuditListing, Nothing]) -> AuditJson:
    query = request.query
    page = offices.audit.of_day(query.day, query.cursor, query.limit)
    return AuditJson(items=tuple(_to_entry_json(entry) for entry in page.items), next=page.cursor)


def _to_entry_json(entry: AuditEntry) -> AuditEntryJson:
    return AuditEntryJson.from_view(entry, act=entry.name)


ROUTES = (
    Route(
        "GET", "/staff/audit", Permission.ADMINISTER, "List the acts of a day, oldest first",
        AuditListing, Nothing, AuditJson, list_entries,
    ),
)  # fmt: skip
