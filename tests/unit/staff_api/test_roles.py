"""Every route, every role: who is let in, as `roles_matrix.txt` says, which nobody generates."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aws_lambda_powertools.logging import Logger

from infra.openapi.document import build_document
from tests.cases import every
from tests.fakes.dynamodb.tables import create_tables
from tests.fakes.staff_calls import Caller
from tests.roles_by_hand import read_matrix
from urp.acts.model import Role
from urp.acts.store.audit import Marks
from urp.acts.store.staff import Denials
from urp.errors import NotFoundError
from urp.staff_api.application import StaffApi
from urp.staff_api.calls import StaffCalls
from urp.staff_api.routing import AnyRoute
from urp.staff_api.table import find_routes, list_routes

ROUTES = list_routes()
DESCRIBED = build_document(ROUTES)
ID = "0d4b8a52-3a76-4b4e-8a5e-9b1c2f3d4e5f"


class EmptyTown:
    """Whoever gets as far as an office finds nobody there."""

    def __getattr__(self, office: str) -> Any:  # noqa: ANN401 - any office at all
        raise NotFoundError(f"nobody at {office}")


def clock() -> datetime:
    return datetime(2026, 11, 25, tzinfo=UTC)


def address(route: AnyRoute) -> str:
    values = {"date": "2026-12-24", "act": "citizen.unblock"}
    values = {name: values.get(name, ID) for name in route.parameters}
    return route.path.format(**values)


def call(route: AnyRoute, *roles: Role, by_alert: bool = False) -> int:
    tables = create_tables()
    calls = StaffCalls(
        EmptyTown(),
        Marks(tables, clock),
        Denials(tables, clock),
        clock,
        lambda: "act",
        Logger(level="CRITICAL"),
        fresh_sign_in=None,
        by_alert=lambda member, subject, now: by_alert,
    )
    api = StaffApi(find_routes, calls)
    headers = {"idempotency-key": "role-by-role"}
    return Caller(api, roles).call(route.method, address(route), {}, headers=headers).status


def name_of(value: AnyRoute | Role) -> str:
    return value.value if isinstance(value, Role) else f"{value.method} {value.path}"


WRITTEN_BY_HAND = read_matrix(Path(__file__).with_name("roles_matrix.txt"))
MATRIX = dict(WRITTEN_BY_HAND)
EXPECTED = [(route, role) for route in ROUTES for role in Role if name_of(route) in MATRIX]
ADMITTED = [(route, role) for route, role in EXPECTED if role in MATRIX[name_of(route)]]
SHUT_OUT = [(route, role) for route, role in EXPECTED if role not in MATRIX[name_of(route)]]


def test_every_route_stands_in_the_matrix_once_and_nothing_else_does() -> None:
    assert sorted(MATRIX) == sorted(map(name_of, ROUTES))
    assert len(MATRIX) == len(WRITTEN_BY_HAND)


OF_ONESELF = {"PUT /staff/me/preferences", "POST /staff/me/sign-out"}


def test_a_reader_changes_nothing_but_their_own_preferences_and_sessions() -> None:
    changing = {name for name in MATRIX if not name.startswith("GET ")}

    assert {name for name in changing if Role.READER in MATRIX[name]} == OF_ONESELF


@every("route", ROUTES)
def test_the_documents_of_the_api_name_the_same_roles(route: AnyRoute) -> None:
    described = DESCRIBED["paths"][route.path][route.method.lower()]

    assert set(described["x-roles"]) == MATRIX[name_of(route)]


@every(("route", "role"), ADMITTED)
def test_a_role_that_is_admitted_gets_as_far_as_the_office(route: AnyRoute, role: Role) -> None:
    assert call(route, role) in {200, 404, 422}


@every(("route", "role"), SHUT_OUT)
def test_a_role_that_is_not_admitted_is_refused_before_anything_is_read(route: AnyRoute, role: Role) -> None:
    assert call(route, role) == 403


BY_ALERT = {
    "GET /staff/conversations/{conversation}",
    "POST /staff/conversations/{conversation}/answers",
    "DELETE /staff/conversations/{conversation}/answers/{answer}",
    "POST /staff/conversations/{conversation}/take",
    "POST /staff/conversations/{conversation}/give",
    "POST /staff/conversations/{conversation}/release",
    "POST /staff/conversations/{conversation}/notes",
    "POST /staff/conversations/{conversation}/writing",
    "DELETE /staff/conversations/{conversation}/writing",
    "POST /staff/conversations/{conversation}/looking",
    "GET /staff/conversations/{conversation}/draft",
    "PUT /staff/conversations/{conversation}/draft",
    "DELETE /staff/conversations/{conversation}/draft",
    "GET /staff/cases/{case}",
    "POST /staff/cases/{case}/acknowledge",
}
"""Read whole, answered, noted, handed over: no list, no search, no decision, no closing."""


@every("route", ROUTES)
def test_an_alert_admits_to_what_it_is_about_and_to_nothing_else(route: AnyRoute) -> None:
    by_role = Role.DUTY in MATRIX[name_of(route)]

    admitted = call(route, Role.DUTY, by_alert=True) != 403

    assert admitted is (by_role or name_of(route) in BY_ALERT)
    assert DESCRIBED["paths"][route.path][route.method.lower()].get("x-alerted", "") == route.alerted


@every("route", ROUTES)
def test_nobody_without_a_role_gets_in(route: AnyRoute) -> None:
    assert call(route) == 403


@every("route", ROUTES)
def test_several_roles_admit_whatever_one_of_them_admits(route: AnyRoute) -> None:
    assert call(route, *Role) in {200, 404, 422}
