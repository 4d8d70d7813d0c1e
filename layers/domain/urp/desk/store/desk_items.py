"""Conversations, their messages and what the desk remembers of a citizen, as they are stored."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from urp.aws.dynamodb import Item, Value, Write, from_iso, iso, milliseconds, put_version
from urp.aws.expiry import expiry
from urp.desk.changes import ConversationChange, DeskStateChange
from urp.desk.model import (
    Conversation,
    ConversationStatus,
    DeskMessage,
    DeskState,
    GivenWarning,
    MessageKind,
)
from urp.desk.open_requests import OpenRequest, RightsKind
from urp.desk.store.conversation_course import course_from, course_item
from urp.desk.store.doubt_items import doubt_from, doubt_item
from urp.desk.store.loop_guard_items import guard_from, guard_item
from urp.desk.store.pace_items import pace_from, pace_item
from urp.desk.store.queue_place import danger_from, queue_name, queue_place, window_end_from
from urp.language import Language
from urp.observability import digest
from urp.retention.days import RetentionDays


def conversation_key(conversation_id: UUID) -> tuple[str, str]:
    return f"CONVERSATION#{conversation_id}", "HEADER"


def state_key(citizen_id: UUID) -> tuple[str, str]:
    return f"DESK#{citizen_id}", "STATE"


def message_key(message: DeskMessage, now: datetime) -> tuple[str, str]:
    """In WhatsApp's order, which knows only seconds; within one, as they were received."""
    pk, _ = conversation_key(message.conversation_id)
    order = f"{milliseconds(message.at)}#{milliseconds(now)}"
    return pk, f"MESSAGE#{order}#{digest(message.message_id)}"


def conversation_write(change: ConversationChange, table: str, retention: RetentionDays) -> Write:
    after = change.after
    pk, sk = conversation_key(after.id)
    item: dict[str, Value] = {
        "pk": pk,
        "sk": sk,
        "citizen": str(after.citizen_id),
        "status": after.status.value,
        "opened_at": iso(after.opened_at),
        "last_message_at": iso(after.last_message_at),
        "queue": queue_name(after.status),
        "queue_at": queue_place(after),
        **course_item(after),
        "expires_at": expiry(after.last_message_at, retention.desk_text),
    }
    return put_version(table, item, change.before.version)


def conversation_from(item: Item) -> Conversation:
    return Conversation(
        id=UUID(item["pk"].removeprefix("CONVERSATION#")),
        citizen_id=UUID(item["citizen"]),
        status=ConversationStatus(item["status"]),
        opened_at=from_iso(item["opened_at"]),
        last_message_at=from_iso(item["last_message_at"]),
        window_ends_at=window_end_from(item),
        version=item["version"],
        danger=danger_from(item),
        **course_from(item),
    )


def message_write(message: DeskMessage, table: str, retention: RetentionDays, now: datetime) -> Write:
    pk, sk = message_key(message, now)
    item: dict[str, Value] = {
        "pk": pk,
        "sk": sk,
        "message_id": message.message_id,
        "kind": message.kind.value,
        "at": iso(message.at),
        "text": message.text,
        "author": message.author,
        "received": message.received,
        "amends": message.amends,
        "canned": message.canned,
        "expires_at": expiry(message.at, _days_of(message.kind, retention)),
    }
    return Write("Put", table, item)


def hiding_write(pk: str, sk: str, table: str) -> Write:
    """The sender took the message back, or it was made a case: its text goes, that there was one stays. If
    both happen at once, whoever comes second reads again."""
    return Write(
        "Update",
        table,
        {"pk": pk, "sk": sk},
        update="SET #hidden = :yes REMOVE #text",
        condition="attribute_exists(pk) AND attribute_not_exists(#hidden)",
        names={"#hidden": "hidden", "#text": "text"},  # both are words of DynamoDB's own
        values={":yes": True},
    )


def _days_of(kind: MessageKind, retention: RetentionDays) -> int:
    return retention.redirected_reports if kind is MessageKind.REPORT else retention.desk_text


def reread_write(
    key: tuple[str, str], kind: MessageKind, table: str, retention: RetentionDays, now: datetime
) -> Write:
    """An earlier message turned out to be of another kind; it lives as long as that from now on."""
    pk, sk = key
    return Write(
        "Update",
        table,
        {"pk": pk, "sk": sk},
        update="SET #kind = :kind, expires_at = :until",
        condition="attribute_exists(pk)",
        names={"#kind": "kind"},
        values={":kind": kind.value, ":until": expiry(now, _days_of(kind, retention))},
    )


def message_from(item: Item) -> DeskMessage:
    return DeskMessage(
        conversation_id=UUID(item["pk"].removeprefix("CONVERSATION#")),
        message_id=item["message_id"],
        kind=MessageKind(item["kind"]),
        at=from_iso(item["at"]),
        text=item.get("text", ""),
        author=item.get("author"),
        received=item.get("received"),
        amends=item.get("amends"),
        canned=item.get("canned"),
    )


def state_write(change: DeskStateChange, table: str, retention: RetentionDays, now: datetime) -> Write:
    after = change.after
    pk, sk = state_key(after.citizen_id)
    ends = [
        expiry(now, retention.desk_text),
        *(expiry(warning.at, retention.warnings) for warning in after.warnings),
    ]
    item: dict[str, Value] = {
        "pk": pk,
        "sk": sk,
        "conversation": str(after.conversation_id) if after.conversation_id else None,
        "receipt_sent_on": after.receipt_sent_on,
        "social_services_on": after.social_services_on,
        "reminded_on": after.reminded_on,
        "courtesy_period": after.courtesy_period,
        "refused_at": iso(after.refused_at) if after.refused_at else None,
        **guard_item(after),
        "told_in_their_language_on": after.told_in_their_language_on,
        "greeted_on": after.greeted_on,
        "language": after.language.value,
        "child_at": iso(after.child_at) if after.child_at else None,
        "warnings": [{"case": str(warning.case_id), "at": iso(warning.at)} for warning in after.warnings]
        or None,
        "threatened_at": iso(after.threatened_at) if after.threatened_at else None,
        "told_not_taken_at": iso(after.told_not_taken_at) if after.told_not_taken_at else None,
        "asked_phone_at": iso(after.asked_phone_at) if after.asked_phone_at else None,
        "expires_at": max(ends),
        "rights": _open_requests_item(after.rights) or None,
        "doubt": doubt_item(after.doubt) if after.doubt else None,
        "pace": pace_item(after.pace),
    }
    return put_version(table, item, change.before.version)


def state_from(item: Item) -> DeskState:
    return DeskState(
        citizen_id=UUID(item["pk"].removeprefix("DESK#")),
        version=item["version"],
        conversation_id=UUID(item["conversation"]) if "conversation" in item else None,
        receipt_sent_on=item.get("receipt_sent_on"),
        social_services_on=item.get("social_services_on"),
        reminded_on=item.get("reminded_on"),
        courtesy_period=item.get("courtesy_period"),
        refused_at=from_iso(item["refused_at"]) if "refused_at" in item else None,
        **guard_from(item),
        told_in_their_language_on=item.get("told_in_their_language_on"),
        greeted_on=item.get("greeted_on"),
        language=Language(item.get("language", Language.ITALIAN)),
        child_at=from_iso(item["child_at"]) if "child_at" in item else None,
        warnings=tuple(
            GivenWarning(UUID(each["case"]), from_iso(each["at"])) for each in item.get("warnings", ())
        ),
        threatened_at=from_iso(item["threatened_at"]) if "threatened_at" in item else None,
        told_not_taken_at=from_iso(item["told_not_taken_at"]) if "told_not_taken_at" in item else None,
        asked_phone_at=from_iso(item["asked_phone_at"]) if "asked_phone_at" in item else None,
        rights=_open_requests_from(item.get("rights", [])),
        doubt=doubt_from(item["doubt"]) if "doubt" in item else None,
        pace=pace_from(item.get("pace")),
    )


def _open_requests_item(requests: tuple[OpenRequest, ...]) -> list[Value]:
    return [
        [str(request.id), request.number, request.kind.value, request.due.isoformat()] for request in requests
    ]


def _open_requests_from(items: list[list[str]]) -> tuple[OpenRequest, ...]:
    return tuple(
        OpenRequest(UUID(request_id), number, RightsKind(kind), date.fromisoformat(due))
        for request_id, number, kind, due in items
    )
