"""/staff/audit: what members of staff did and the service decided, and the record for an inspector."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from pydantic import Field

from urp.acts.model import Ground, Role, WantedActs
from urp.acts.permissions import Permission
from urp.acts.record.exporting import check_days
from urp.staff_api.routing import Request, Route, always
from urp.staff_api.schemas import Input, Listing, Moment, Nothing, Output

if TYPE_CHECKING:
    from urp.acts.model import AuditEntry
    from urp.staff_api.offices import Offices

_SHORT = 200


class AuditListing(Listing):
    day: date = Field(description="A day of UTC")
    to: date | None = Field(None, description="The last day, where there are several")
    by: str | None = Field(None, max_length=_SHORT, description="Id of the member of staff, or clock")
    act: str | None = Field(None, max_length=_SHORT, description="How the act begins: broadcast.")
    resource: str | None = Field(None, max_length=_SHORT, description="As an entry names it: broadcast/<id>")


class AuditEntryJson(Output):
    id: str
    at: Moment
    by: str = Field(description="Id of the member of staff; clock: what happened by time alone")
    by_name: str | None = Field(
        description="Also of who left; null: the service itself, or not named by `make staff-member` yet"
    )
    roles: tuple[Role, ...] = Field(description="All that they had at that moment; none of the service")
    ground: Ground = Field(
        description="role: one of these admits it; alert: the right that comes with an alert; service: "
        "nobody of the staff acted"
    )
    act: str = Field(description="Such as broadcast.create, citizen.block")
    resource: str
    reason: str | None
    details: str
    before: str = Field(description="What a setting, a role or a notice was; empty: nothing to tell")
    after: str


class AuditJson(Output):
    items: tuple[AuditEntryJson, ...]
    next: str | None


class RecordPage(Listing):
    limit: int = Field(500, ge=1, le=1_000, description="How many lines, about")
    first: date = Field(alias="from", description="A day of UTC on which entries were linked")
    to: date = Field(description="The last one; at most a year")


class RecordJson(Output):
    exported_at: Moment
    items: tuple[dict[str, Any], ...] = Field(
        description="`kind` is sealed (link and entry, null: gone), head (of a day) or unsealed (in no link)"
    )
    next: str | None


class CheckedDayOf(Input):
    day: date = Field(description="A day of UTC, on which entries were linked")


class CheckedDayJson(Output):
    day: date
    checked_at: Moment
    links: int
    closed: bool = Field(description="The day has its head: false of today, and before the record began")
    recent: int = Field(description="Entries of the last minutes, which the next run links")
    problems: tuple[str, ...] = Field(description="Empty: all holds. At most 20, the first one first")


def list_entries(offices: Offices, request: Request[AuditListing, Nothing]) -> AuditJson:
    query = request.query
    last = query.to or query.day
    check_days(query.day, last)
    wanted = WantedActs(query.by or None, query.act or None, query.resource or None)
    page = offices.audit.of_days(query.day, last, wanted, query.cursor, query.limit)
    return AuditJson(items=tuple(_to_entry_json(entry) for entry in page.items), next=page.cursor)


def export_record(offices: Offices, request: Request[RecordPage, Nothing]) -> RecordJson:
    query = request.query
    check_days(query.first, query.to)
    page = offices.export_record(query.first, query.to, query.cursor, query.limit, request.now)
    if query.cursor is None:
        days = f"from={query.first.isoformat()} to={query.to.isoformat()}"
        offices.audit.note(request.make_act("audit.export", "audit", details=days))
    return RecordJson(exported_at=request.now, items=page.items, next=page.cursor)


def check_day(offices: Offices, request: Request[CheckedDayOf, Nothing]) -> CheckedDayJson:
    """Recorded with what it found: who saw that something is wrong cannot have missed it."""
    checked = offices.check_record(request.query.day, request.now)
    found = f"day={checked.day.isoformat()} problems={len(checked.problems)}"
    offices.audit.note(request.make_act("audit.check", "audit", details=found))
    return CheckedDayJson.from_view(checked, checked_at=request.now)


def _to_entry_json(entry: AuditEntry) -> AuditEntryJson:
    standing = entry.standing
    return AuditEntryJson.from_view(
        entry, act=entry.name, roles=tuple(sorted(standing.roles)), ground=standing.ground
    )


ROUTES = (
    Route(
        "GET", "/staff/audit", Permission.ADMINISTER, "List the acts of a day, or of several, oldest first",
        AuditListing, Nothing, AuditJson, list_entries,
        description="A page may be short, even empty, and `next` still name another.",
    ),
    Route(
        "GET", "/staff/audit/export", Permission.ADMINISTER, "Take the record away, as an inspector reads it",
        RecordPage, Nothing, RecordJson, export_record, fresh=always, shows_people=always,
        description="Write each page on a line of one file: `make verify-record FILE=…` checks it. The first "
        "page is recorded.",
    ),
    Route(
        "GET", "/staff/audit/check", Permission.ADMINISTER, "Check a day of the record's chain",
        CheckedDayOf, Nothing, CheckedDayJson, check_day,
        description="Links, entries and heads as the tables have them; `make verify-record` compares the "
        "bucket. 422: a day of more than 5,000 links. Recorded with its result.",
    ),
)  # fmt: skip
