"""One call of a member of staff, whoever brings it: programs over HTTP, or the pages of the console."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from urp.acts.authentication import SignInAgainError, admit_or_refuse
from urp.acts.model import Ground
from urp.acts.permissions import may, require
from urp.staff_api.idempotency import make_mark, once
from urp.staff_api.reading import read_body, read_query
from urp.staff_api.routing import Request, read_address, to_canonical

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime, timedelta

    from aws_lambda_powertools import Logger
    from pydantic import BaseModel

    from urp.acts.model import StaffMember
    from urp.acts.permissions import Permission
    from urp.acts.store.audit import Marks
    from urp.acts.store.staff import Denials
    from urp.staff_api.pace import CallPace
    from urp.staff_api.routing import AnyRoute

    type MayByAlert = Callable[[StaffMember, UUID, datetime], bool]


@dataclass(frozen=True, slots=True)
class Call:
    """As it came, before anything of it was read."""

    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    content: bytes = b""
    content_type: str = "application/json"
    key: str | None = None
    """`Idempotency-Key`."""


class Performed(NamedTuple):
    query: BaseModel
    answer: BaseModel


class StaffCalls:
    """`offices`: what the routes need. `fresh_sign_in`: how old a sign-in may be for calls that ask for a
    fresh one; None where tokens of tests live for hours. `pace`: None where tests are quicker than people.
    `by_alert`: whether an alert about this conversation or case gives them the right; asked only where no
    role admits."""

    def __init__(
        self,
        offices: object,
        marks: Marks,
        denials: Denials,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
        log: Logger,
        fresh_sign_in: timedelta | None,
        pace: CallPace | None = None,
        by_alert: MayByAlert | None = None,
    ) -> None:
        self.offices = offices
        self.clock = clock
        self.log = log
        self._marks = marks
        self._denials = denials
        self._new_id = new_id
        self._fresh_sign_in = fresh_sign_in
        self._pace = pace
        self._by_alert = by_alert

    def admit(self, claimed: StaffMember, method: str) -> StaffMember:
        """With the roles they still have. Raise TooManyCallsError, AccessEndedError."""
        if self._pace:
            self._pace.count(claimed.id, method, self.clock())
        return admit_or_refuse(claimed, self._denials.of(claimed.id))

    def find_ground(
        self, member: StaffMember, permission: Permission, subject: str | None, now: datetime
    ) -> Ground:
        """`subject`: id of the conversation or case that an alert may be about. Raise ForbiddenError."""
        if not may(member, permission) and subject is not None and self._has_alert(member, subject, now):
            return Ground.ALERT
        require(member, permission)
        return Ground.ROLE

    def _has_alert(self, member: StaffMember, subject: str, now: datetime) -> bool:
        if self._by_alert is None:
            return False
        try:
            return self._by_alert(member, UUID(subject), now)
        except ValueError:
            return False

    def perform(self, route: AnyRoute, member: StaffMember, call: Call) -> Performed:
        """Every refusal is an error of `staff_api.problems`, and then nothing was done."""
        now = self.clock()
        ground = self.find_ground(member, route.permission, call.path.get(route.alerted), now)
        path = to_canonical(call.path)
        query = read_query(route.query, call.query)
        within = self._fresh_sign_in
        if within and route.fresh(query) and not member.signed_in_within(within, now):
            raise SignInAgainError(within)
        body = read_body(route.body, call.content, call.content_type, route.longest)
        if self._pace and route.shows_people(query):
            self._pace.count_shown(member.id, now)
        mark = (
            make_mark(member, route.method, read_address(route, path), call.content, call.key)
            if route.repeat
            else None
        )
        request = Request(member, now, self._new_id(), path, query, body, mark, ground)
        self.log.info("staff call", route=f"{route.method} {route.path}", staff=member.id)
        act = partial(route.do, self.offices, request)
        if mark and route.repeat:
            repeat = partial(route.repeat, self.offices, request)
            return Performed(query, once(self._marks, mark, act, repeat))
        return Performed(query, act())
