"""/staff/audit: what members of staff did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.desk.api.schemas_desk import AuditEntryJson, AuditJson, AuditListing
from urp.staff_api.roles import ADMINISTRATORS
from urp.staff_api.routing import Request, Route
from urp.staff_api.schemas import Nothing

if TYPE_CHECKING:
    from urp.acts.audit import AuditEntry
    from urp.staff_api.offices import Offices


def listed(offices: Offices, request: Request[AuditListing, Nothing]) -> AuditJson:
    query = request.query
    page = offices.audit.of_day(query.day, query.cursor, query.limit)
    return AuditJson(items=tuple(_entry_json(entry) for entry in page.items), next=page.cursor)


def _entry_json(entry: AuditEntry) -> AuditEntryJson:
    return AuditEntryJson(
        id=entry.id,
        at=entry.at,
        by=entry.by,
        by_name=entry.by_name,
        act=entry.name,
        resource=entry.resource,
        reason=entry.reason,
        details=entry.details,
    )


ROUTES = (
    Route(
        "GET", "/staff/audit", ADMINISTRATORS, "List the acts of a day, oldest first",
        AuditListing, Nothing, AuditJson, listed,
    ),
)  # fmt: skip
