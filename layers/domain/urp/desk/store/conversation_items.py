"""Conversations, their messages and what the desk remembers of a citizen, as stored under their own keys."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from urp.aws.dynamodb import Item, Value, Write, from_iso, get, put_version, query, to_iso, to_milliseconds
from urp.aws.expiry import to_expiry
from urp.aws.items import Codec, Form
from urp.aws.tables import Tables
from urp.desk.doubt import Doubt, DoubtedMessage
from urp.desk.model import (
    Alarm,
    Conversation,
    ConversationChange,
    ConversationStatus,
    DeskMessage,
    DeskState,
    DeskStateChange,
    Facts,
    GivenWarning,
    Hold,
    MessageKind,
    OpenRequest,
    OwnNotes,
    PendingAnswer,
    Preview,
    Writing,
)
from urp.observability import digest
from urp.retention.days import RetentionDays

_HOLD = Codec(Hold, names={"by": "held_by", "since": "held_since"})
_WRITING = Codec(Writing, names={"by": "writing_by", "until": "writing_until"})
_ALARM = Codec(Alarm, names={"rung_at": "alarm_at", "further": "alarm_further"})
_FACTS = Codec(Facts)
_PREVIEW = Codec(
    Preview,
    names={
        "kind": "last_kind",
        "words": "last_words",
        "language": "last_language",
        "category": "last_category",
    },
    sparse={"words", "language", "category"},
)
_PENDING = Codec(
    PendingAnswer,
    names={
        "id": "pending_answer",
        "by": "pending_by",
        "danger": "pending_danger",
        "possible_danger": "pending_possible",
        "undelivered": "pending_undelivered",
    },
    sparse={"danger", "possible_danger"},
)
_OWN_NOTES = Codec(OwnNotes, names={"by": "notes_by", "since": "notes_since", "until": "notes_until"})
_CONVERSATION = Codec(
    Conversation,
    names={"citizen_id": "citizen"},
    apart={
        "id",
        "window_ends_at",
        "danger",
        "hold",
        "writing",
        "facts",
        "alarm",
        "preview",
        "own_notes",
        "pending",
    },
    sparse={"possible_danger", "written_in"},
)
_MESSAGE = Codec(DeskMessage, apart={"conversation_id"})


def conversation_key(conversation_id: UUID) -> tuple[str, str]:
    return f"CONVERSATION#{conversation_id}", "HEADER"


def conversation_write(change: ConversationChange, tables: Tables) -> Write:
    after = change.after
    pk, sk = conversation_key(after.id)
    item: dict[str, Value] = {
        "pk": pk,
        "sk": sk,
        **_CONVERSATION.encode(after),
        **_FACTS.encode(after.facts),
        **(_HOLD.encode(after.hold) if after.hold else {}),
        **(_WRITING.encode(after.writing) if after.writing else {}),
        **(_ALARM.encode(after.alarm) if after.alarm else {}),
        **(_PREVIEW.encode(after.preview) if after.preview else {}),
        **(_OWN_NOTES.encode(after.own_notes) if after.own_notes else {}),
        **(_PENDING.encode(after.pending) if after.pending else {}),
        "queue": queue_name(after.status),
        "queue_at": queue_place(after),
        "expires_at": to_expiry(after.last_message_at, tables.retention.desk_text),
    }
    return put_version(tables.desk, item, change.before.version)


def conversation_from(item: Item) -> Conversation:
    """A conversation of before its course was counted starts from nothing."""
    return _CONVERSATION.decode(
        item,
        id=UUID(item["pk"].removeprefix("CONVERSATION#")),
        window_ends_at=window_end_from(item),
        danger=danger_from(item),
        hold=_HOLD.decode(item) if "held_by" in item else None,
        writing=_WRITING.decode(item) if "writing_by" in item else None,
        facts=_FACTS.decode(item),
        alarm=_ALARM.decode(item) if "alarm_further" in item else None,
        preview=_PREVIEW.decode(item) if "last_kind" in item else None,
        pending=_PENDING.decode(item) if "pending_answer" in item else None,
        own_notes=_OWN_NOTES.decode(item) if "notes_by" in item else None,
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


def places_since(start: datetime) -> tuple[tuple[str, str], ...]:
    """First and last place of windows that end from then on: in danger, in what may be one, all others."""
    return tuple((f"{sort}{to_iso(start)}", f"{sort}9") for sort in (_DANGER, _POSSIBLE, ""))


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
        **_MESSAGE.encode(message),
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
    """Without its words where they were taken out."""
    conversation_id = UUID(item["pk"].removeprefix("CONVERSATION#"))
    return _MESSAGE.decode(item, conversation_id=conversation_id, text=item.get("text", ""))


def query_messages(tables: Tables, conversation_id: UUID) -> Iterator[Item]:
    """Oldest first."""
    return query(
        tables.client,
        tables.desk,
        KeyConditionExpression="pk = :pk AND begins_with(sk, :message)",
        ExpressionAttributeValues={":pk": conversation_key(conversation_id)[0], ":message": "MESSAGE#"},
        ConsistentRead=True,
    )


_IN_CONVERSATION = {"conversation_id": "conversation"}
_DOUBT = Codec(Doubt, names=_IN_CONVERSATION, forms={DoubtedMessage: Codec(DoubtedMessage).as_list()})
_LISTED = Codec(OpenRequest).as_list()
_OPEN_REQUEST = Form(
    lambda known: [value for value in _LISTED.write(known) if value is not None], _LISTED.read
)
"""What is not there stands at the end: an erasure that was not offered a code ends before it."""
_STATE = Codec(
    DeskState,
    names=_IN_CONVERSATION,
    forms={
        GivenWarning: Codec(GivenWarning, names={"case_id": "case"}).as_map(),
        OpenRequest: _OPEN_REQUEST,
        Doubt: Form(_DOUBT.encode, _DOUBT.decode),  # its answer is stored also while there is none
    },
    apart={"citizen_id"},
    sparse={"warnings", "rights"},
)


def state_key(citizen_id: UUID) -> tuple[str, str]:
    return f"DESK#{citizen_id}", "STATE"


def state_write(change: DeskStateChange, tables: Tables, now: datetime) -> Write:
    after = change.after
    pk, sk = state_key(after.citizen_id)
    ends = [
        to_expiry(now, tables.retention.desk_text),
        *(to_expiry(warning.at, tables.retention.warnings) for warning in after.warnings),
    ]
    item: dict[str, Value] = {"pk": pk, "sk": sk, **_STATE.encode(after), "expires_at": max(ends)}
    return put_version(tables.desk, item, change.before.version)


def state_from(item: Item) -> DeskState:
    """A silence of before its quiet was counted starts to be quiet with the next message."""
    return _STATE.decode(item, citizen_id=UUID(item["pk"].removeprefix("DESK#")))


def read_state(tables: Tables, citizen_id: UUID) -> DeskState:
    """An empty one for a citizen who never wrote."""
    item = get(tables.client, tables.desk, *state_key(citizen_id))
    return state_from(item) if item else DeskState(citizen_id)
