"""Answers to refused calls: problem details (RFC 9457), without what was sent.

What staff read (`title`, `detail`, `errors`) is Italian; what programs read (`type`, `code`, `field`) is
English.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from traceback import extract_tb
from typing import TYPE_CHECKING

from urp.acts.authentication import SignInAgainError, UnauthenticatedError
from urp.errors import (
    ConflictError,
    ForbiddenError,
    InvalidError,
    NotFoundError,
    RejectedError,
    TooOftenError,
    UnavailableError,
    UrpError,
)
from urp.staff_api.pace import TooManyCallsError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aws_lambda_powertools import Logger

PROBLEM_TYPE = "urn:problem-type:urp:"
PROBLEM_CONTENT = "application/problem+json"
RETRY_AFTER_SECONDS = 2
_NEVER_STORED = "Questi dati non si possono conservare, forse sono troppo grandi. Non è stato scritto niente."
_STEP = re.compile(r"[a-z.-]*|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d{2}-\d{2}")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,40}")


@dataclass(frozen=True, slots=True)
class FieldProblem:
    field: str
    """Path in the body or name of the query parameter: `parameters.luogo`."""
    problem: str


class MalformedError(RejectedError):
    """Not readable at all: no JSON, no known cursor, a header missing."""

    code = "malformed"


class KeyMissingError(MalformedError):
    code = "idempotency_key_missing"


class KeyReusedError(RejectedError):
    """The same Idempotency-Key with another body: answering the first resource would be a lie."""

    code = "idempotency_key_reused"


class TooLargeError(RejectedError):
    code = "too_large"


class UnsupportedMediaError(RejectedError):
    code = "unsupported_media_type"


class FieldsError(RejectedError):
    """Several fields at once."""

    code = "invalid"

    def __init__(self, errors: tuple[FieldProblem, ...]) -> None:
        super().__init__("Uno o più campi non sono validi.")
        self.errors = errors


STATUSES: Mapping[type[Exception], tuple[int, str]] = {
    MalformedError: (400, "Richiesta che non si legge"),
    UnauthenticatedError: (401, "Accesso non riconosciuto"),
    ForbiddenError: (403, "Non permesso"),
    NotFoundError: (404, "Non trovato"),
    ConflictError: (409, "Non possibile adesso"),
    TooLargeError: (413, "Richiesta troppo grande"),
    UnsupportedMediaError: (415, "Non è JSON"),
    FieldsError: (422, "Dati non validi"),
    InvalidError: (422, "Dati non validi"),
    TooOftenError: (429, "Limite raggiunto"),
    KeyReusedError: (422, "Idempotency-Key già usata per altro"),
    RejectedError: (422, "Non possibile"),
    UnavailableError: (503, "Servizio non disponibile in questo momento"),
}
"""Looked up along an error's base classes, nearest first; other errors are internal and reveal nothing."""


@dataclass(frozen=True, slots=True)
class Problem:
    status: int
    code: str
    title: str
    detail: str
    errors: tuple[FieldProblem, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def to_json(self, instance: str, request_id: str) -> str:
        return json.dumps(
            {
                "type": PROBLEM_TYPE + self.code,
                "title": self.title,
                "status": self.status,
                "detail": self.detail,
                "instance": show_address(instance),
                "code": self.code,
                "request": request_id,
                "errors": [{"field": error.field, "problem": error.problem} for error in self.errors],
                **self.facts,
            },
            ensure_ascii=False,
        )


def show_path(parts: Sequence[str | int]) -> str:
    """Show a path; an unknown field's name only if it looks like one, since it may be a phone."""
    shown = [str(part) if isinstance(part, int) or _NAME.fullmatch(part) else "?" for part in parts]
    return ".".join(shown) or "body"


def show_address(path: str) -> str:
    """Show an address, with a question mark for parts that are no word, id or day: they may be a phone."""
    return "/".join(part if _STEP.fullmatch(part) else "?" for part in path.split("/"))


def to_problem(error: Exception) -> Problem:
    """The sentences of our own refusals are meant to be read; those of everything else stay in the log."""
    known = next((STATUSES[kind] for kind in type(error).__mro__ if kind in STATUSES), None)
    if known is None:
        return Problem(
            500, "internal", "Errore del servizio", "È stato registrato: lo sistema chi gestisce il servizio."
        )
    status, title = known
    match error:
        case InvalidError(field="cursor"):
            return Problem(
                400, "bad_cursor", STATUSES[MalformedError][1], "Il cursore non è di questo elenco.",
                (FieldProblem("cursor", error.problem),),
            )  # fmt: skip
        case InvalidError():
            fields = (FieldProblem(show_path(error.field.split(".")), error.problem),)
            return Problem(status, error.code, title, "Un campo non è valido.", fields)
        case FieldsError():
            return Problem(status, error.code, title, str(error), error.errors)
        case UnavailableError() if not error.retryable:  # it would fail again, so no Retry-After
            return Problem(422, error.code, STATUSES[RejectedError][1], _NEVER_STORED)
        case UnavailableError():
            headers = {"retry-after": str(RETRY_AFTER_SECONDS)}
            return Problem(status, error.code, title, "Riprova fra un momento.", headers=headers)
        case SignInAgainError():  # RFC 9470: how a program asks for it
            challenge = f'Bearer error="insufficient_user_authentication", max_age={error.within.seconds}'
            return Problem(status, error.code, title, str(error), headers={"www-authenticate": challenge})
        case TooManyCallsError():
            return Problem(status, error.code, title, str(error), headers={"retry-after": str(error.seconds)})
        case RejectedError():
            return Problem(status, error.code, title, str(error), facts=error.facts)
        case _:
            return Problem(status, "rejected", title, title)


def log_problem(log: Logger, where: str, error: Exception, problem: Problem) -> None:
    """Without what was sent."""
    if isinstance(error, RejectedError):
        log.info("staff call refused", route=where, status=problem.status, code=problem.code)
        return
    frames = extract_tb(error.__traceback__)[-8:]
    log.error(
        "staff call failed",
        route=where,
        status=problem.status,
        failure=type(error).__name__,
        reason=str(error) if isinstance(error, UrpError) else "",  # others may quote what was sent
        at=[f"{frame.name}:{frame.lineno}" for frame in frames],
    )
