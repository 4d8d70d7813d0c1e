"""Every route, every role: who is let in, from the table of routes itself."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from aws_lambda_powertools.logging import Logger

from tests.fakes.staff_calls import Caller
from urp.errors import NotFoundError
from urp.staff.access import Denial
from urp.staff.api.application import StaffApi
from urp.staff.api.routing import AnyRoute
from urp.staff.api.table import all_routes, routes_of
from urp.staff.model import IdempotencyMark, Role

ROUTES = all_routes()
ID = "0d4b8a52-3a76-4b4e-8a5e-9b1c2f3d4e5f"


class EmptyTown:
    """Whoever gets as far as an office finds nobody there."""

    def __getattr__(self, office: str) -> Any:  # noqa: ANN401 - any office at all
        raise NotFoundError(f"nobody at {office}")

    def find(self, _: str) -> IdempotencyMark | None:
        return None

    def of(self, _: str) -> Denial | None:
        return None


def address(route: AnyRoute) -> str:
    values = {name: "2026-12-24" if name == "date" else ID for name in route.parameters}
    return route.path.format(**values)


def call(route: AnyRoute, *roles: Role) -> int:
    town = EmptyTown()
    api = StaffApi(
        routes_of,
        town,
        town,
        town,
        lambda: datetime(2026, 11, 25, tzinfo=UTC),
        lambda: "act",
        Logger(level="CRITICAL"),
    )
    headers = {"idempotency-key": "role-by-role"}
    return Caller(api, roles).call(route.method, address(route), {}, headers=headers).status


ADMITTED = [(route, role) for route in ROUTES for role in sorted(route.roles)]
SHUT_OUT = [(route, role) for route in ROUTES for role in sorted(set(Role) - route.roles)]


def name_of(value: AnyRoute | Role) -> str:
    return value.value if isinstance(value, Role) else f"{value.method} {value.path}"


@pytest.mark.parametrize(("route", "role"), ADMITTED, ids=name_of)
def test_a_role_that_is_admitted_gets_as_far_as_the_office(route: AnyRoute, role: Role) -> None:
    assert call(route, role) in {200, 404, 422}


@pytest.mark.parametrize(("route", "role"), SHUT_OUT, ids=name_of)
def test_a_role_that_is_not_admitted_is_refused_before_anything_is_read(route: AnyRoute, role: Role) -> None:
    assert call(route, role) == 403


@pytest.mark.parametrize("route", ROUTES, ids=name_of)
def test_nobody_without_a_role_gets_in(route: AnyRoute) -> None:
    assert call(route) == 403


@pytest.mark.parametrize("route", ROUTES, ids=name_of)
def test_several_roles_admit_whatever_one_of_them_admits(route: AnyRoute) -> None:
    assert call(route, *Role) in {200, 404, 422}
