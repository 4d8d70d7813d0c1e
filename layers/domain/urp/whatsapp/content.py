"""What a citizen's message can hold. A kind we do not know is a kind too."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from urp.whatsapp.person import PersonIds


class MessageKind(StrEnum):
    """Meta's names; those of `interactive` messages are the names of their answers."""

    TEXT = "text"
    BUTTON = "button"  # a template's quick reply
    BUTTON_REPLY = "button_reply"
    LIST_REPLY = "list_reply"
    FORM_REPLY = "nfm_reply"
    CALL_PERMISSION_REPLY = "call_permission_reply"
    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"
    DOCUMENT = "document"
    STICKER = "sticker"
    LOCATION = "location"
    CONTACTS = "contacts"
    ORDER = "order"
    REACTION = "reaction"
    SYSTEM = "system"
    REQUEST_WELCOME = "request_welcome"
    EDIT = "edit"
    REVOKE = "revoke"
    CALL = "call"  # ours: Meta reports calls in a field of their own
    MEDIA_PLACEHOLDER = "media_placeholder"  # of the past, in a history
    UNSUPPORTED = "unsupported"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class WrittenText:
    body: str


@dataclass(frozen=True, slots=True)
class Tap:
    """A pressed button or a chosen row. `payload` is ours if we set one, else the label again."""

    payload: str
    title: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A photo, a voice note, a file: never downloaded; only the words beside it are read."""

    caption: str | None


@dataclass(frozen=True, slots=True)
class SharedCards:
    """`requested`: an answer to our contact request, so the phone is the sender's own; else anybody's."""

    phones: tuple[str, ...]
    requested: bool


@dataclass(frozen=True, slots=True)
class IdentityChange:
    """The same person under new ids, by WhatsApp's word. Old ids stay theirs: late statuses use them."""

    previous: PersonIds
    current: PersonIds


@dataclass(frozen=True, slots=True)
class Edit:
    original_message_id: str
    body: str | None
    beside_an_attachment: bool = False
    """`body` is the new caption."""


@dataclass(frozen=True, slots=True)
class Revocation:
    original_message_id: str


@dataclass(frozen=True, slots=True)
class Reaction:
    """`emoji` is absent when the reaction was taken away."""

    message_id: str
    emoji: str | None


@dataclass(frozen=True, slots=True)
class Unsupported:
    """What WhatsApp itself could not pass on, such as polls and view-once photos; or a group's message."""

    what: str | None
    error_codes: tuple[int, ...]


type Content = (
    WrittenText | Tap | Attachment | SharedCards | IdentityChange | Edit | Revocation | Reaction | Unsupported
)
