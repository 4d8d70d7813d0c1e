"""The OpenAPI document says what is served."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import Any, cast

import pytest
from openapi_spec_validator import validate

from infra.openapi.document import build_document, find_exchange
from tests.cases import every
from urp.acts.model import Role
from urp.errors import NotFoundError
from urp.staff_api.routing import AnyRoute, Request
from urp.staff_api.table import MODULES, find_routes, list_routes

ROUTES = list_routes()
WITHOUT_EXCHANGE = {
    "GET /staff/openapi.json",
    "POST /staff/rights-requests/{request}/erase/cancel",  # its exchange is one that came too late
}
ASKED = cast(Request[Any, Any], None)
"""The description looks at nothing of the call."""
DOCUMENT = build_document(ROUTES)


def name_of(route: AnyRoute) -> str:
    return f"{route.method} {route.path}"


def operation(route: AnyRoute) -> dict[str, Any]:
    found = DOCUMENT["paths"][route.path][route.method.lower()]
    assert isinstance(found, dict)
    return found


def test_the_document_is_openapi() -> None:
    validate(DOCUMENT)


@every("module", sorted(set(MODULES.values())))
def test_every_route_of_a_module_is_found_by_its_resource(module: str) -> None:
    found = {name_of(route) for resource in MODULES for route in find_routes(resource)}

    assert {name_of(route) for route in import_module(f"urp.{module}").ROUTES} <= found


def test_no_two_routes_share_an_address() -> None:
    assert len({name_of(route) for route in ROUTES}) == len(ROUTES)


@every("route", ROUTES)
def test_every_route_names_its_roles(route: AnyRoute) -> None:
    described = operation(route)

    assert set(described["x-roles"]) == route.roles
    assert all(role in described["description"] for role in route.roles)
    assert route.roles <= set(Role)


@every("route", ROUTES)
def test_every_route_is_kebab_case_under_staff(route: AnyRoute) -> None:
    words = (
        route.path.removeprefix("/staff/").replace("{", "").replace("}", "").replace(".json", "").split("/")
    )

    assert route.path.startswith("/staff/")
    assert all(part for part in words)
    assert all(part.replace("-", "").isalpha() and part.islower() for part in words)


@every("route", ROUTES)
def test_every_refusal_of_a_route_is_a_problem(route: AnyRoute) -> None:
    answers = operation(route)["responses"]

    refusals = {status: answer for status, answer in answers.items() if int(status) >= 400}

    assert {"400", "401", "403", "404", "409", "413", "415", "422", "429", "500", "503"} == set(refusals)
    for answer in refusals.values():
        name = answer["$ref"].rpartition("/")[2]
        content = DOCUMENT["components"]["responses"][name]["content"]
        assert set(content) == {"application/problem+json"}
        assert content["application/problem+json"]["example"]["status"]


@every("route", [route for route in ROUTES if route.status == 201])
def test_every_creating_route_needs_a_key(route: AnyRoute) -> None:
    headers = [each["name"] for each in operation(route)["parameters"] if each["in"] == "header"]

    assert route.repeat is not None
    assert headers == ["Idempotency-Key"]


def test_signing_in_is_described() -> None:
    assert DOCUMENT["security"] == [{"staff": []}]
    assert DOCUMENT["components"]["securitySchemes"]["staff"]["scheme"] == "bearer"


def test_every_route_shows_an_exchange_that_went_well() -> None:
    for route in ROUTES:
        if name_of(route) in WITHOUT_EXCHANGE or route.download or route.status == 204:
            continue
        exchange = find_exchange(route)
        assert exchange is not None, name_of(route)
        route.answer.model_validate_json(json.dumps(exchange["answer"]["body"]))
        if route.body.model_fields:
            route.body.model_validate_json(json.dumps(exchange["request"]["body"]))
            assert "example" in operation(route)["requestBody"]["content"]["application/json"]


def test_the_description_is_served_where_the_service_was_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    described = next(route for route in ROUTES if route.path == "/staff/openapi.json")
    file = tmp_path / "openapi.json"
    monkeypatch.setattr("urp.staff_api.me.DESCRIPTION", file)
    with pytest.raises(NotFoundError):
        described.do(None, ASKED)

    file.write_text(json.dumps(DOCUMENT), encoding="utf-8")

    assert described.do(None, ASKED).root == DOCUMENT
