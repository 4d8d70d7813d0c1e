"""Nothing that a call may hold is without an end: DynamoDB refuses what is too long, and says so too late."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from tests.cases import every
from urp.staff_api.table import list_routes

type Schema = dict[str, Any]

INPUTS = {
    model.__name__: model
    for route in list_routes()
    for model in (route.query, route.body)
    if model.model_fields
}
BOUNDS = {
    "string": {"maxLength", "enum", "const", "format", "pattern"},
    "integer": {"maximum", "exclusiveMaximum", "enum"},
    "array": {"maxItems"},
}


@every("model", INPUTS.values())
def test_every_text_number_and_list_of_an_input_has_an_end(model: type[BaseModel]) -> None:
    schema = model.model_json_schema()

    assert list(_endless(schema, schema.get("$defs", {}), model.__name__)) == []


def _endless(schema: Schema, named: Schema, where: str) -> Iterator[str]:
    if "$ref" in schema:
        yield from _endless(named[schema["$ref"].rpartition("/")[2]], named, where)
    for choice in (*schema.get("anyOf", ()), *schema.get("allOf", ())):
        yield from _endless(choice, named, where)
    bounds = BOUNDS.get(str(schema.get("type")))
    if bounds is not None and bounds.isdisjoint(schema):
        yield where
    if "items" in schema:
        yield from _endless(schema["items"], named, f"{where}[]")
    for name, inner in schema.get("properties", {}).items():
        yield from _endless(inner, named, f"{where}.{name}")
    if isinstance(schema.get("additionalProperties"), dict):
        yield from _endless(schema["additionalProperties"], named, f"{where}{{}}")
