"""A tower with a bell behind the office's API: two invented routes that show what every call goes through."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import cast

from aws_lambda_powertools.logging import Logger
from pydantic import Field

from urp.acts.access import Denial
from urp.acts.errors import AlreadyActedError
from urp.acts.model import IdempotencyMark, Role
from urp.errors import UnavailableError
from urp.staff_api.application import StaffApi
from urp.staff_api.offices import Offices
from urp.staff_api.routing import Request, Route
from urp.staff_api.schemas import Input, Nothing, Output

NOW = datetime(2026, 11, 25, 8, 30, tzinfo=UTC)
PHONE = "393330000001"


class Bell(Input):
    rings: int = Field(ge=1, le=3)
    names: dict[str, str] = Field(default_factory=dict)


class Rung(Output):
    id: str
    rings: int


class Tower:
    """Counts its strokes, keeps the marks of its acts, and fails when it is told to."""

    def __init__(self) -> None:
        self.strokes = 0
        self.marks: dict[str, IdempotencyMark] = {}
        self.failure: Exception | None = None
        self.seen_at_first_look = True
        self.denials: dict[str, Denial] = {}
        self.denials_answer = True

    def of(self, staff_id: str) -> Denial | None:
        if not self.denials_answer:
            raise UnavailableError("the table does not answer")
        return self.denials.get(staff_id)

    def find(self, key: str) -> IdempotencyMark | None:
        if not self.seen_at_first_look:
            self.seen_at_first_look = True
            return None
        return self.marks.get(key)

    def ring(self, _: Offices, request: Request[Nothing, Bell]) -> Rung:
        if self.failure:
            raise self.failure
        assert request.mark
        if request.mark.key in self.marks:
            raise AlreadyActedError("again")
        self.marks[request.mark.key] = request.mark
        self.strokes += request.body.rings
        return Rung(id=request.mark.resource_id, rings=request.body.rings)

    def again(self, _: Offices, __: Request[Nothing, Bell], resource_id: str) -> Rung:
        return Rung(id=resource_id, rings=self.strokes)

    def listen(self, _: Offices, __: Request[Nothing, Nothing]) -> Rung:
        if self.failure:
            raise self.failure
        return Rung(id="tower", rings=self.strokes)


def town(tower: Tower, log_level: str = "CRITICAL") -> StaffApi:
    bells = frozenset({Role.EDITOR})
    routes = (
        Route("POST", "/staff/bells", bells, "Ring", Nothing, Bell, Rung, tower.ring, 201, tower.again),
        Route("GET", "/staff/bells", bells, "Listen", Nothing, Nothing, Rung, tower.listen),
    )
    return StaffApi(
        lambda _: routes,
        cast(Offices, None),
        tower,
        tower,
        lambda: NOW,
        lambda: "act-1",
        Logger(service=f"tests-{log_level}", level=log_level),
    )
