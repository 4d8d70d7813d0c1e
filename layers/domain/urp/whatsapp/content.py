"""What a citizen's message can hold, read from Meta's message object. A kind we do not know is a kind too."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from urp.whatsapp.json_shape import JsonObject, integer_in, object_in, objects_in, text_in
from urp.whatsapp.person import PersonIds, ids_among, phone_digits


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


_WITHOUT_CONTENT = frozenset(
    {
        MessageKind.LOCATION,
        MessageKind.ORDER,
        MessageKind.REQUEST_WELCOME,
        MessageKind.FORM_REPLY,
        MessageKind.CALL_PERMISSION_REPLY,
        MessageKind.CALL,
        MessageKind.MEDIA_PLACEHOLDER,
        MessageKind.UNKNOWN,
    }
)
_ATTACHMENTS = frozenset(
    {
        MessageKind.IMAGE,
        MessageKind.AUDIO,
        MessageKind.VIDEO,
        MessageKind.DOCUMENT,
        MessageKind.STICKER,
    }
)
_KINDS = {kind.value: kind for kind in MessageKind} | {"voice": MessageKind.AUDIO}  # `voice`: its old name
_NUMBER_CHANGES = frozenset({"user_changed_number", "user_changed_user_id", "customer_changed_number"})


def kind_and_content(raw: JsonObject) -> tuple[MessageKind, Content | None]:
    """A kind whose own object is missing or unreadable is unknown: better said than guessed.

    A system notice without content is one that changes no id.
    """
    if "group_id" in raw:  # the office talks with persons, never in groups
        return MessageKind.UNSUPPORTED, Unsupported("group", ())
    kind = _kind(raw)
    if kind in _WITHOUT_CONTENT:
        return kind, None
    content = _content(kind, raw)
    if content is None and kind is not MessageKind.SYSTEM:
        return MessageKind.UNKNOWN, None
    return kind, content


def _kind(raw: JsonObject) -> MessageKind:
    name = text_in(raw, "type") or ""
    if name == "interactive":
        name = text_in(object_in(raw, "interactive"), "type") or ""
    return _KINDS.get(name, MessageKind.UNKNOWN)


def _content(kind: MessageKind, raw: JsonObject) -> Content | None:
    if kind in _ATTACHMENTS:
        return Attachment(text_in(object_in(raw, text_in(raw, "type") or ""), "caption"))
    match kind:
        case MessageKind.TEXT:
            body = text_in(object_in(raw, "text"), "body")
            return WrittenText(body) if body is not None else None
        case MessageKind.BUTTON | MessageKind.BUTTON_REPLY | MessageKind.LIST_REPLY:
            return _tap(kind, raw)
        case MessageKind.CONTACTS:
            return _shared_cards(raw)
        case MessageKind.SYSTEM:
            return _identity_change(raw)
        case MessageKind.UNSUPPORTED:
            return _unsupported(raw)
        case _:
            return _about_another_message(kind, raw)


def _tap(kind: MessageKind, raw: JsonObject) -> Tap | None:
    if kind is MessageKind.BUTTON:
        button = object_in(raw, "button")
        payload, title = text_in(button, "payload"), text_in(button, "text")
    else:
        reply = object_in(object_in(raw, "interactive"), kind.value)
        payload, title = text_in(reply, "id"), text_in(reply, "title")
    if payload is None and title is None:
        return None
    return Tap(payload or title or "", title or payload or "")


def _shared_cards(raw: JsonObject) -> SharedCards:
    """`origin` is written beside the cards or inside them, by version."""
    cards = objects_in(raw, "contacts")
    numbers = [number for card in cards for number in objects_in(card, "phones")]
    phones = (phone_digits(text_in(number, "wa_id")) or _dialled(number) for number in numbers)
    origins = {text_in(raw, "origin"), *(text_in(card, "origin") for card in cards)}
    return SharedCards(tuple(dict.fromkeys(phone for phone in phones if phone)), "contact_request" in origins)


def _dialled(number: JsonObject) -> str | None:
    written = text_in(number, "phone") or ""
    return phone_digits("".join(character for character in written if character not in " -.()/"))


def _identity_change(raw: JsonObject) -> IdentityChange | None:
    """Typed fields only: the sentence in `body` changed its form more than once."""
    system = object_in(raw, "system")
    if text_in(system, "type") not in _NUMBER_CHANGES:
        return None
    new_phone = (text_in(system, "wa_id"), text_in(system, "new_wa_id"))  # the second is an older name
    current = ids_among(new_phone, (text_in(system, "user_id"),))
    writer = text_in(raw, "from_user_id")  # before August 2026 the only hint of the old id
    old_user_ids = (text_in(system, "previous_user_id"), writer if writer != current.user_id else None)
    previous = ids_among((text_in(raw, "from"), text_in(system, "customer")), old_user_ids)
    return IdentityChange(previous, current) if current.any_id else None


def _unsupported(raw: JsonObject) -> Unsupported:
    codes = (integer_in(error, "code") for error in objects_in(raw, "errors"))
    what = text_in(object_in(raw, "unsupported"), "type")
    return Unsupported(what, tuple(code for code in codes if code is not None))


def _edit(original: str, message: JsonObject) -> Edit:
    captions = (text_in(object_in(message, kind.value), "caption") for kind in sorted(_ATTACHMENTS))
    caption = next((caption for caption in captions if caption), None)
    if caption is not None:
        return Edit(original, caption, beside_an_attachment=True)
    return Edit(original, text_in(object_in(message, "text"), "body"))


def _about_another_message(kind: MessageKind, raw: JsonObject) -> Edit | Revocation | Reaction | None:
    about = object_in(raw, kind.value)
    original = text_in(about, "message_id" if kind is MessageKind.REACTION else "original_message_id")
    if original is None:
        return None
    match kind:
        case MessageKind.EDIT:
            return _edit(original, object_in(about, "message"))
        case MessageKind.REVOKE:
            return Revocation(original)
        case _:
            return Reaction(original, text_in(about, "emoji"))
