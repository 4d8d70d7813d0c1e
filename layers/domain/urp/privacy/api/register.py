"""/staff/privacy: the register for the data-protection officer, and who saw what (art. 33 GDPR)."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from pydantic import Field

from urp.acts.model import WantedActs
from urp.acts.permissions import Permission
from urp.acts.record.exporting import EARLIEST, check_days
from urp.desk.model import RightsKind
from urp.privacy.api.rights_json import find_local_today
from urp.privacy.breach import count_citizens
from urp.privacy.rights.model import ARTICLES, RightsRequest, RightsState
from urp.staff_api.reading import read_moment
from urp.staff_api.routing import Request, Route, always
from urp.staff_api.schemas import Moment, Nothing, Output
from urp.staff_api.sheets import Cell, Format, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from urp.privacy.api.offices import PrivacyOffices

_A_PAGE = 100


class RegisterQuery(Format):
    first: date | None = Field(None, alias="from", description="A day of UTC; absent: 31 days before `to`")
    to: date | None = Field(None, description="The last day; absent: today")


class DeletedJson(Output):
    day: date
    kind: str
    items: int


class RegisteredJson(Output):
    number: str
    kind: RightsKind
    article: str
    state: RightsState
    received_at: Moment
    due: date
    days_left: int = Field(description="While open; negative: overdue")
    closed_at: Moment | None
    days_taken: int | None = Field(description="From the message to the answer")
    extended: bool
    confirmed_in_chat: bool = Field(description="Erased by the citizen's own code")
    restricted_at: Moment | None
    restriction_lifted_at: Moment | None


class PrivacyRegisterJson(Output):
    as_of: Moment
    first: date
    to: date
    retention_days: dict[str, int] = Field(description="By class, as docs/conservazione.md names them")
    deleted: tuple[DeletedJson, ...] = Field(description="By the nightly purge, of the days asked for")
    requests: tuple[RegisteredJson, ...] = Field(description="All kept ones; no citizen and no words")


class BreachQuery(Format):
    since: str = Field(max_length=40, description="A moment: 2026-11-25T09:30")
    until: str = Field(max_length=40, description="At most 92 days later")
    person: str | None = Field(None, max_length=200, description="Id of the member of staff; absent: all")


class AccessJson(Output):
    by: str
    by_name: str | None
    act: str
    what: str = Field(description="Italian: which data it shows")
    times: int
    first: Moment
    last: Moment
    citizens: tuple[UUID, ...]
    unknown: int = Field(description="Things of which it is not known any more whose they are")


class BreachJson(Output):
    since: Moment
    until: Moment
    citizens: int = Field(description="Different ones, of all rows")
    items: tuple[AccessJson, ...]


def show_register(offices: PrivacyOffices, request: Request[RegisterQuery, Nothing]) -> PrivacyRegisterJson:
    last = request.query.to or request.now.astimezone(UTC).date()
    first = request.query.first or max(last, EARLIEST) - timedelta(days=31)
    check_days(first, last)
    offices.audit.note(request.make_act("privacy.register", "privacy"))
    today = find_local_today(offices, request.now)
    return PrivacyRegisterJson(
        as_of=request.now,
        first=first,
        to=last,
        retention_days=asdict(offices.municipality.retention),
        deleted=tuple(_list_deleted(offices, first, last)),
        requests=tuple(_to_registered(each, today) for each in _list_requests(offices)),
    )


def _list_deleted(offices: PrivacyOffices, first: date, last: date) -> Iterator[DeletedJson]:
    cursor = None
    while True:
        page = offices.audit.of_days(first, last, WantedActs(act="retention.purge"), cursor, _A_PAGE)
        for entry in page.items:
            day = date.fromisoformat(entry.resource.partition("/")[2])
            for kind, items in json.loads(entry.details).items():
                yield DeletedJson(day=day, kind=kind, items=items)
        cursor = page.cursor
        if cursor is None:
            return


def _list_requests(offices: PrivacyOffices) -> Iterator[RightsRequest]:
    for closed in (False, True):
        cursor = None
        while True:
            page = offices.rights.list_requests(closed=closed, cursor=cursor, limit=_A_PAGE)
            yield from page.items
            cursor = page.cursor
            if cursor is None:
                break


def _to_registered(request: RightsRequest, today: date) -> RegisteredJson:
    closing, restriction = request.closing, request.restriction
    return RegisteredJson.from_view(
        request,
        article=ARTICLES[request.kind],
        days_left=request.count_days_left(today),
        closed_at=closing.at if closing else None,
        days_taken=(closing.at - request.received_at).days if closing else None,
        extended=request.extension is not None,
        confirmed_in_chat=request.confirmed_at is not None,
        restricted_at=restriction.at if restriction else None,
        restriction_lifted_at=restriction.lifted_at if restriction else None,
    )


def make_register_sheet(offices: PrivacyOffices, shown: PrivacyRegisterJson) -> Sheet:
    columns = ("Che cosa", "Voce", "Dal", "Al", "Quanto", "Stato")
    return Sheet(f"registro-privacy-{shown.to}", (columns, *_list_rows(shown, offices.municipality.zone)))


def _list_rows(shown: PrivacyRegisterJson, zone: ZoneInfo) -> Iterator[tuple[Cell, ...]]:
    for kind, days in shown.retention_days.items():
        yield "conservazione, giorni", kind, "", "", days, ""
    for gone in shown.deleted:
        yield "cancellato", gone.kind, f"{gone.day:%d/%m/%Y}", "", gone.items, ""
    for each in shown.requests:
        received, closed = _write_day(each.received_at, zone), each.closed_at
        name = f"{each.number} art. {each.article}"
        ended = _write_day(closed, zone) if closed else f"{each.due:%d/%m/%Y}"
        yield "richiesta, giorni", name, received, ended, each.days_taken, each.state.value
        if each.restricted_at:
            lifted = each.restriction_lifted_at
            until = _write_day(lifted, zone) if lifted else ""
            state = "tolta" if lifted else "in vigore"
            yield "limitazione", each.number, _write_day(each.restricted_at, zone), until, "", state


def _write_day(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%d/%m/%Y}"


def find_accesses(offices: PrivacyOffices, request: Request[BreachQuery, Nothing]) -> BreachJson:
    query, zone = request.query, offices.municipality.zone
    since, until = read_moment("since", query.since, zone), read_moment("until", query.until, zone)
    found = offices.find_accesses(since, until, query.person)
    details = f"since={since.isoformat()} until={until.isoformat()}"
    offices.audit.note(request.make_act("privacy.breach", "privacy", details=details))
    return BreachJson(
        since=since,
        until=until,
        citizens=count_citizens(found),
        items=tuple(AccessJson.from_view(access) for access in found),
    )


def make_breach_sheet(offices: PrivacyOffices, shown: BreachJson) -> Sheet:
    zone = offices.municipality.zone
    columns = ("Chi", "Identificativo", "Atto", "Quali dati", "Volte", "Dal", "Al", "Cittadini", "Non noti")
    rows = (
        (
            each.by_name,
            each.by,
            each.act,
            each.what,
            each.times,
            f"{each.first.astimezone(zone):%d/%m/%Y %H:%M}",
            f"{each.last.astimezone(zone):%d/%m/%Y %H:%M}",
            len(each.citizens),
            each.unknown,
        )
        for each in shown.items
    )
    return Sheet(f"violazione-{shown.since.astimezone(zone):%Y-%m-%d}", (columns, *rows))


ROUTES = (
    Route(
        "GET", "/staff/privacy/register", Permission.ADMINISTER,
        "Take the data-protection officer's register",
        RegisterQuery, Nothing, PrivacyRegisterJson, show_register, sheet=make_register_sheet,
        description="Days of each class, what the nightly purge deleted, requests with their days, and "
        "restrictions; also for a spreadsheet. Recorded.",
    ),
    Route(
        "GET", "/staff/privacy/breach", Permission.ADMINISTER, "Find who saw whose data",
        BreachQuery, Nothing, BreachJson, find_accesses, sheet=make_breach_sheet, fresh=always,
        shows_people=always,
        description="From the audit, by member of staff and kind of data, with ids of citizens and no names "
        "(docs/violazione-dei-dati.md). What was opened with its data masked leaves no entry. Recorded.",
    ),
)  # fmt: skip
