"""A route: path, roles, input, output and the function that does it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from urp.acts.model import Act, Ground, Role, Standing
from urp.acts.permissions import ROLES
from urp.errors import NotFoundError
from urp.staff_api.reading import MAX_BODY_BYTES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from pydantic import BaseModel

    from urp.acts.model import IdempotencyMark, StaffMember
    from urp.acts.permissions import Permission
    from urp.staff_api.sheets import Download, Sheet


LONGEST_ID = 80
"""Ids of ours have 36 characters, those of the profile's canned replies fewer; DynamoDB takes 1,024 bytes."""


@dataclass(frozen=True, slots=True)
class Request[Query: BaseModel, Body: BaseModel]:
    """One call of a member of staff who is admitted, read and checked."""

    member: StaffMember
    now: datetime
    act_id: str
    path: Mapping[str, str]
    query: Query
    body: Body
    mark: IdempotencyMark | None = None
    """Present exactly where the route needs an Idempotency-Key."""
    ground: Ground = Ground.ROLE

    def read_id(self, name: str) -> UUID:
        """A path parameter as a uuid; NotFoundError if it is none."""
        try:
            return UUID(self.path[name])
        except ValueError as error:
            raise NotFoundError("Non c'è niente con questo id.") from error

    @property
    def by_administrator(self) -> bool:
        """True if the caller is an administrator, who alone decides escalated cases."""
        return Role.ADMINISTRATOR in self.member.roles

    @property
    def by_alert(self) -> bool:
        """True if no role of the caller's admits the call, but an alert about its subject does."""
        return self.ground is Ground.ALERT

    @property
    def new_id(self) -> UUID:
        """Id of what this call creates; the same for every repeat of its Idempotency-Key."""
        if self.mark is None:
            raise ValueError("only a call with an Idempotency-Key creates")
        return UUID(self.mark.resource_id)

    def make_act(self, name: str, resource: str, reason: str | None = None, details: str = "") -> Act:
        standing = Standing(self.member.roles, self.ground)
        return Act(
            self.act_id,
            self.member.id,
            name,
            resource,
            self.now,
            reason,
            details,
            self.mark,
            standing=standing,
        )


def always(_: object) -> bool:
    return True


def never(_: object) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Route[Offices, Query: BaseModel, Body: BaseModel, Answer: BaseModel]:
    """`Offices`: what the wing has its routes done by."""

    method: str
    path: str
    permission: Permission
    summary: str
    query: type[Query]
    body: type[Body]
    answer: type[Answer]
    do: Callable[[Offices, Request[Query, Body]], Answer]
    status: int = 200
    repeat: Callable[[Offices, Request[Query, Body], str], Answer] | None = None
    """Answers a repeated Idempotency-Key with the resource of the first call. If set, the key is required;
    other routes may be repeated as they are."""
    description: str = ""
    sheet: Callable[[Offices, Answer], Sheet] | None = None
    """The same answer for a spreadsheet. Where it is set the query is a `Format`, which asks for it."""
    longest: int = MAX_BODY_BYTES
    """Bytes of the body."""
    download: Callable[[Answer], Download] | None = None
    """The answer is a file instead of JSON."""

    alerted: str = ""
    """The path parameter of a conversation or case: who is told of an alert about it is admitted too, while
    the alert gives the right (docs/decisions/alerts.md). Empty: roles alone admit."""
    fresh: Callable[[Query], bool] = never
    """Whether it is only for who signed in a moment ago."""
    shows_people: Callable[[Query], bool] = never
    """Whether it shows whole, searches or takes away people's data: counted for each caller in the table."""

    def make_file(self, offices: Offices, answer: Answer) -> Download | None:
        """What a browser saves; None where the answer is none."""
        if self.download:
            return self.download(answer)
        return self.sheet(offices, answer).to_download() if self.sheet else None

    @property
    def roles(self) -> frozenset[Role]:
        return ROLES[self.permission]

    @property
    def resource(self) -> str:
        """What follows `/staff/`."""
        return find_resource(self.path)

    @property
    def parameters(self) -> tuple[str, ...]:
        return tuple(re.findall(r"{(\w+)}", self.path))


def to_canonical(path: Mapping[str, str]) -> dict[str, str]:
    """Parameters of a path in one spelling: a uuid may be in capitals, or without its hyphens."""
    return {name: _spell(value) for name, value in path.items()}


def _spell(value: str) -> str:
    if len(value) > LONGEST_ID:
        raise NotFoundError("Non c'è niente con questo id.")
    try:
        return str(UUID(value))
    except ValueError:
        return value


def read_address(route: AnyRoute, path: Mapping[str, str]) -> str:
    """The same for every spelling of one address."""
    return route.path.format_map(path)


def find_resource(path: str) -> str:
    return path.removeprefix("/staff/").partition("/")[0]


type AnyRoute = Route[Any, Any, Any, Any]
