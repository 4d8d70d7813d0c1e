"""The OpenAPI document says what is served."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import validate
from pydantic import BaseModel

from urp.acts.model import Role
from urp.staff_api.openapi import document
from urp.staff_api.openapi_examples import EXAMPLES
from urp.staff_api.routing import AnyRoute
from urp.staff_api.table import MODULES, all_routes, routes_of

COMMITTED = Path(__file__).parents[3] / "docs" / "openapi.json"
ROUTES = all_routes()
DOCUMENT = document(ROUTES)
MODELS = {
    model.__name__: model
    for route in ROUTES
    for model in (route.body, *(() if route.download else (route.answer,)))
}
SHOWN = sorted({*MODELS} - {"Nothing", "OpenApiJson"})


def name_of(route: AnyRoute) -> str:
    return f"{route.method} {route.path}"


def operation(route: AnyRoute) -> dict[str, Any]:
    found = DOCUMENT["paths"][route.path][route.method.lower()]
    assert isinstance(found, dict)
    return found


def test_the_document_is_openapi() -> None:
    validate(DOCUMENT)


def test_the_committed_document_is_the_one_that_is_served() -> None:
    """`make openapi` writes it again."""
    assert json.loads(COMMITTED.read_text(encoding="utf-8")) == DOCUMENT


@pytest.mark.parametrize("module", sorted(set(MODULES.values())))
def test_every_route_of_a_module_is_found_by_its_resource(module: str) -> None:
    found = {name_of(route) for resource in MODULES for route in routes_of(resource)}

    assert {name_of(route) for route in import_module(f"urp.{module}").ROUTES} <= found


def test_no_two_routes_share_an_address() -> None:
    assert len({name_of(route) for route in ROUTES}) == len(ROUTES)


@pytest.mark.parametrize("route", ROUTES, ids=name_of)
def test_every_route_names_its_roles(route: AnyRoute) -> None:
    described = operation(route)

    assert set(described["x-roles"]) == route.roles
    assert all(role in described["description"] for role in route.roles)
    assert route.roles <= set(Role)


@pytest.mark.parametrize("route", ROUTES, ids=name_of)
def test_every_route_is_kebab_case_under_staff(route: AnyRoute) -> None:
    words = (
        route.path.removeprefix("/staff/").replace("{", "").replace("}", "").replace(".json", "").split("/")
    )

    assert route.path.startswith("/staff/")
    assert all(part for part in words)
    assert all(part.replace("-", "").isalpha() and part.islower() for part in words)


@pytest.mark.parametrize("route", ROUTES, ids=name_of)
def test_every_refusal_of_a_route_is_a_problem(route: AnyRoute) -> None:
    answers = operation(route)["responses"]

    refusals = {status: answer for status, answer in answers.items() if int(status) >= 400}

    assert {"400", "401", "403", "404", "409", "413", "415", "422", "429", "500", "503"} == set(refusals)
    for answer in refusals.values():
        name = answer["$ref"].rpartition("/")[2]
        content = DOCUMENT["components"]["responses"][name]["content"]
        assert set(content) == {"application/problem+json"}
        assert content["application/problem+json"]["example"]["status"]


@pytest.mark.parametrize("route", [route for route in ROUTES if route.status == 201], ids=name_of)
def test_every_creating_route_needs_a_key(route: AnyRoute) -> None:
    headers = [each["name"] for each in operation(route)["parameters"] if each["in"] == "header"]

    assert route.repeat is not None
    assert headers == ["Idempotency-Key"]


def test_signing_in_is_described() -> None:
    assert DOCUMENT["security"] == [{"staff": []}]
    assert DOCUMENT["components"]["securitySchemes"]["staff"]["scheme"] == "bearer"


@pytest.mark.parametrize("name", SHOWN)
def test_every_body_and_answer_has_an_example_that_fits(name: str) -> None:
    model: type[BaseModel] = MODELS[name]

    model.model_validate_json(json.dumps(EXAMPLES[name]))

    assert DOCUMENT["components"]["schemas"][name]["examples"] == [EXAMPLES[name]]


def test_no_example_is_left_over() -> None:
    assert set(EXAMPLES) == set(SHOWN)
