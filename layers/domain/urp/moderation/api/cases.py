"""/staff/cases: what may break the rules of the service, and what a person decides about it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from urp.acts.permissions import Permission, may, name_roles
from urp.errors import ForbiddenError, InvalidError
from urp.moderation.api.case_figures import FIGURES
from urp.moderation.api.case_json import (
    CaseJson,
    CaseListing,
    CasesJson,
    NewCase,
    NewStep,
    RevealText,
    to_case_json,
    to_case_summary_json,
)
from urp.moderation.casebook.ladder import Decision
from urp.moderation.casebook.model import StepKind
from urp.staff_api.reading import read_optional_moment
from urp.staff_api.routing import Request, Route
from urp.staff_api.schemas import Nothing

if TYPE_CHECKING:
    from pydantic import BaseModel

    from urp.moderation.api.offices import ModerationOffices
    from urp.moderation.casebook.office import CaseView


def list_cases(offices: ModerationOffices, request: Request[CaseListing, Nothing]) -> CasesJson:
    query = request.query
    sees_held = may(request.member, Permission.MODERATE)
    see, now, overdue = offices.casebook.see, request.now, None
    if query.unread:
        page = see.list_unread(query.cursor, query.limit, now, sees_held=sees_held)
        overdue = see.count_overdue(now)
    else:
        page = see.list_cases(query.state, query.cursor, query.limit, now, sees_held=sees_held)
    items = tuple(to_case_summary_json(item) for item in page.items)
    return CasesJson(items=items, next=page.cursor, unread_for_a_day=overdue)


def _reveals(query: RevealText) -> bool:
    return query.reveal is not None


def show_case(offices: ModerationOffices, request: Request[RevealText, Nothing]) -> CaseJson:
    case_id = request.read_id("case")
    if request.query.reveal is None:
        return _show(offices, request, case_id)
    if not _sees_whole(request):
        raise ForbiddenError(
            "Il testo intero lo vede solo chi ha uno di questi ruoli: " + name_roles(Permission.MODERATE)
        )
    act = request.make_act("case.reveal_text", f"case/{case_id}", request.query.reason)
    return _to_json(offices.casebook.see.reveal(case_id, act), request)


def open_case(offices: ModerationOffices, request: Request[Nothing, NewCase]) -> CaseJson:
    body = request.body
    act = request.make_act("case.open", f"conversation/{body.conversation}", details=body.breach)
    case = offices.casebook.open(body.conversation, body.message, body.breach, body.reason, act)
    return _show(offices, request, case.id)


def repeat_open_case(
    offices: ModerationOffices, request: Request[Nothing, NewCase], case_id: str
) -> CaseJson:
    return _show(offices, request, UUID(case_id))


def decide_case(offices: ModerationOffices, request: Request[Nothing, NewStep]) -> CaseJson:
    case_id, body = request.read_id("case"), request.body
    act = request.make_act(f"case.{body.step}", f"case/{case_id}")
    decision = Decision(
        kind=body.step,
        reason=body.reason,
        beyond_ladder=body.beyond_ladder,
        until=_find_block_end(offices, request),
        notify=body.notify,
        reported_at=_read_report_time(offices, request),
        by_administrator=request.by_administrator,
    )
    offices.casebook.decide(case_id, decision, act)
    return _show(offices, request, case_id)


def repeat_decide_case(offices: ModerationOffices, request: Request[Nothing, NewStep], _: str) -> CaseJson:
    return _show(offices, request, request.read_id("case"))


def acknowledge_case(offices: ModerationOffices, request: Request[Nothing, Nothing]) -> CaseJson:
    case_id = request.read_id("case")
    act = request.make_act("case.acknowledged", f"case/{case_id}")
    offices.casebook.decide(case_id, Decision(StepKind.ACKNOWLEDGED, reason=""), act)
    return _show(offices, request, case_id)


def _find_block_end(offices: ModerationOffices, request: Request[Nothing, NewStep]) -> datetime | None:
    body = request.body
    if body.step is not StepKind.BLOCKED or body.permanent:
        return None
    days = timedelta(days=offices.municipality.moderation.block_days)
    return read_optional_moment("until", body.until, offices.municipality.zone) or request.now + days


def _read_report_time(offices: ModerationOffices, request: Request[Nothing, NewStep]) -> datetime | None:
    at = read_optional_moment("reported_at", request.body.reported_at, offices.municipality.zone)
    if at is not None and at > request.now:
        raise InvalidError("reported_at", "è nel futuro")
    return at


def _show[Query: BaseModel, Body: BaseModel](
    offices: ModerationOffices, request: Request[Query, Body], case_id: UUID
) -> CaseJson:
    view = offices.casebook.see.show_case(case_id, request.now, sees_held=_sees_whole(request))
    return _to_json(view, request)


def _sees_whole[Query: BaseModel, Body: BaseModel](request: Request[Query, Body]) -> bool:
    return may(request.member, Permission.MODERATE) or request.by_alert


def _to_json[Query: BaseModel, Body: BaseModel](view: CaseView, request: Request[Query, Body]) -> CaseJson:
    """By an alert without the same person's other cases: it is about this one."""
    shown = to_case_json(view, request.now, by_administrator=request.by_administrator)
    return shown.model_copy(update={"others": ()}) if request.by_alert else shown


ROUTES = (
    Route(
        "GET", "/staff/cases", Permission.READ_DESK, "List cases",
        CaseListing, Nothing, CasesJson, list_cases,
        description="`?unread=true`: what rules hid and nobody has looked at, with how many have waited for "
        "a day.",
    ),
    Route(
        "POST", "/staff/cases", Permission.READ_DESK, "Make a message a case",
        Nothing, NewCase, CaseJson, open_case, status=201, repeat=repeat_open_case,
        description="For a breach the rules missed: the message leaves its conversation and waits for a "
        "decision. Emergency and distress are never moderated.",
    ),
    FIGURES,  # before what would take its name for an id
    Route(
        "GET", "/staff/cases/{case}", Permission.READ_DESK, "Read a case",
        RevealText, Nothing, CaseJson, show_case, alerted="case", shows_people=_reveals,
        description="`?reveal=text&reason=…` shows the words as they were written to moderators and "
        "administrators, and the reading is recorded.",
    ),
    Route(
        "POST", "/staff/cases/{case}/steps", Permission.MODERATE, "Decide about a case",
        Nothing, NewStep, CaseJson, decide_case, status=201, repeat=repeat_decide_case,
        description="Warning, second warning, block: a rung that is skipped needs `beyond_ladder`, else "
        "`ladder`. A step that the case does not allow is refused with `step_refused`. What was no breach "
        "goes back to the desk.",
    ),
    Route(
        "POST", "/staff/cases/{case}/acknowledge", Permission.READ_DESK, "Say that a case was looked at",
        Nothing, Nothing, CaseJson, acknowledge_case, alerted="case",
        description="A threat, or what a rule hid: it decides nothing, and takes the case off the list of "
        "those that nobody has looked at (`?unread=true`).",
    ),
)  # fmt: skip
