"""Bytes and strings in, models out; refused with the paths of the fields, never with what was in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, ValidationError

from urp.staff.api.problems import (
    FieldProblem,
    FieldsError,
    MalformedError,
    TooLargeError,
    UnsupportedMediaError,
    shown_path,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_core import ErrorDetails

MAX_BODY_BYTES = 32_768
"""The longest answer of an operator is 4,096 characters; nothing but a list to import comes near."""

_SAFE_SENTENCES = frozenset(
    {
        "missing", "extra_forbidden", "string_type", "string_too_short", "string_too_long", "int_type",
        "int_parsing", "bool_type", "bool_parsing", "greater_than", "greater_than_equal", "less_than",
        "less_than_equal", "literal_error", "enum", "dict_type", "list_type", "model_type", "too_long",
        "too_short", "timezone_aware", "value_error", "string_pattern_mismatch", "model_attributes_type",
    }
)  # fmt: skip
"""Kinds of pydantic's whose sentence holds only what the model says, never what was sent."""


def body_of[M: BaseModel](
    model: type[M], content: bytes, content_type: str, longest: int = MAX_BODY_BYTES
) -> M:
    if len(content) > longest:
        raise TooLargeError(f"at most {longest} bytes")
    if content and content_type.partition(";")[0].strip().lower() != "application/json":
        raise UnsupportedMediaError("send the body as application/json")
    try:
        return model.model_validate_json(content or b"{}")
    except ValidationError as error:
        raise _refusal(error.errors(include_url=False, include_context=False, include_input=False)) from None


def query_of[M: BaseModel](model: type[M], values: Mapping[str, str]) -> M:
    try:
        return model.model_validate(dict(values))
    except ValidationError as error:
        raise _refusal(error.errors(include_url=False, include_context=False, include_input=False)) from None


def _refusal(errors: list[ErrorDetails]) -> MalformedError | FieldsError:
    if errors[0]["type"] == "json_invalid":
        return MalformedError("the body is not JSON")
    return FieldsError(tuple(FieldProblem(shown_path(error["loc"]), _sentence(error)) for error in errors))


def _sentence(error: ErrorDetails) -> str:
    if error["type"] == "extra_forbidden":
        return "no such field"
    if error["type"] not in _SAFE_SENTENCES:
        return "not valid"
    return error["msg"].removeprefix("Value error, ")
