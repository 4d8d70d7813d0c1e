"""One citizen's message, typed. Only a message without an id, a sender or a time is refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from urp.errors import InvalidError
from urp.whatsapp.content import Content, MessageKind, Tap, WrittenText, read_kind_and_content
from urp.whatsapp.json_shape import EMPTY, JsonObject, read_moment, read_object, read_text
from urp.whatsapp.person import PersonIds, may_be_one, read_contact_ids, read_sender_ids

WINDOW = timedelta(hours=24)
"""Meta's customer service window: free text is allowed this long after the citizen's last message."""


@dataclass(frozen=True, slots=True)
class Sender:
    """`name` is free text chosen by the person: never a key, always escaped. `username` has no at sign."""

    ids: PersonIds
    name: str = ""
    username: str | None = None

    @property
    def phone(self) -> str | None:
        return self.ids.phone

    @property
    def user_id(self) -> str | None:
        return self.ids.user_id


@dataclass(frozen=True, slots=True)
class InboundMessage:
    """`at` is WhatsApp's clock, which orders consent, or our first receipt if that was earlier. `content` is
    absent where the kind says everything.

    `message_id` is Meta's own (a phone hides in it: log its digest).
    """

    message_id: str
    kind: MessageKind
    at: datetime
    sender: Sender
    content: Content | None = None
    forwarded: bool = False
    often_forwarded: bool = False
    """More than five times, by WhatsApp's count: a chain letter."""
    group_id: str | None = None
    dated_ahead: bool = False
    """WhatsApp's time was later than our first receipt, so the time of writing is unknown."""
    received: str | None = None
    """Key of the stored body it came in: where evidence is cut from."""

    @property
    def text(self) -> str | None:
        """What the person said in words: the written text, or the label of what they pressed."""
        match self.content:
            case WrittenText(body):
                return body
            case Tap(_, title):
                return title
            case _:
                return None

    @property
    def payload(self) -> str | None:
        return self.content.payload if isinstance(self.content, Tap) else None


def parse_message(
    raw: JsonObject, contact: JsonObject | None, *, received_at: datetime | None = None
) -> InboundMessage:
    """`received_at` stands in for an unreadable time.

    InvalidError where the id, every id of the sender, or any time is missing.
    """
    message_id = read_text(raw, "id")
    if message_id is None:
        raise InvalidError("id", "missing")
    at = read_moment(raw) or received_at
    if at is None:
        raise InvalidError("timestamp", "missing or not a time")
    kind, content = read_kind_and_content(raw)
    context = read_object(raw, "context")
    often_forwarded = context.get("frequently_forwarded") is True
    return InboundMessage(
        message_id=message_id,
        kind=kind,
        at=at,
        sender=_read_sender(raw, contact),
        content=content,
        forwarded=often_forwarded or context.get("forwarded") is True,
        often_forwarded=often_forwarded,
        group_id=read_text(raw, "group_id"),
    )


def _read_sender(raw: JsonObject, contact: JsonObject | None) -> Sender:
    ids = read_sender_ids(raw, contact)
    if ids.any_id is None:
        raise InvalidError("from", "neither a phone nor a user id")
    own = contact if contact is not None and may_be_one(ids, read_contact_ids(contact)) else EMPTY
    profile = read_object(own, "profile")
    username = (read_text(profile, "username") or "").removeprefix("@")
    return Sender(ids, read_text(profile, "name") or "", username or None)
