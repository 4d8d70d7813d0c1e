"""What the service asks Meta to send: the body of `POST /messages`, read and checked by Meta's rules."""

import re
from dataclasses import dataclass, field, replace

from infra.local.meta.identity import is_phone, is_user_id
from infra.local.meta.interactive import check_interactive
from infra.local.meta.message_template import list_used_buttons
from infra.local.meta.reading import Json, read_object, read_objects, read_text
from infra.local.meta.refusals import Refusal
from infra.local.meta.templates import Templates

MOST_TEXT = 4096
MOST_DIRECT_TEXT = 1024
MOST_TRACKER = 512
_MEDIA = frozenset({"image", "audio", "video", "document", "sticker"})
_SEPARATORS = re.compile(r"[+\s().-]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """`raw` as given, `id` as understood; `lost`: a user id in `to`, taken for a number, never delivered."""

    raw: str
    id: str
    by_user_id: bool = False
    lost: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A message Meta understands. `text` is what the citizen reads."""

    address: Address
    type: str
    text: str
    tracker: str
    quotes: str = ""
    header: str = ""
    footer: str = ""
    template: str = ""
    category: str = "service"
    buttons: list[Json] = field(default_factory=list)
    direct: bool = False
    """A text that names its category: Direct Send."""


def read_address(body: Json) -> Address:
    """The recipient: `to` wins if both are given."""
    to, recipient = read_text(body, "to"), read_text(body, "recipient")
    if not to and not recipient:
        raise Refusal(100, "The parameter to is required.")
    if is_user_id(to):
        return Address(raw=to, id=to.partition(".")[2], lost=True)
    if to:
        digits = _SEPARATORS.sub("", to)
        if not is_phone(digits):
            raise Refusal(131009, "to: not a phone number")
        return Address(raw=to, id=digits)
    if not is_user_id(recipient):
        raise Refusal(100, "recipient: not a business-scoped user id")
    return Address(raw=recipient, id=recipient, by_user_id=True)


def read_outgoing(body: Json, templates: Templates) -> Outgoing:
    """The message, or a Refusal with the code Meta gives."""
    if body.get("messaging_product") != "whatsapp":
        raise Refusal(100, "The parameter messaging_product is required.")
    if body.get("recipient_type", "individual") != "individual":
        raise Refusal(100, "recipient_type: only individual")
    address = read_address(body)
    tracker = read_text(body, "biz_opaque_callback_data")
    if len(tracker) > MOST_TRACKER:
        raise Refusal(100, f"biz_opaque_callback_data: at most {MOST_TRACKER} characters")
    quotes = read_text(read_object(body, "context"), "message_id")
    kind = read_text(body, "type") or "text"
    if kind == "template":
        return _read_template(read_object(body, "template"), address, tracker, templates)
    text, buttons = _read_content(kind, body)
    outgoing = Outgoing(
        address=address, type=kind, text=text, tracker=tracker, quotes=quotes, buttons=buttons
    )
    category = read_text(body, "category")
    if not category:
        return outgoing
    if category != "utility" or kind not in ("text", "interactive") or len(text) > MOST_DIRECT_TEXT:
        raise Refusal(100, "category: utility alone, of a text or an interactive message of 1024 characters")
    return replace(outgoing, category=category, direct=True)


def _read_content(kind: str, body: Json) -> tuple[str, list[Json]]:
    content = read_object(body, kind)
    if kind == "text":
        words = read_text(content, "body")
        if not words:
            raise Refusal(131008, "text.body is required")
        if len(words) > MOST_TEXT:
            raise Refusal(100, f"Param text['body'] must be at most {MOST_TEXT} characters long.")
        return words, []
    if kind == "interactive":
        return check_interactive(content)
    if kind == "reaction":
        if not read_text(content, "message_id"):
            raise Refusal(131008, "reaction.message_id is required")
        return read_text(content, "emoji"), []
    if kind in _MEDIA:
        if not read_text(content, "id") and not read_text(content, "link"):
            raise Refusal(131008, f"{kind}: id or link is required")
        return read_text(content, "caption"), []
    if kind in ("location", "contacts") and body.get(kind):
        return read_text(content, "name"), []
    raise Refusal(100, "type: unknown, or its object is missing")


def _read_template(content: Json, address: Address, tracker: str, templates: Templates) -> Outgoing:
    language = read_text(read_object(content, "language"), "code")
    if not read_text(content, "name") or not language:
        raise Refusal(131008, "template.name and template.language.code are required")
    template = templates.usable(read_text(content, "name"), language)
    components = read_objects(content, "components")
    body = next((part for part in components if read_text(part, "type").lower() == "body"), {})
    values = template.checked(read_objects(body, "parameters"))
    return Outgoing(
        address=address,
        type="template",
        text=template.rendered(values),
        tracker=tracker,
        header=template.header,
        footer=template.footer,
        template=template.name,
        category=template.category.lower(),
        buttons=list_used_buttons(template, components),
    )
