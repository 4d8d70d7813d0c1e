"""The answers every call may get instead of its own, for the OpenAPI document."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from urp.acts.authentication import NOT_SIGNED_IN, UnauthenticatedError
from urp.errors import (
    ConflictError,
    ForbiddenError,
    InvalidError,
    NotFoundError,
    TooOftenError,
    UnavailableError,
)
from urp.staff_api.problems import (
    PROBLEM_CONTENT,
    PROBLEM_TYPE,
    RETRY_AFTER_SECONDS,
    KeyMissingError,
    TooLargeError,
    UnsupportedMediaError,
    to_problem,
)

type Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Refusal:
    name: str
    description: str
    example: Exception

    @property
    def status(self) -> int:
        return to_problem(self.example).status


REFUSALS = (
    Refusal(
        "Unreadable", "No JSON, no known cursor, or no Idempotency-Key",
        KeyMissingError("Manda un'intestazione Idempotency-Key di 8-128 caratteri visibili."),
    ),
    Refusal(
        "Unauthenticated", "No valid access token, or signed in too long ago for this (`sign_in_again`)",
        UnauthenticatedError(NOT_SIGNED_IN),
    ),
    Refusal(
        "Forbidden", "The caller's roles do not admit this, or no longer do",
        ForbiddenError("Serve uno di questi ruoli: editor"),
    ),
    Refusal("NotFound", "There is no such thing", NotFoundError("Questa conversazione non c'è.")),
    Refusal("Conflict", "Not possible in the present state", ConflictError("La conversazione è chiusa.")),
    Refusal("TooLarge", "The body is too large", TooLargeError("Al massimo 32768 byte.")),
    Refusal(
        "NotJson", "The body is not JSON", UnsupportedMediaError("Manda il corpo come application/json.")
    ),
    Refusal("Invalid", "`errors` names the fields", InvalidError("parameters.luogo", "è troppo lungo")),
    Refusal(
        "TooOften", "As often as one person may in a minute or a day; by API Gateway: too many at once",
        TooOftenError("Oggi hai già visto 20 numeri interi, il massimo per una persona: riprova domani."),
    ),
    Refusal("Internal", "Ours to mend; nothing was half done", RuntimeError()),
    Refusal("Unavailable", "The same call may succeed after Retry-After", UnavailableError("store")),
)  # fmt: skip


def build_problem_schema() -> Json:
    text = {"type": "string"}
    error = {
        "type": "object",
        "required": ["field", "problem"],
        "properties": {"field": text, "problem": text},
    }
    properties = {
        "type": {**text, "format": "uri", "examples": [PROBLEM_TYPE + "invalid"]},
        "title": text,
        "status": {"type": "integer"},
        "detail": text,
        "instance": {**text, "format": "uri-reference", "description": "The path of the call"},
        "code": {**text, "description": "Stable, English, for programs"},
        "request": {**text, "description": "Finds the call in the logs"},
        "errors": {"type": "array", "items": error},
    }
    names = "Of `why_alone`: names of colleagues who can approve now; empty: nobody can"
    alone = {"can_approve_now": {"type": "array", "items": text, "description": names}}
    return {
        "type": "object",
        "description": "Problem details (RFC 9457); title, detail and errors are Italian",
        "required": list(properties),
        "properties": {**properties, **alone},
    }


def to_response(each: Refusal) -> Json:
    example = json.loads(to_problem(each.example).to_json("/staff/conversations", "JKJaXmPLvHcESHA="))
    content = {"schema": {"$ref": "#/components/schemas/Problem"}, "example": example}
    answer: Json = {"description": each.description, "content": {PROBLEM_CONTENT: content}}
    if each.status == to_problem(UnavailableError()).status:
        seconds = {"type": "integer", "examples": [RETRY_AFTER_SECONDS]}
        answer["headers"] = {"Retry-After": {"description": "Seconds", "schema": seconds}}
    return answer
