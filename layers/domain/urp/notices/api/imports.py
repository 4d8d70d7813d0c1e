"""/staff/imports: lists of people who gave their consent elsewhere, and the request to confirm it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING
from uuid import UUID

from urp.acts.permissions import Permission
from urp.notices.api import one_broadcast
from urp.notices.api.broadcast_json import BroadcastJson, broadcast_json
from urp.notices.api.schemas_imports import (
    ImportConfirmation,
    ImportJson,
    ImportsJson,
    ImportStatus,
    InvalidLineJson,
    InvalidLinesJson,
    NewImport,
    NewReconfirmation,
    ProvenanceJson,
    TakenJson,
)
from urp.notices.imports.model import Provenance, Taken
from urp.notices.imports.office import NewList
from urp.staff_api.proposals import ProposalJson, to_proposed_json
from urp.staff_api.routing import Request, Route, always
from urp.staff_api.schemas import Listing, Nothing

if TYPE_CHECKING:
    from datetime import datetime

    from urp.notices.api.offices import NoticesOffices
    from urp.notices.imports.model import ListImport
    from urp.notices.imports.office import HandedOver

LONGEST_LIST = 4_000_000
"""Bytes: Lambda takes 6 MB, in which every quote and line break of the list counts double."""


def created(offices: NoticesOffices, request: Request[Nothing, NewImport]) -> ImportJson:
    body, import_id = request.body, request.new_id
    provenance = Provenance(body.collected, body.legal_basis, body.document)
    new = NewList(body.name, provenance, body.confirm_by, body.csv)
    act = request.make_act("import.create", f"import/{import_id}")
    return _handed_over(offices.imports.create(import_id, new, act), request.now)


def created_before(
    offices: NoticesOffices, request: Request[Nothing, NewImport], resource_id: str
) -> ImportJson:
    act = request.make_act("import.create", f"import/{resource_id}")
    return _handed_over(offices.imports.created_before(UUID(resource_id), act), request.now)


def confirmed(offices: NoticesOffices, request: Request[Nothing, ImportConfirmation]) -> ImportJson:
    import_id, body = request.read_id("import"), request.body
    act = request.make_act("import.take_over", f"import/{import_id}")
    return _json(offices.imports.confirm(import_id, body.seen, body.people, act))


def cancelled(offices: NoticesOffices, request: Request[Nothing, Nothing]) -> ImportJson:
    import_id = request.read_id("import")
    act = request.make_act("import.take_over", f"import/{import_id}")
    return _json(offices.imports.cancel(import_id, act))


def listed(offices: NoticesOffices, request: Request[Listing, Nothing]) -> ImportsJson:
    page = offices.imports.page(request.query.cursor, request.query.limit)
    return ImportsJson(items=tuple(_json(each) for each in page.items), next=page.cursor)


def shown(offices: NoticesOffices, request: Request[Nothing, Nothing]) -> ImportJson:
    return _json(offices.imports.get(request.read_id("import")))


def invalid_listed(offices: NoticesOffices, request: Request[Listing, Nothing]) -> InvalidLinesJson:
    page = offices.imports.invalid(request.read_id("import"), request.query.cursor, request.query.limit)
    items = tuple(InvalidLineJson.from_view(one) for one in page.items)
    return InvalidLinesJson(items=items, next=page.cursor)


def asked(offices: NoticesOffices, request: Request[Nothing, NewReconfirmation]) -> BroadcastJson:
    broadcast_id = request.new_id
    act = request.make_act("import.ask_to_confirm", f"broadcast/{broadcast_id}")
    made = offices.ask_to_confirm(request.read_id("import"), broadcast_id, request.body.confirm_by, act)
    return broadcast_json(made, offices.municipality)


def _handed_over(list_: HandedOver, now: datetime) -> ImportJson:
    return _json(list_.made, to_proposed_json(list_.proposed, now))


def _status(found: ListImport) -> ImportStatus:
    if found.dropped_at:
        return "dropped"
    if found.waits:
        return "waiting"
    if not found.done:
        return "running"
    return "ended" if found.ended_at else "done"


def _json(found: ListImport, proposed: ProposalJson | None = None) -> ImportJson:
    progress = found.progress
    return ImportJson.from_view(
        found,
        provenance=ProvenanceJson(**asdict(found.provenance)),
        status=_status(found),
        proposed=proposed,
        done_people=sum(progress.taken.values()),
        taken=TakenJson(**{each.value: progress.taken.get(each, 0) for each in Taken}),
        campaigns=tuple(sorted(found.campaigns)),
        removed=progress.removed,
    )


_ONE = "/staff/imports/{import}"

ROUTES = (
    Route(
        "GET", "/staff/imports", Permission.WRITE, "List the imports", Listing, Nothing, ImportsJson, listed
    ),
    Route(
        "POST", "/staff/imports", Permission.ADMINISTER, "Hand over a list of numbers",
        Nothing, NewImport, ImportJson, created, status=202, repeat=created_before, longest=LONGEST_LIST,
        description="Stored when it is answered. Nobody is taken over until another administrator confirms "
        "it (`proposed`); after 72 hours without that its numbers are deleted. Look at counts and invalid "
        "lines, and cancel it if they are wrong. Nobody who left is subscribed again; the same list twice "
        "changes nothing. Until they confirm, people get "
        "the request to confirm and emergencies, nothing else.",
    ),
    Route(
        "POST", _ONE + "/confirm", Permission.ADMINISTER, "Have a colleague's list taken over",
        Nothing, ImportConfirmation, ImportJson, confirmed, status=202, fresh=always,
        description="In the background: watch it by its id. 403 `same_person`; 422 where `people` is another "
        "number; 409 `proposal_lapsed`, `proposal_cancelled`, `already_confirmed`.",
    ),
    Route(
        "POST", _ONE + "/cancel", Permission.ADMINISTER, "Cancel a list that waits",
        Nothing, Nothing, ImportJson, cancelled,
        description="Any administrator, who handed it over too. Its numbers are deleted.",
    ),
    Route("GET", _ONE, Permission.WRITE, "Watch an import", Nothing, Nothing, ImportJson, shown),
    Route(
        "GET", _ONE + "/invalid-lines", Permission.WRITE, "Read which lines were no mobile number",
        Listing, Nothing, InvalidLinesJson, invalid_listed, description="Kept for 30 days.",
    ),
    Route(
        "POST", _ONE + "/reconfirmation", Permission.ADMINISTER, "Write the request to confirm",
        Nothing, NewReconfirmation, BroadcastJson, asked, status=201, repeat=one_broadcast.created_before,
        description="A draft broadcast to those of the import who have not confirmed; submit it "
        "like any other. It may be asked again before the date. 409 `import_running`, `import_ended`, "
        "`no_reconfirmation_template`.",
    ),
)  # fmt: skip
