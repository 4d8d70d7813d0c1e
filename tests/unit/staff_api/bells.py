"""A tower with a bell behind the office's API: three invented routes that show what a call goes through."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import cast

from aws_lambda_powertools.logging import Logger
from pydantic import Field

from tests.fakes.dynamodb.tables import create_tables
from urp.acts.model import IdempotencyMark
from urp.acts.permissions import Permission
from urp.acts.store.act_items import act_writes
from urp.acts.store.audit import Marks
from urp.acts.store.call_counts import CallCounts
from urp.acts.store.staff import Denials, StaffRegister
from urp.aws.dynamodb import transact
from urp.aws.tables import Tables
from urp.staff_api.application import StaffApi
from urp.staff_api.calls import StaffCalls
from urp.staff_api.offices import Offices
from urp.staff_api.pace import CallPace
from urp.staff_api.routing import Request, Route, always
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
    """Counts its strokes, and fails when it is told to."""

    def __init__(self) -> None:
        self.strokes = 0
        self.failure: Exception | None = None
        self.seen_at_first_look = True
        self.tables = create_tables()

    @property
    def staff(self) -> StaffRegister:
        return StaffRegister(self.tables, lambda: NOW)

    def ring(self, _: Offices, request: Request[Nothing, Bell]) -> Rung:
        if self.failure:
            raise self.failure
        assert request.mark
        act = replace(request.make_act("bell.ring", "bell"), id=request.mark.key)
        transact(self.tables.client, act_writes(act, self.tables))
        self.strokes += request.body.rings
        return Rung(id=request.mark.resource_id, rings=request.body.rings)

    def again(self, _: Offices, __: Request[Nothing, Bell], resource_id: str) -> Rung:
        return Rung(id=resource_id, rings=self.strokes)

    def listen(self, _: Offices, __: Request[Nothing, Nothing]) -> Rung:
        if self.failure:
            raise self.failure
        return Rung(id="tower", rings=self.strokes)


class TowerMarks(Marks):
    """A call that races with its twin looks too early."""

    def __init__(self, tower: Tower) -> None:
        super().__init__(tower.tables, lambda: NOW)
        self._tower = tower

    def find(self, key: str) -> IdempotencyMark | None:
        if not self._tower.seen_at_first_look:
            self._tower.seen_at_first_look = True
            return None
        return super().find(key)


def town(tower: Tower, log_level: str = "CRITICAL", *, denials_in: Tables | None = None) -> StaffApi:
    bells = Permission.WRITE
    routes = (
        Route("POST", "/staff/bells", bells, "Ring", Nothing, Bell, Rung, tower.ring, 201, tower.again),
        Route("GET", "/staff/bells", bells, "Listen", Nothing, Nothing, Rung, tower.listen),
        Route("DELETE", "/staff/bells", bells, "Melt", Nothing, Nothing, Rung, tower.listen, fresh=always),
        Route(
            "PUT",
            "/staff/bells",
            bells,
            "Who rang",
            Nothing,
            Nothing,
            Rung,
            tower.listen,
            shows_people=always,
        ),
    )
    calls = StaffCalls(
        cast(Offices, None),
        TowerMarks(tower),
        Denials(denials_in or tower.tables, lambda: NOW),
        lambda: NOW,
        lambda: "act-1",
        Logger(service=f"tests-{log_level}", level=log_level),
        fresh_sign_in=timedelta(minutes=15),
        pace=CallPace(CallCounts(tower.tables)),
    )
    return StaffApi(lambda _: routes, calls)
