"""Read Meta's answer to one send."""

from __future__ import annotations

import json
from datetime import timedelta
from http import HTTPStatus

from urp.whatsapp.error_codes import ErrorClass, explain, is_known
from urp.whatsapp.json_shape import (
    EMPTY,
    JsonObject,
    as_object,
    read_integer,
    read_object,
    read_objects,
    read_text,
)
from urp.whatsapp.person import read_contact_ids
from urp.whatsapp.ports import Accepted, NotSent, Refused, SendOutcome, Unclear

_HELD = frozenset({"held_for_quality_assessment", "paused"})
_CERTAINLY_NOT_SENT = frozenset({ErrorClass.THROTTLED, ErrorClass.PAIR, ErrorClass.NOT_SENT})
_TOKEN_REFUSED = 190
_LONGEST_PAUSE = 3600  # seconds; a longer one is a mistake, or needs a person
_MISTAKEN_ADDRESS_OR_TOKEN = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND})


def read_outcome(status: int, body: bytes, retry_after: str | None = None) -> SendOutcome:
    """The outcome of a send: by the code, or by the HTTP status if there is no code, or an unknown one with a
    server error."""
    answer = parse_object(body)
    error = read_object(answer, "error")
    code = read_integer(error, "code")
    if code is not None and (is_known(code) or status < HTTPStatus.INTERNAL_SERVER_ERROR):
        return _judge_code(code, _read_pause(retry_after))
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return _read_accepted(answer)
    return _judge_status(status, code, _read_pause(retry_after))


def is_token_refused(body: bytes) -> bool:
    """True if Meta refused the token (expired, revoked or mistyped): nothing was done."""
    return read_integer(read_object(parse_object(body), "error"), "code") == _TOKEN_REFUSED


def parse_object(body: bytes) -> JsonObject:
    """The JSON object; empty for any other body."""
    try:
        return as_object(json.loads(body)) or EMPTY
    except (ValueError, RecursionError):
        return EMPTY


def _read_accepted(answer: JsonObject) -> SendOutcome:
    message = next(iter(read_objects(answer, "messages")), EMPTY)
    wamid = read_text(message, "id")
    if wamid is None:
        return Unclear("an answer of success without a message id")
    ids = read_contact_ids(next(iter(read_objects(answer, "contacts")), EMPTY))
    return Accepted(wamid, ids.phone, ids.user_id, held=read_text(message, "message_status") in _HELD)


def _judge_code(code: int, pause: timedelta | None) -> SendOutcome:
    error = explain(code)
    if error.error_class is ErrorClass.AMBIGUOUS:
        return Unclear(error.explanation, code)
    if error.error_class in _CERTAINLY_NOT_SENT:
        return NotSent(code, error.explanation, error.error_class, pause)
    return Refused(code, error.error_class, error.explanation)


def _judge_status(status: int, code: int | None, pause: timedelta | None) -> SendOutcome:
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.REQUEST_TIMEOUT:
        return Unclear(f"HTTP {status}", code)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return NotSent(code, "HTTP 429", ErrorClass.THROTTLED, pause)
    # A redirect is never followed: it would show the token to another address.
    mistaken = status < HTTPStatus.BAD_REQUEST or status in _MISTAKEN_ADDRESS_OR_TOKEN
    error_class = ErrorClass.ACCOUNT if mistaken else ErrorClass.REQUEST
    return Refused(code, error_class, f"Rifiutato senza spiegazione (HTTP {status})")


def _read_pause(retry_after: str | None) -> timedelta | None:
    """Seconds only; Meta documents no such header, it is honoured if it comes."""
    if retry_after is None or not retry_after.isascii() or not retry_after.isdigit() or len(retry_after) > 6:
        return None
    return timedelta(seconds=min(int(retry_after), _LONGEST_PAUSE))
