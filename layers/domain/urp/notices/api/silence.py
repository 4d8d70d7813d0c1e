"""/staff/silence-periods: electoral silence (law 28/2000, art. 9)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from pydantic import Field

from urp.acts.permissions import Permission
from urp.notices.api.approval_json import MOMENT
from urp.notices.api.silence_record import SilenceRecordJson, record_json, record_sheet
from urp.notices.silence.model import PeriodState
from urp.notices.silence.office import PeriodWords
from urp.staff_api.proposals import Confirmation, NewProposal, ProposalJson, to_proposal_json
from urp.staff_api.reading import read_moment
from urp.staff_api.routing import Request, Route, always
from urp.staff_api.schemas import Input, Moment, Nothing, Output
from urp.staff_api.sheets import Format

if TYPE_CHECKING:
    from pydantic import BaseModel

    from urp.acts.model import Act
    from urp.notices.api.offices import NoticesOffices
    from urp.notices.silence.model import SilencePeriod


class NewPeriod(Input):
    name: str = Field(min_length=3, max_length=120, description="Such as `Elezioni comunali 2027`")
    decree: str = Field(
        min_length=5, max_length=200, description="The act that calls the vote, with its number and date"
    )
    first_day: date = Field(description="On which the rallies are called; it may be past")
    closes_at: str = Field(min_length=1, max_length=40, description="The close of voting. " + MOMENT)


class LiftJson(Output):
    by: str
    at: Moment
    proposed_by: str


class PeriodJson(Output):
    id: UUID
    name: str
    decree: str
    first_day: date
    closes_at: Moment
    state: PeriodState
    set_by: str
    set_at: Moment
    changed_by: str | None
    changed_at: Moment | None
    lift: LiftJson | None = Field(description="Ended early, by two people")


class PeriodViewJson(PeriodJson):
    proposed_lift: ProposalJson | None = Field(description="While it waits for a second person")


class PeriodsJson(Output):
    items: tuple[PeriodJson, ...] = Field(description="The last to close first")


def listed(offices: NoticesOffices, request: Request[Nothing, Nothing]) -> PeriodsJson:
    found = offices.silence.all()
    return PeriodsJson(items=tuple(PeriodJson(**_fields(each, offices, request)) for each in found))


def shown(offices: NoticesOffices, request: Request[Nothing, Nothing]) -> PeriodViewJson:
    return _view(offices, request, offices.silence.get(request.read_id("period")))


def period_set(offices: NoticesOffices, request: Request[Nothing, NewPeriod]) -> PeriodViewJson:
    act = request.make_act("silence.set", f"silence-period/{request.new_id}")
    return _view(offices, request, offices.silence.set(request.new_id, _words(offices, request.body), act))


def set_before(
    offices: NoticesOffices, request: Request[Nothing, NewPeriod], resource_id: str
) -> PeriodViewJson:
    return _view(offices, request, offices.silence.get(UUID(resource_id)))


def changed(offices: NoticesOffices, request: Request[Nothing, NewPeriod]) -> PeriodViewJson:
    words, act = _words(offices, request.body), _act(request, "silence.change")
    return _view(offices, request, offices.silence.change(request.read_id("period"), words, act))


def lift_proposed(offices: NoticesOffices, request: Request[Nothing, NewProposal]) -> ProposalJson:
    reason, act = request.body.reason, _act(request, "silence.lift")
    made = offices.silence.propose_lift(request.read_id("period"), reason, act)
    return to_proposal_json(made.proposal, request.now, alerted=made.alerted)


def lifted(offices: NoticesOffices, request: Request[Nothing, Confirmation]) -> PeriodViewJson:
    act = _act(request, "silence.lift")
    return _view(offices, request, offices.silence.lift(request.read_id("period"), request.body.seen, act))


def lifted_before(offices: NoticesOffices, request: Request[Nothing, Confirmation], _: str) -> PeriodViewJson:
    return _view(offices, request, offices.silence.get(request.read_id("period")))


def lift_cancelled(offices: NoticesOffices, request: Request[Nothing, Nothing]) -> ProposalJson:
    after = offices.silence.cancel_lift(request.read_id("period"), _act(request, "silence.lift"))
    return to_proposal_json(after, request.now)


def recorded(offices: NoticesOffices, request: Request[Format, Nothing]) -> SilenceRecordJson:
    period = offices.silence.get(request.read_id("period"))
    return record_json(period, offices.silence_record.of(period))


def _act[Body: BaseModel](request: Request[Nothing, Body], name: str) -> Act:
    return request.make_act(name, f"silence-period/{request.read_id('period')}")


def _words(offices: NoticesOffices, body: NewPeriod) -> PeriodWords:
    closes_at = read_moment("closes_at", body.closes_at, offices.municipality.zone)
    return PeriodWords(body.name, body.decree, body.first_day, closes_at)


def _view[Body: BaseModel](
    offices: NoticesOffices, request: Request[Nothing, Body], period: SilencePeriod
) -> PeriodViewJson:
    proposed = offices.silence.proposed_lift(period.id, request.now)
    return PeriodViewJson(
        **_fields(period, offices, request),
        proposed_lift=to_proposal_json(proposed, request.now) if proposed else None,
    )


def _fields[Body: BaseModel](
    period: SilencePeriod, offices: NoticesOffices, request: Request[Nothing, Body]
) -> dict[str, Any]:
    same = ("id", "name", "decree", "first_day", "closes_at", "set_by", "set_at", "changed_by", "changed_at")
    return {
        **{name: getattr(period, name) for name in same},
        "state": period.state_at(request.now, offices.municipality.zone),
        "lift": LiftJson.from_view(period.lift) if period.lift else None,
    }


_ALL = "/staff/silence-periods"
_ONE = _ALL + "/{period}"

ROUTES = (
    Route(
        "GET", _ALL, Permission.READ, "List periods of electoral silence",
        Nothing, Nothing, PeriodsJson, listed,
    ),
    Route(
        "POST", _ALL, Permission.OVERSEE, "Set a period of electoral silence",
        Nothing, NewPeriod, PeriodViewJson, period_set, status=201, repeat=set_before,
        description="In it a notice needs a declaration and another person's approval. What was approved "
        "before, and would leave in it without them, is `stale` when it is due.",
    ),
    Route("GET", _ONE, Permission.READ, "Read a period", Nothing, Nothing, PeriodViewJson, shown),
    Route(
        "PUT", _ONE, Permission.OVERSEE, "Correct its words, or lengthen it",
        Nothing, NewPeriod, PeriodViewJson, changed,
        description="409 `second_person_needed` if it would be shorter, `period_over` once it has ended.",
    ),
    Route(
        "POST", _ONE + "/lift/propose", Permission.OVERSEE, "Propose to end it early",
        Nothing, NewProposal, ProposalJson, lift_proposed, status=202,
        description="It goes on until somebody else confirms, at once or within 72 hours.",
    ),
    Route(
        "POST", _ONE + "/lift/confirm", Permission.OVERSEE, "Confirm that it ends now",
        Nothing, Confirmation, PeriodViewJson, lifted, repeat=lifted_before, fresh=always,
        description="For good; its record stays. 403 `same_person`; 404 `not_proposed`; 409 "
        "`proposal_lapsed`, `proposal_cancelled`, `already_confirmed`, `changed_since_proposed`.",
    ),
    Route(
        "POST", _ONE + "/lift/cancel", Permission.OVERSEE, "Cancel that proposal",
        Nothing, Nothing, ProposalJson, lift_cancelled, description="Whoever proposed it, too.",
    ),
    Route(
        "GET", _ONE + "/record", Permission.OVERSEE, "Export what left in it, and what was refused",
        Format, Nothing, SilenceRecordJson, recorded, sheet=record_sheet,
        description="For AGCOM. A notice is shown as it stands now; each step is in the audit.",
    ),
)  # fmt: skip
