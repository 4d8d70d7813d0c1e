"""Requests about one's own data as stored: the request, the year's number."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from uuid import UUID

from urp.aws.dynamodb import Item, Value, Write, from_iso, get, put_version, to_iso
from urp.aws.expiry import to_expiry
from urp.aws.tables import Tables
from urp.desk.model import RightsKind
from urp.desk.outbox import Fate
from urp.errors import ConflictError
from urp.privacy.rights.model import Closing, Erasure, Extension, RightsRequest, RightsState

OPEN, CLOSED = "RIGHTS#open", "RIGHTS#closed"
"""Values of `queue` in the desk's index: open ones by their due day, closed ones by when they were closed."""


def request_key(request_id: UUID) -> tuple[str, str]:
    return f"RIGHTS#{request_id}", "REQUEST"


def numbers_key(year: int) -> tuple[str, str]:
    return f"RIGHTS#{year}", "NUMBERS"


def write_request(request: RightsRequest, tables: Tables) -> Write:
    """A put of the request; retention counts from its closing or, while open, from its due day."""
    pk, sk = request_key(request.id)
    extension, closing = request.extension, request.closing
    ends = closing.at if closing else datetime.combine(request.due, time(), UTC)
    item: dict[str, Value] = {
        "pk": pk,
        "sk": sk,
        "number": request.number,
        "kind": request.kind.value,
        "citizen": str(request.citizen_id),
        "conversation": str(request.conversation_id),
        "received_at": to_iso(request.received_at),
        "due": request.due.isoformat(),
        "left": request.left,
        "asked": request.asked.value if request.asked else None,
        "state": request.state.value,
        "extension": [
            extension.until.isoformat(),
            extension.reason,
            to_iso(extension.at),
            extension.by,
            extension.told,
            *_to_chat_item(extension),
        ]
        if extension
        else None,
        "erasure": [to_iso(request.erasure.at), request.erasure.by] if request.erasure else None,
        "closing": [to_iso(closing.at), closing.by, closing.words, closing.told, *_to_chat_item(closing)]
        if closing
        else None,
        "queue": CLOSED if closing else OPEN,
        "queue_at": to_iso(closing.at) if closing else request.due.isoformat(),
        "expires_at": to_expiry(ends, tables.retention.rights_requests),
    }
    return put_version(tables.desk, item, request.version)


def read_request(item: Item) -> RightsRequest:
    extension, erasure, closing = item.get("extension"), item.get("erasure"), item.get("closing")
    return RightsRequest(
        id=UUID(item["pk"].removeprefix("RIGHTS#")),
        number=item["number"],
        kind=RightsKind(item["kind"]),
        citizen_id=UUID(item["citizen"]),
        conversation_id=UUID(item["conversation"]),
        received_at=from_iso(item["received_at"]),
        due=date.fromisoformat(item["due"]),
        left=item["left"],
        asked=RightsKind(item["asked"]) if "asked" in item else None,
        state=RightsState(item["state"]),
        extension=Extension(
            date.fromisoformat(extension[0]),
            extension[1],
            from_iso(extension[2]),
            extension[3],
            *_read_told(extension[4:]),
        )
        if extension
        else None,
        erasure=Erasure(from_iso(erasure[0]), erasure[1]) if erasure else None,
        closing=Closing(from_iso(closing[0]), closing[1], closing[2], *_read_told(closing[3:]))
        if closing
        else None,
        version=item["version"],
    )


def _to_chat_item(telling: Extension | Closing) -> list[Value]:
    return [telling.reply, telling.in_chat.value] if telling.reply and telling.in_chat else []


def _read_told(item: list[str]) -> tuple[str, str | None, Fate | None]:
    """How the citizen was told; older items do not name the message."""
    told, *message = item
    return (told, message[0], Fate(message[1])) if message else (told, None, None)


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
