"""Every exchange of the files is one the OpenAPI document describes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from openapi_schema_validator import OAS31Validator

from infra.openapi.document import build_document
from tests.cases import every
from tests.contract.staff_api.recording import FOLDER
from urp.staff_api.routing import AnyRoute
from urp.staff_api.table import list_routes

FILES = sorted(FOLDER.glob("*.json"))
DOCUMENT = build_document(list_routes())


def route_of(exchange: dict[str, Any]) -> AnyRoute:
    asked = exchange["request"]

    def answers(route: AnyRoute) -> bool:
        pattern = re.sub(r"{\w+}", "[^/]+", route.path)
        return route.method == asked["method"] and re.fullmatch(pattern, asked["path"]) is not None

    return next(route for route in list_routes() if answers(route))


def content_of(answer: dict[str, Any]) -> dict[str, Any]:
    name = answer.get("$ref", "").rpartition("/")[2]
    found = DOCUMENT["components"]["responses"][name] if name else answer
    content = found.get("content", {"application/json": {"schema": {"type": "null"}}})
    assert isinstance(content, dict)
    return content


@every("path", FILES)
def test_an_exchange_is_as_described(path: Path) -> None:
    exchange = json.loads(path.read_text(encoding="utf-8"))
    route = route_of(exchange)
    operation = DOCUMENT["paths"][route.path][route.method.lower()]

    answer = exchange["answer"]
    content = content_of(operation["responses"][str(answer["status"])])

    schema = {**content[answer["content-type"]]["schema"], "components": DOCUMENT["components"]}
    assert list(OAS31Validator(schema).iter_errors(answer["body"])) == []


@every("route", list_routes())
def test_every_route_has_an_exchange(route: AnyRoute) -> None:
    shown = {
        (found.method, found.path)
        for found in (route_of(json.loads(path.read_text(encoding="utf-8"))) for path in FILES)
    }

    assert (route.method, route.path) in shown or route.path == "/staff/openapi.json"
