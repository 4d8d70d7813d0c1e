"""Requests about one's own data as stored: the request, the year's number."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID

from urp.aws.dynamodb import Item, Value, Write, get, put_version, to_iso
from urp.aws.expiry import to_expiry
from urp.aws.items import Codec, Form
from urp.aws.tables import Tables
from urp.errors import ConflictError
from urp.privacy.rights.model import Closing, Erasure, Extension, Restriction, RightsRequest

OPEN, CLOSED = "RIGHTS#open", "RIGHTS#closed"
"""Values of `queue` in the desk's index: open ones by their due day, closed ones by when they were closed."""


def _as_list(kind: type[Any]) -> Form:
    """Without an end that is not there: told by letter, it names no message in the chat."""
    whole = Codec(kind).as_list()
    return Form(lambda told: [value for value in whole.write(told) if value is not None], whole.read)


_REQUEST = Codec(
    RightsRequest,
    names={"citizen_id": "citizen", "conversation_id": "conversation"},
    forms={kind: _as_list(kind) for kind in (Extension, Erasure, Restriction, Closing)},
    apart={"id"},
)


def request_key(request_id: UUID) -> tuple[str, str]:
    return f"RIGHTS#{request_id}", "REQUEST"


def numbers_key(year: int) -> tuple[str, str]:
    return f"RIGHTS#{year}", "NUMBERS"


def write_request(request: RightsRequest, tables: Tables) -> Write:
    """A put of the request; retention counts from its closing or, while open, from its due day."""
    pk, sk = request_key(request.id)
    closing = request.closing
    ends = closing.at if closing else datetime.combine(request.due, time(), UTC)
    item: dict[str, Value] = {
        "pk": pk,
        "sk": sk,
        **_REQUEST.encode(request),
        "queue": CLOSED if closing else OPEN,
        "queue_at": to_iso(closing.at) if closing else request.due.isoformat(),
        "expires_at": to_expiry(ends, tables.retention.rights_requests),
    }
    return put_version(tables.desk, item, request.version)


def write_confirmation(request_id: UUID, tables: Tables, now: datetime) -> Write:
    """The citizen typed the code of an open erasure. The sender's desk state, written beside it, says that it
    is open; a conflict means that it was closed just now."""
    pk, sk = request_key(request_id)
    return Write(
        "Update",
        tables.desk,
        {"pk": pk, "sk": sk},
        condition="#queue = :open",
        update="SET #confirmed = :now, #version = #version + :one",
        names={"#queue": "queue", "#confirmed": "confirmed_at", "#version": "version"},
        values={":open": OPEN, ":now": to_iso(now), ":one": 1},
    )


def read_request(item: Item) -> RightsRequest:
    return _REQUEST.decode(item, id=UUID(item["pk"].removeprefix("RIGHTS#")))


def write_number(request: RightsRequest, tables: Tables) -> Write:
    """The next number of its year, or a conflict: numbers are unique and without gaps."""
    year, _, count = request.number.partition("/")
    pk, sk = numbers_key(int(year))
    kept_until = datetime(int(year) + 1, 12, 31, tzinfo=UTC)
    first = int(count) == 1
    return Write(
        "Put",
        tables.desk,
        {
            "pk": pk,
            "sk": sk,
            "requests": int(count),
            "expires_at": to_expiry(kept_until, tables.retention.rights_requests),
        },
        condition="attribute_not_exists(pk)" if first else "requests = :before",
        values={} if first else {":before": int(count) - 1},
        on_conflict=ConflictError("Un'altra richiesta ha preso questo numero: riprova."),
    )


def read_stored_request(tables: Tables, request_id: UUID) -> RightsRequest | None:
    """Read consistently."""
    item = get(tables.client, tables.desk, *request_key(request_id))
    return read_request(item) if item else None
