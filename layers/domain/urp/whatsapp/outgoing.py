"""What we can send, and to which address. Meta's limits are checked before the call: no slot is wasted."""

from __future__ import annotations

from dataclasses import dataclass

from urp.errors import InvalidError
from urp.whatsapp.person import is_user_id, read_phone


def check_length(field: str, text: str, limit: int) -> None:
    """Raises InvalidError naming the field."""
    if not text:
        raise InvalidError(field, "empty")
    if len(text) > limit:
        raise InvalidError(field, f"longer than {limit} characters")


MOST_BUTTONS = 3  # Meta, "Interactive reply buttons messages", like the next
BUTTON_TITLE_LIMIT = 20
BUTTON_ID_LIMIT = 256
BUTTONS_BODY_LIMIT = 1024


@dataclass(frozen=True, slots=True)
class Button:
    """`id` comes back when it is pressed."""

    id: str
    title: str

    def __post_init__(self) -> None:
        check_length("buttons.id", self.id, BUTTON_ID_LIMIT)
        check_length("buttons.title", self.title, BUTTON_TITLE_LIMIT)


@dataclass(frozen=True, slots=True)
class ButtonsMessage:
    """A text with buttons to press; only inside the window."""

    body: str
    buttons: tuple[Button, ...]

    def __post_init__(self) -> None:
        check_length("body", self.body, BUTTONS_BODY_LIMIT)
        if not 1 <= len(self.buttons) <= MOST_BUTTONS:
            raise InvalidError("buttons", f"1 to {MOST_BUTTONS}")
        if len({button.title for button in self.buttons}) < len(self.buttons):
            raise InvalidError("buttons", "each needs a title of its own")


def to_buttons(message: ButtonsMessage) -> dict[str, object]:
    """The content of an interactive message."""
    replies = [
        {"type": "reply", "reply": {"id": button.id, "title": button.title}} for button in message.buttons
    ]
    return {"type": "button", "body": {"text": message.body}, "action": {"buttons": replies}}


MOST_ROWS = 10  # of a list, in all its sections together (Meta, "Interactive list messages")
LIST_BUTTON_LIMIT = 20
ROW_TITLE_LIMIT = 24
ROW_DESCRIPTION_LIMIT = 72
ROW_ID_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Row:
    """One choice of a list. `id` comes back when it is chosen."""

    id: str
    title: str
    description: str

    def __post_init__(self) -> None:
        check_length("rows.id", self.id, ROW_ID_LIMIT)
        check_length("rows.title", self.title, ROW_TITLE_LIMIT)
        check_length("rows.description", self.description, ROW_DESCRIPTION_LIMIT)


@dataclass(frozen=True, slots=True)
class Choice:
    """Rows that open under a button; one of them is chosen."""

    button: str
    rows: tuple[Row, ...]

    def __post_init__(self) -> None:
        check_length("button", self.button, LIST_BUTTON_LIMIT)
        if not 1 <= len(self.rows) <= MOST_ROWS:
            raise InvalidError("rows", f"1 to {MOST_ROWS}")
        if len({row.id for row in self.rows}) < len(self.rows):
            raise InvalidError("rows", "each needs an id of its own")


def to_list(body: str, choice: Choice) -> dict[str, object]:
    """The content of an interactive message."""
    rows = [{"id": row.id, "title": row.title, "description": row.description} for row in choice.rows]
    return {
        "type": "list",
        "body": {"text": body},
        "action": {"button": choice.button, "sections": [{"rows": rows}]},
    }


TEXT_LIMIT = 4096  # characters of a text body (Meta, "Text messages")
DIRECT_TEXT_LIMIT = 1024  # characters (Meta, "Direct Send", 2026)
CONTACT_REQUEST_LIMIT = 1024  # characters of an interactive body with buttons (Meta, "Interactive messages")
TRACKER_LIMIT = 512  # characters of biz_opaque_callback_data (Meta, since 2025; 256 before)
BUTTON_PAYLOAD_LIMIT = 256  # characters of a quick reply's payload (Meta, "Interactive messages", button id)
TEMPLATE_NAME_LIMIT = 512


@dataclass(frozen=True, slots=True)
class Address:
    """Where one person can be reached. `phone` in digits, set only while it is known to be theirs: it wins.

    A message to a phone keeps that phone visible to us for 30 more days, so it is preferred over the user id.
    """

    phone: str | None
    user_id: str | None

    def __post_init__(self) -> None:
        if self.phone is None and self.user_id is None:
            raise InvalidError("address", "neither a phone nor a user id")
        # A user id sent as a phone is answered 200 with an id, and reaches nobody.
        if self.phone is not None and (not self.phone.isdigit() or read_phone(self.phone) is None):
            raise InvalidError("address.phone", "not a phone in digits")
        if self.user_id is not None and not is_user_id(self.user_id):
            raise InvalidError("address.user_id", "not a business-scoped user id")


@dataclass(frozen=True, slots=True)
class Text:
    """Free text, only inside the 24-hour window."""

    body: str

    def __post_init__(self) -> None:
        check_length("body", self.body, TEXT_LIMIT)


@dataclass(frozen=True, slots=True)
class DirectText:
    """Free text outside the window, billed as utility: Meta's Direct Send, a beta for accounts on a list."""

    body: str
    ttl_seconds: int | None = None
    """After so long WhatsApp gives up on a phone that is off; None is Meta's 30 days."""

    def __post_init__(self) -> None:
        check_length("body", self.body, DIRECT_TEXT_LIMIT)


@dataclass(frozen=True, slots=True)
class ContactRequest:
    """A text with WhatsApp's own button that sends back the person's phone; only inside the window."""

    body: str

    def __post_init__(self) -> None:
        check_length("body", self.body, CONTACT_REQUEST_LIMIT)


@dataclass(frozen=True, slots=True)
class ListMessage:
    """A text with a list to choose from; only inside the window."""

    body: str
    choice: Choice

    def __post_init__(self) -> None:
        check_length("body", self.body, TEXT_LIMIT)


@dataclass(frozen=True, slots=True)
class NamedParameter:
    """Checked by `urp.town.templates` against its template before any send."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class QuickReply:
    """What comes back when the button at `index` (from 0) of the template is pressed."""

    index: int
    payload: str

    def __post_init__(self) -> None:
        check_length(f"buttons.{self.index}", self.payload, BUTTON_PAYLOAD_LIMIT)


@dataclass(frozen=True, slots=True)
class TemplateMessage:
    """An approved message template with its named parameters; allowed at any time."""

    name: str
    language: str
    parameters: tuple[NamedParameter, ...] = ()
    header_parameters: tuple[NamedParameter, ...] = ()
    quick_replies: tuple[QuickReply, ...] = ()

    def __post_init__(self) -> None:
        check_length("name", self.name, TEMPLATE_NAME_LIMIT)


type OutgoingMessage = Text | DirectText | TemplateMessage | ContactRequest | ListMessage | ButtonsMessage


def to_payload(message: OutgoingMessage, address: Address, tracker: str) -> dict[str, object]:
    """The request's JSON. `tracker` comes back in every status of this message; never personal data."""
    check_length("tracker", tracker, TRACKER_LIMIT)
    return {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        **_to_recipient(address),
        **_to_content(message),
        "biz_opaque_callback_data": tracker,
    }


def _to_recipient(address: Address) -> dict[str, object]:
    if address.phone is not None:
        return {"to": "+" + address.phone}  # without the plus Meta may prefix the office's own country code
    return {"recipient": address.user_id}


def _to_content(message: OutgoingMessage) -> dict[str, object]:
    match message:
        case Text(body):
            return {"type": "text", "text": {"preview_url": False, "body": body}}
        case DirectText(body, ttl_seconds):
            lives: dict[str, object] = {} if ttl_seconds is None else {"ttl_seconds": ttl_seconds}
            text = {"preview_url": False, "body": body}
            return {"type": "text", "category": "utility", "text": text, **lives}
        case ContactRequest(body):
            request = {
                "type": "contact_request",
                "body": {"text": body},
                "action": {"name": "request_contact_info"},
            }
            return {"type": "interactive", "interactive": request}
        case ListMessage(body, choice):
            return {"type": "interactive", "interactive": to_list(body, choice)}
        case ButtonsMessage():
            return {"type": "interactive", "interactive": to_buttons(message)}
        case TemplateMessage():
            return {"type": "template", "template": _to_template(message)}


def _to_template(message: TemplateMessage) -> dict[str, object]:
    named = (("header", message.header_parameters), ("body", message.parameters))
    components: list[dict[str, object]] = [
        {"type": kind, "parameters": [_to_parameter(parameter) for parameter in parameters]}
        for kind, parameters in named
        if parameters
    ]
    components += [_to_quick_reply(button) for button in message.quick_replies]
    return {"name": message.name, "language": {"code": message.language}, "components": components}


def _to_parameter(parameter: NamedParameter) -> dict[str, object]:
    return {"type": "text", "parameter_name": parameter.name, "text": parameter.text}


def _to_quick_reply(button: QuickReply) -> dict[str, object]:
    payload_parameter = {"type": "payload", "payload": button.payload}
    return {
        "type": "button",
        "sub_type": "quick_reply",
        "index": str(button.index),
        "parameters": [payload_parameter],
    }
