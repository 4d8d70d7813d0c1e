"""The OpenAPI document, made from the table of routes and their models: it cannot differ from them.

Its examples are exchanges that tests have with the API (`tests/contract/staff_api`). It is made when a build
is, and served as a file: `python -m infra.openapi.document` prints it.
"""

from __future__ import annotations

import json
import re
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic.json_schema import models_json_schema

from infra.local.places import ROOT
from infra.openapi.refusals import REFUSALS, build_problem_schema, to_response
from urp.acts.model import Role
from urp.staff_api.routing import always, never
from urp.staff_api.sheets import SHEET_CONTENT
from urp.staff_api.table import list_routes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pydantic import BaseModel

    from urp.staff_api.routing import AnyRoute

type Json = dict[str, Any]

ZIP_CONTENT = "application/zip"
_REF = "#/components/schemas/{model}"
_EXCHANGES = ROOT / "tests" / "contract" / "staff_api"
_FRESH = "Only soon after signing in: else 401 `sign_in_again`."
_SOMETIMES_FRESH = "With some queries only soon after signing in: else 401 `sign_in_again`."
_SHEET = "Italian; separated by `;`, decimals with a comma, UTF-8 with a byte order mark: as Excel opens it"


def build_document(routes: Sequence[AnyRoute]) -> Json:
    paths: dict[str, Json] = {}
    for route in routes:
        paths.setdefault(route.path, {})[route.method.lower()] = _build_operation(route)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "URP su WhatsApp: the office's API",
            "version": "1.0.0",
            "description": "Notices, the virtual desk, blocks and opening hours of a town hall on WhatsApp. "
            "Errors are problem details (RFC 9457). Citizens' numbers are masked.",
            "license": {"name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later"},
        },
        "servers": [{"url": "/"}],
        "security": [{"staff": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {
                "staff": {
                    "type": "http",
                    "scheme": "bearer",
                    "bearerFormat": "JWT",
                    "description": "Access token of the staff's user pool; its groups are the roles: "
                    + ", ".join(Role),
                }
            },
            "schemas": {**_collect_schemas(routes), "Problem": build_problem_schema()},
            "responses": {each.name: to_response(each) for each in REFUSALS},
        },
    }


def _build_operation(route: AnyRoute) -> Json:
    roles = sorted(role.value for role in route.roles)
    words = f"Roles: {', '.join(roles)}."
    if route.fresh is not never:
        words += f" {_FRESH if route.fresh is always else _SOMETIMES_FRESH}"
    if route.alerted:
        words += (
            " Also who has a role of the profile's `[duty] roles`, for what an alert of a danger or a threat"
            f" is about ({route.alerted}), until 24 hours after it was settled."
        )
    operation: Json = {
        "operationId": _make_operation_id(route),
        "tags": [route.path.split("/")[2].removesuffix(".json")],
        "summary": route.summary,
        "description": f"{route.description} {words}".strip(),
        "x-permission": route.permission.value,
        "x-roles": roles,
        **({"x-alerted": route.alerted} if route.alerted else {}),
        "parameters": [
            *_list_path_parameters(route),
            *_list_query_parameters(route.query),
            *_list_key_parameter(route),
        ],
        "responses": {str(route.status): _build_success(route)},
    }
    if route.body.model_fields:
        content = {
            "schema": {"$ref": _REF.format(model=route.body.__name__)},
            **_find_example(route, "request"),
        }
        operation["requestBody"] = {"required": True, "content": {"application/json": content}}
    for each in REFUSALS:
        operation["responses"][str(each.status)] = {"$ref": f"#/components/responses/{each.name}"}
    return operation


def _make_operation_id(route: AnyRoute) -> str:
    words = re.findall(r"[a-z]+", route.path.removeprefix("/staff").removesuffix(".json"))
    return "_".join([route.method.lower(), *words])


def _build_success(route: AnyRoute) -> Json:
    if route.status == 204:
        return {"description": "Done"}
    if route.download:
        return {"description": "A file", "content": {ZIP_CONTENT: {"schema": {"type": "string"}}}}
    schema = {"$ref": _REF.format(model=route.answer.__name__)}
    content: Json = {"application/json": {"schema": schema, **_find_example(route, "answer")}}
    if route.sheet:
        content[SHEET_CONTENT] = {"schema": {"type": "string", "description": _SHEET}}
    return {"description": "Done", "content": content}


def _list_path_parameters(route: AnyRoute) -> Iterable[Json]:
    for name in route.parameters:
        wanted = {"type": "string"}
        if name != "act":
            wanted["format"] = "date" if name == "date" else "uuid"
        yield {"name": name, "in": "path", "required": True, "schema": wanted}


def _list_query_parameters(model: type[BaseModel]) -> Iterable[Json]:
    schema = model.model_json_schema(ref_template=_REF)
    named = schema.get("$defs", {})
    for name, wanted in schema.get("properties", {}).items():
        yield {
            "name": name,
            "in": "query",
            "required": name in schema.get("required", ()),
            "description": wanted.get("description", ""),
            "schema": _simplify(wanted, named),
        }


def _simplify(wanted: Json, named: Json) -> Json:
    """In a query nothing is null, it is absent; and a list of words is written where it is used."""
    option: Json = next((each for each in wanted.get("anyOf", ()) if each.get("type") != "null"), {})
    reference = {**wanted, **option}.get("$ref", "").rpartition("/")[2]
    shape = {**named.get(reference, {}), **wanted, **option}
    unwanted = {"$ref", "anyOf", "title", "description"}
    return {k: v for k, v in shape.items() if k not in unwanted and not (k == "default" and v is None)}


def _list_key_parameter(route: AnyRoute) -> Iterable[Json]:
    if route.repeat:
        yield {
            "name": "Idempotency-Key",
            "in": "header",
            "required": True,
            "description": "The same key does it once, and is answered with the same resource again.",
            "schema": {"type": "string", "minLength": 8, "maxLength": 128},
            "example": "6f1c0a3e-avviso-viabilita",
        }


def _collect_schemas(routes: Sequence[AnyRoute]) -> Json:
    inputs = {route.body for route in routes if route.body.model_fields}
    answers = {route.answer for route in routes if route.status != 204 and not route.download}
    wanted = [(model, "validation") for model in sorted(inputs, key=lambda model: model.__name__)]
    given = [(model, "serialization") for model in sorted(answers, key=lambda model: model.__name__)]
    _, schemas = models_json_schema([*wanted, *given], ref_template=_REF)  # type: ignore[list-item]
    return {name: dict(schema) for name, schema in schemas["$defs"].items()}


def find_exchange(route: AnyRoute) -> Json | None:
    """The first that went well, if one is kept; one that sent something, if any did."""
    pattern = re.compile(re.sub(r"{\w+}", "[^/]+", route.path))
    found = [
        exchange
        for exchange in _load_exchanges()
        if exchange["request"]["method"] == route.method
        and pattern.fullmatch(exchange["request"]["path"])
        and exchange["answer"]["status"] == route.status
        and exchange["answer"]["content-type"] == "application/json"
    ]
    return next((each for each in found if each["request"]["body"]), found[0] if found else None)


def _find_example(route: AnyRoute, side: str) -> Json:
    exchange = find_exchange(route)
    return {"example": exchange[side]["body"]} if exchange else {}


@cache
def _load_exchanges() -> tuple[Json, ...]:
    return tuple(json.loads(each.read_text(encoding="utf-8")) for each in sorted(_EXCHANGES.glob("*.json")))


if __name__ == "__main__":
    json.dump(build_document(list_routes()), sys.stdout, indent=2, ensure_ascii=False)
