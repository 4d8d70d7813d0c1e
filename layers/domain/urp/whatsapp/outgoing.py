"""What we can send, and to which address. Meta's limits are checked before the call: no slot is wasted."""

from __future__ import annotations

from dataclasses import dataclass

from urp.errors import InvalidError
from urp.whatsapp.buttons import ButtonsMessage, buttons_of
from urp.whatsapp.limits import within
from urp.whatsapp.lists import Choice, list_of
from urp.whatsapp.person import is_user_id, phone_digits

TEXT_LIMIT = 4096  # characters of a text body (Meta, "Text messages")
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
        if self.phone is not None and (not self.phone.isdigit() or phone_digits(self.phone) is None):
            raise InvalidError("address.phone", "not a phone in digits")
        if self.user_id is not None and not is_user_id(self.user_id):
            raise InvalidError("address.user_id", "not a business-scoped user id")


@dataclass(frozen=True, slots=True)
class Text:
    """Free text, only inside the 24-hour window."""

    body: str

    def __post_init__(self) -> None:
        within("body", self.body, TEXT_LIMIT)


@dataclass(frozen=True, slots=True)
class ContactRequest:
    """A text with WhatsApp's own button that sends back the person's phone; only inside the window."""

    body: str

    def __post_init__(self) -> None:
        within("body", self.body, CONTACT_REQUEST_LIMIT)


@dataclass(frozen=True, slots=True)
class ListMessage:
    """A text with a list to choose from; only inside the window."""

    body: str
    choice: Choice

    def __post_init__(self) -> None:
        within("body", self.body, TEXT_LIMIT)


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
        within(f"buttons.{self.index}", self.payload, BUTTON_PAYLOAD_LIMIT)


@dataclass(frozen=True, slots=True)
class TemplateMessage:
    """An approved message template with its named parameters; allowed at any time."""

    name: str
    language: str
    parameters: tuple[NamedParameter, ...] = ()
    header_parameters: tuple[NamedParameter, ...] = ()
    quick_replies: tuple[QuickReply, ...] = ()

    def __post_init__(self) -> None:
        within("name", self.name, TEMPLATE_NAME_LIMIT)


type OutgoingMessage = Text | TemplateMessage | ContactRequest | ListMessage | ButtonsMessage


def payload(message: OutgoingMessage, address: Address, tracker: str) -> dict[str, object]:
    """The request's JSON. `tracker` comes back in every status of this message; never personal data."""
    within("tracker", tracker, TRACKER_LIMIT)
    return {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        **_recipient(address),
        **_content(message),
        "biz_opaque_callback_data": tracker,
    }


def _recipient(address: Address) -> dict[str, object]:
    if address.phone is not None:
        return {"to": "+" + address.phone}  # without the plus Meta may prefix the office's own country code
    return {"recipient": address.user_id}


def _content(message: OutgoingMessage) -> dict[str, object]:
    match message:
        case Text(body):
            return {"type": "text", "text": {"preview_url": False, "body": body}}
        case ContactRequest(body):
            request = {
                "type": "contact_request",
                "body": {"text": body},
                "action": {"name": "request_contact_info"},
            }
            return {"type": "interactive", "interactive": request}
        case ListMessage(body, choice):
            return {"type": "interactive", "interactive": list_of(body, choice)}
        case ButtonsMessage():
            return {"type": "interactive", "interactive": buttons_of(message)}
        case TemplateMessage():
            return {"type": "template", "template": _template(message)}


def _template(message: TemplateMessage) -> dict[str, object]:
    named = (("header", message.header_parameters), ("body", message.parameters))
    components: list[dict[str, object]] = [
        {"type": kind, "parameters": [_parameter(parameter) for parameter in parameters]}
        for kind, parameters in named
        if parameters
    ]
    components += [_quick_reply(button) for button in message.quick_replies]
    return {"name": message.name, "language": {"code": message.language}, "components": components}


def _parameter(parameter: NamedParameter) -> dict[str, object]:
    return {"type": "text", "parameter_name": parameter.name, "text": parameter.text}


def _quick_reply(button: QuickReply) -> dict[str, object]:
    payload_parameter = {"type": "payload", "payload": button.payload}
    return {
        "type": "button",
        "sub_type": "quick_reply",
        "index": str(button.index),
        "parameters": [payload_parameter],
    }
