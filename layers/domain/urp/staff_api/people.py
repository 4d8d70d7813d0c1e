"""/staff/people: who works here, who comes and who goes. /staff/colleagues: names and roles, for all."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

from pydantic import AwareDatetime, Field

from urp.acts.model import Role
from urp.acts.people import ChangeKind, ChangeState
from urp.acts.permissions import Permission
from urp.errors import NotFoundError
from urp.staff_api.proposals import NewProposal, ProposalJson, to_proposal_json
from urp.staff_api.routing import Request, Route
from urp.staff_api.schemas import Input, Moment, Nothing, Output

if TYPE_CHECKING:
    from urp.acts.model import Act, Person
    from urp.acts.people import PeopleChange
    from urp.acts.second_person import Proposed
    from urp.staff_api.offices import Offices


class NewPerson(NewProposal):
    email: str = Field(min_length=6, max_length=254, description="The invitation goes there")
    name: str = Field(
        min_length=2,
        max_length=100,
        pattern=r"^[^<>@\r\n]+$",
        description="As colleagues and the audit show it",
    )
    roles: Annotated[frozenset[Role], Field(min_length=1, max_length=len(Role))]


class NewRole(NewProposal):
    role: Role
    until: AwareDatetime | None = Field(
        None, description="The role ends then by itself; at most 30 days from now. Absent: no end"
    )


class RoleJson(Output):
    role: Role
    until: Moment | None = Field(description="It ends then by itself")


class PersonJson(Output):
    id: str
    name: str
    roles: tuple[RoleJson, ...] = Field(
        description="Those given before names and roles were kept here are missing; /staff/me shows all"
    )
    since: Moment | None = Field(description="Null: before it was written down")
    left: bool = Field(description="Access was taken away; may be let in again by two")


class PeopleChangeJson(Output):
    id: str
    kind: ChangeKind
    person: str | None = Field(description="Null: of an invitation that is not done")
    roles: tuple[Role, ...]
    until: Moment | None
    by: str = Field(description="Who confirmed it, or asked for it alone")
    at: Moment
    state: ChangeState = Field(description="asked: seconds, as a rule; `why` says why not_done")
    why: str | None
    over_at: Moment | None


class PeopleJson(Output):
    items: tuple[PersonJson, ...]
    changes: tuple[PeopleChangeJson, ...] = Field(description="The newest first, of the last 30 days")


class ColleagueJson(Output):
    id: str
    name: str
    roles: tuple[Role, ...]


class ColleaguesJson(Output):
    items: tuple[ColleagueJson, ...]


def list_people(offices: Offices, request: Request[Nothing, Nothing]) -> PeopleJson:
    people = (_to_person_json(each, request.now) for each in offices.people.people())
    return PeopleJson(items=tuple(people), changes=tuple(map(to_change_json, offices.people.changes())))


def list_colleagues(offices: Offices, request: Request[Nothing, Nothing]) -> ColleaguesJson:
    here = (each for each in offices.people.people() if not each.left)
    items = (
        ColleagueJson(id=each.id, name=each.name, roles=tuple(sorted(each.roles_at(request.now))))
        for each in here
    )
    return ColleaguesJson(items=tuple(items))


def invite(offices: Offices, request: Request[Nothing, NewPerson]) -> ProposalJson:
    body, act = request.body, request.make_act("person.invite", "people")
    proposed = offices.people.invite(body.email, body.name, body.roles, body.reason, act)
    return _to_json(proposed, request.now)


def give_role(offices: Offices, request: Request[Nothing, NewRole]) -> ProposalJson:
    body, act = request.body, _act(request, "person.give_role")
    person = request.read_id("person")
    return _to_json(offices.people.give_role(person, body.role, body.until, body.reason, act), request.now)


def enable(offices: Offices, request: Request[Nothing, NewProposal]) -> ProposalJson:
    act = _act(request, "person.enable")
    return _to_json(offices.people.enable(request.read_id("person"), request.body.reason, act), request.now)


def take_role(offices: Offices, request: Request[Nothing, Nothing]) -> PeopleChangeJson:
    if request.path["role"] not in set(Role):
        raise NotFoundError("Questo ruolo non c'è.")
    role, act = Role(request.path["role"]), _act(request, "person.take_role")
    return to_change_json(offices.people.take_role(request.read_id("person"), role, act))


def disable(offices: Offices, request: Request[Nothing, Nothing]) -> PeopleChangeJson:
    change = offices.people.disable(request.read_id("person"), _act(request, "person.disable"))
    return to_change_json(change)


def sign_out(offices: Offices, request: Request[Nothing, Nothing]) -> PeopleChangeJson:
    change = offices.people.sign_out(request.read_id("person"), _act(request, "person.sign_out"))
    return to_change_json(change)


def _act[Body: Input](request: Request[Nothing, Body], name: str) -> Act:
    return request.make_act(name, f"person/{request.read_id('person')}")


def _to_json(proposed: Proposed, now: datetime) -> ProposalJson:
    return to_proposal_json(proposed.proposal, now, alerted=proposed.alerted)


def _to_person_json(person: Person, now: datetime) -> PersonJson:
    roles = sorted(person.roles - person.ended_at(now))
    shown = tuple(RoleJson(role=role, until=person.until.get(role)) for role in roles)
    return PersonJson.from_view(person, roles=shown)


def _to_colleague_json(person: Person, now: datetime) -> ColleagueJson:
    return ColleagueJson(id=person.id, name=person.name, roles=tuple(sorted(person.roles_at(now))))


def to_change_json(change: PeopleChange) -> PeopleChangeJson:
    return PeopleChangeJson.from_view(
        change,
        id=str(change.id),
        person=change.person or None,
        roles=tuple(sorted(change.roles)),
        why=change.why or None,
    )


_ANOTHER = "Another administrator confirms it at `/staff/proposals`, within 72 hours."
SIGNED_OUT_SOON = (
    "Within seconds every sign-in until now is refused, in the console and by token (401 `signed_out`)."
)
ROUTES = (
    Route(
        "GET", "/staff/people", Permission.ADMINISTER, "List who works here, and what is being changed",
        Nothing, Nothing, PeopleJson, list_people,
    ),
    Route(
        "POST", "/staff/people", Permission.ADMINISTER, "Propose to invite somebody",
        Nothing, NewPerson, ProposalJson, invite, status=202, description=_ANOTHER,
    ),
    Route(
        "POST", "/staff/people/{person}/roles", Permission.ADMINISTER, "Propose a role, also until a moment",
        Nothing, NewRole, ProposalJson, give_role, status=202,
        description=f"{_ANOTHER} 409 `has_role`, `left`.",
    ),
    Route(
        "POST", "/staff/people/{person}/enable", Permission.ADMINISTER, "Propose to let somebody in again",
        Nothing, NewProposal, ProposalJson, enable, status=202, description=f"{_ANOTHER} 409 `not_left`.",
    ),
    Route(
        "POST", "/staff/people/{person}/roles/{role}/take", Permission.ADMINISTER, "Take a role away",
        Nothing, Nothing, PeopleChangeJson, take_role, status=202,
        description="One person is enough; within seconds, also for tokens already given. 403 `yourself`: "
        "one's own role of administrator.",
    ),
    Route(
        "POST", "/staff/people/{person}/disable", Permission.ADMINISTER, "Take somebody's access away",
        Nothing, Nothing, PeopleChangeJson, disable, status=202,
        description="One person is enough; within seconds, also for tokens already given. 403 `yourself`.",
    ),
    Route(
        "POST", "/staff/people/{person}/sign-out", Permission.ADMINISTER, "End all sessions of somebody",
        Nothing, Nothing, PeopleChangeJson, sign_out, status=202,
        description=f"{SIGNED_OUT_SOON} The access stays: who signs in again is let in.",
    ),
    Route(
        "GET", "/staff/colleagues", Permission.READ, "List colleagues: ids, names and roles",
        Nothing, Nothing, ColleaguesJson, list_colleagues,
    ),
)  # fmt: skip
