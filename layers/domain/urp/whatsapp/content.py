"""Read the content of a citizen's message from Meta's message object; an unknown kind is a kind too."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from urp.whatsapp.json_shape import JsonObject, read_integer, read_object, read_objects, read_text
from urp.whatsapp.person import PersonIds, find_ids, read_phone


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
    MARKETING_PREFERENCE = "marketing_preference"  # ours: Meta reports them in a field of their own
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
    """`requested`: an answer to our contact request, so the phone is the sender's own; else any person's."""

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


@dataclass(frozen=True, slots=True)
class MarketingWish:
    """Told to WhatsApp itself, not to us: whether promotions may come. Meta refuses them after a stop."""

    stop: bool


type Content = (
    WrittenText
    | Tap
    | Attachment
    | SharedCards
    | IdentityChange
    | Edit
    | Revocation
    | Reaction
    | MarketingWish
    | Unsupported
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


def read_kind_and_content(raw: JsonObject) -> tuple[MessageKind, Content | None]:
    """A kind whose own object is missing or unreadable is unknown: better said than guessed.

    A system notice without content is one that changes no id, a preference without one says nothing we know.
    """
    if "group_id" in raw:  # the office talks with persons, never in groups
        return MessageKind.UNSUPPORTED, Unsupported("group", ())
    kind = _read_kind(raw)
    if kind in _WITHOUT_CONTENT:
        return kind, None
    content = _read_content(kind, raw)
    if content is None and kind not in (MessageKind.SYSTEM, MessageKind.MARKETING_PREFERENCE):
        return MessageKind.UNKNOWN, None
    return kind, content


def _read_kind(raw: JsonObject) -> MessageKind:
    name = read_text(raw, "type") or ""
    if name == "interactive":
        name = read_text(read_object(raw, "interactive"), "type") or ""
    return _KINDS.get(name, MessageKind.UNKNOWN)


def _read_content(kind: MessageKind, raw: JsonObject) -> Content | None:
    if kind in _ATTACHMENTS:
        return Attachment(read_text(read_object(raw, read_text(raw, "type") or ""), "caption"))
    match kind:
        case MessageKind.TEXT:
            body = read_text(read_object(raw, "text"), "body")
            return WrittenText(body) if body is not None else None
        case MessageKind.BUTTON | MessageKind.BUTTON_REPLY | MessageKind.LIST_REPLY:
            return _read_tap(kind, raw)
        case MessageKind.CONTACTS:
            return _read_shared_cards(raw)
        case MessageKind.SYSTEM:
            return _read_identity_change(raw)
        case MessageKind.MARKETING_PREFERENCE:
            return _read_wish(read_object(raw, kind.value))
        case MessageKind.UNSUPPORTED:
            return _read_unsupported(raw)
        case _:
            return _read_reference(kind, raw)


def _read_tap(kind: MessageKind, raw: JsonObject) -> Tap | None:
    if kind is MessageKind.BUTTON:
        button = read_object(raw, "button")
        payload, title = read_text(button, "payload"), read_text(button, "text")
    else:
        reply = read_object(read_object(raw, "interactive"), kind.value)
        payload, title = read_text(reply, "id"), read_text(reply, "title")
    if payload is None and title is None:
        return None
    return Tap(payload or title or "", title or payload or "")


def _read_shared_cards(raw: JsonObject) -> SharedCards:
    """`origin` is written beside the cards or inside them, by version."""
    cards = read_objects(raw, "contacts")
    numbers = [number for card in cards for number in read_objects(card, "phones")]
    phones = (read_phone(read_text(number, "wa_id")) or _read_dialled(number) for number in numbers)
    origins = {read_text(raw, "origin"), *(read_text(card, "origin") for card in cards)}
    return SharedCards(tuple(dict.fromkeys(phone for phone in phones if phone)), "contact_request" in origins)


def _read_dialled(number: JsonObject) -> str | None:
    written = read_text(number, "phone") or ""
    return read_phone("".join(character for character in written if character not in " -.()/"))


def _read_identity_change(raw: JsonObject) -> IdentityChange | None:
    """Typed fields only: the sentence in `body` changed its form more than once."""
    system = read_object(raw, "system")
    if read_text(system, "type") not in _NUMBER_CHANGES:
        return None
    new_phone = (read_text(system, "wa_id"), read_text(system, "new_wa_id"))  # the second is an older name
    current = find_ids(new_phone, (read_text(system, "user_id"),))
    writer = read_text(raw, "from_user_id")  # before August 2026 the only hint of the old id
    old_user_ids = (read_text(system, "previous_user_id"), writer if writer != current.user_id else None)
    previous = find_ids((read_text(raw, "from"), read_text(system, "customer")), old_user_ids)
    return IdentityChange(previous, current) if current.any_id else None


_WISHES = {"stop": True, "resume": False, "signup": False}


def _read_wish(told: JsonObject) -> MarketingWish | None:
    """Of the one category Meta has; one that it does not name is that one."""
    stop = _WISHES.get(read_text(told, "value") or "")
    promotions = read_text(told, "category") in (None, "marketing_messages")
    return MarketingWish(stop) if promotions and stop is not None else None


def _read_unsupported(raw: JsonObject) -> Unsupported:
    codes = (read_integer(error, "code") for error in read_objects(raw, "errors"))
    what = read_text(read_object(raw, "unsupported"), "type")
    return Unsupported(what, tuple(code for code in codes if code is not None))


def _read_edit(original: str, message: JsonObject) -> Edit:
    captions = (read_text(read_object(message, kind.value), "caption") for kind in sorted(_ATTACHMENTS))
    caption = next((caption for caption in captions if caption), None)
    if caption is not None:
        return Edit(original, caption, beside_an_attachment=True)
    return Edit(original, read_text(read_object(message, "text"), "body"))


def _read_reference(kind: MessageKind, raw: JsonObject) -> Edit | Revocation | Reaction | None:
    about = read_object(raw, kind.value)
    original = read_text(about, "message_id" if kind is MessageKind.REACTION else "original_message_id")
    if original is None:
        return None
    match kind:
        case MessageKind.EDIT:
            return _read_edit(original, read_object(about, "message"))
        case MessageKind.REVOKE:
            return Revocation(original)
        case _:
            return Reaction(original, read_text(about, "emoji"))
