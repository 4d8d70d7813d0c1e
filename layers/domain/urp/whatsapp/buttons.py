"""WhatsApp's reply buttons: two or three answers under a text, one of them comes back."""

from __future__ import annotations

from dataclasses import dataclass

from urp.errors import InvalidError
from urp.whatsapp.limits import within

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
        within("buttons.id", self.id, BUTTON_ID_LIMIT)
        within("buttons.title", self.title, BUTTON_TITLE_LIMIT)


@dataclass(frozen=True, slots=True)
class ButtonsMessage:
    """A text with buttons to press; only inside the window."""

    body: str
    buttons: tuple[Button, ...]

    def __post_init__(self) -> None:
        within("body", self.body, BUTTONS_BODY_LIMIT)
        if not 1 <= len(self.buttons) <= MOST_BUTTONS:
            raise InvalidError("buttons", f"1 to {MOST_BUTTONS}")
        if len({button.title for button in self.buttons}) < len(self.buttons):
            raise InvalidError("buttons", "each needs a title of its own")


def buttons_of(message: ButtonsMessage) -> dict[str, object]:
    """The content of an interactive message."""
    replies = [
        {"type": "reply", "reply": {"id": button.id, "title": button.title}} for button in message.buttons
    ]
    return {"type": "button", "body": {"text": message.body}, "action": {"buttons": replies}}
