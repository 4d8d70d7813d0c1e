"""Conversations and their messages, as they are stored and read by their own key."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from urp.aws.dynamodb import Item, Value, Write, from_iso, get, put_version, query, to_iso, to_milliseconds
from urp.aws.expiry import to_expiry
from urp.aws.tables import Tables
from urp.desk.model import (
    Alarm,
    Conversation,
    ConversationChange,
    ConversationStatus,
    DeskMessage,
    Facts,
    Hold,
    MessageKind,
    Writing,
)
from urp.observability import digest
from urp.retention.days import RetentionDays


def conversation_key(conversation_id: UUID) -> tuple[str, str]:
    return f"CONVERSATION#{conversation_id}", "HEADER"


def conversation_write(change: ConversationChange, tables: Tables) -> Write:
    after = change.after
    hold, writing, facts = after.hold, after.writing, after.facts
    pk, sk = conversation_key(after.id)
    item: dict[str, Value] = {
        "pk": pk,
        "sk": sk,
        "citizen": str(after.citizen_id),
        "status": after.status.value,
        "opened_at": to_iso(after.opened_at),
        "last_message_at": to_iso(after.last_message_at),
        "queue": queue_name(after.status),
        "queue_at": queue_place(after),
        "possible_danger": after.possible_danger or None,
        "written_in": after.written_in or None,
        "held_by": hold.by if hold else None,
        "held_since": to_iso(hold.since) if hold else None,
        "writing_by": writing.by if writing else None,
        "writing_until": to_iso(writing.until) if writing else None,
        "said": after.said,
        "said_by": after.said_by,
        "turns": facts.turns,
        "turn_at": _written(facts.turn_at),
        "asked_at": _written(facts.asked_at),
        "first_answered_at": _written(facts.first_answered_at),
        "closed_at": _written(facts.closed_at),
        "reopened": facts.reopened,
        "danger_at": _written(after.danger_at),
        "undelivered": after.undelivered,
        "alarm_at": _written(after.alarm.rung_at) if after.alarm else None,
        "alarm_further": after.alarm.further if after.alarm else None,
        "expires_at": to_expiry(after.last_message_at, tables.retention.desk_text),
    }
    return put_version(tables.desk, item, change.before.version)


def conversation_from(item: Item) -> Conversation:
    """A conversation of before its course was counted starts from nothing."""
    return Conversation(
        id=UUID(item["pk"].removeprefix("CONVERSATION#")),
        citizen_id=UUID(item["citizen"]),
        status=ConversationStatus(item["status"]),
        opened_at=from_iso(item["opened_at"]),
        last_message_at=from_iso(item["last_message_at"]),
        window_ends_at=window_end_from(item),
        version=item["version"],
        danger=danger_from(item),
        possible_danger=item.get("possible_danger", False),
        written_in=item.get("written_in", ""),
        hold=Hold(item["held_by"], from_iso(item["held_since"])) if "held_by" in item else None,
        writing=Writing(item["writing_by"], from_iso(item["writing_until"]))
        if "writing_by" in item
        else None,
        said=item.get("said", 0),
        said_by=item.get("said_by"),
        facts=Facts(
            turns=item.get("turns", 0),
            turn_at=_read(item, "turn_at"),
            asked_at=_read(item, "asked_at"),
            first_answered_at=_read(item, "first_answered_at"),
            closed_at=_read(item, "closed_at"),
            reopened=item.get("reopened", 0),
        ),
        danger_at=_read(item, "danger_at"),
        undelivered=item.get("undelivered"),
        alarm=Alarm(_read(item, "alarm_at"), item["alarm_further"]) if "alarm_further" in item else None,
    )


def read_conversation(tables: Tables, conversation_id: UUID) -> Conversation | None:
    item = get(tables.client, tables.desk, *conversation_key(conversation_id))
    return conversation_from(item) if item else None


_DANGER = "!"
"""Before every digit, so before every other window: somebody there is in danger."""
_POSSIBLE = '"'
"""After those, before all others: somebody there may be."""


def queue_name(status: ConversationStatus) -> str:
    return f"QUEUE#{status.value}"


def queue_place(conversation: Conversation) -> str:
    ends = to_iso(conversation.window_ends_at)
    if not conversation.danger:
        return ends
    return f"{_POSSIBLE if conversation.possible_danger else _DANGER}{ends}"


def window_end_from(item: Item) -> datetime:
    return from_iso(item["queue_at"].lstrip(_DANGER + _POSSIBLE))


def danger_from(item: Item) -> bool:
    return str(item["queue_at"]).startswith((_DANGER, _POSSIBLE))


def places_between(start: datetime | None, end: datetime | None) -> tuple[tuple[str, str], ...]:
    """First and last place of windows that end then: in danger, in what may be one, and all others."""
    first, last = to_iso(start) if start else "0", to_iso(end) if end else "9"
    return tuple((f"{sort}{first}", f"{sort}{last}") for sort in (_DANGER, _POSSIBLE, ""))


def message_key(message: DeskMessage, now: datetime) -> tuple[str, str]:
    """In WhatsApp's order, which knows only seconds; within one, as they were received."""
    pk, _ = conversation_key(message.conversation_id)
    order = f"{to_milliseconds(message.at)}#{to_milliseconds(now)}"
    return pk, f"MESSAGE#{order}#{digest(message.message_id)}"


def message_write(message: DeskMessage, tables: Tables, now: datetime) -> Write:
    pk, sk = message_key(message, now)
    item: dict[str, Value] = {
        "pk": pk,
        "sk": sk,
        "message_id": message.message_id,
        "kind": message.kind.value,
        "at": to_iso(message.at),
        "text": message.text,
        "author": message.author,
        "received": message.received,
        "amends": message.amends,
        "canned": message.canned,
        "expires_at": to_expiry(message.at, _days_of(message.kind, tables.retention)),
    }
    return Write("Put", tables.desk, item)


def hiding_write(pk: str, sk: str, table: str) -> Write:
    """The sender took the message back, or it was made a case: its text goes, that there was one stays. If
    both happen at once, the second writer reads again."""
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


def reread_write(key: tuple[str, str], kind: MessageKind, tables: Tables, now: datetime) -> Write:
    """An earlier message turned out to be of another kind; it lives as long as that from now on."""
    pk, sk = key
    return Write(
        "Update",
        tables.desk,
        {"pk": pk, "sk": sk},
        update="SET #kind = :kind, expires_at = :until",
        condition="attribute_exists(pk)",
        names={"#kind": "kind"},
        values={":kind": kind.value, ":until": to_expiry(now, _days_of(kind, tables.retention))},
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


def query_messages(tables: Tables, conversation_id: UUID) -> Iterator[Item]:
    """Oldest first."""
    return query(
        tables.client,
        tables.desk,
        KeyConditionExpression="pk = :pk AND begins_with(sk, :message)",
        ExpressionAttributeValues={":pk": conversation_key(conversation_id)[0], ":message": "MESSAGE#"},
        ConsistentRead=True,
    )


def _written(moment: datetime | None) -> str | None:
    return to_iso(moment) if moment else None


def _read(item: Item, name: str) -> datetime | None:
    return from_iso(item[name]) if name in item else None
