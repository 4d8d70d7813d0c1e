"""Buttons to press leave as Meta takes them, or not at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from urp.errors import InvalidError
from urp.whatsapp.outgoing import Address, Button, ButtonsMessage, Text, to_payload

REPORT = Button("doubt:report:1", "Segnala un problema")
QUESTION = Button("doubt:question:1", "Chiedi informazioni")


def test_buttons_stand_under_their_text() -> None:
    sent = to_payload(ButtonsMessage("Che cos'è?", (REPORT, QUESTION)), Address("393330000001", None), "r:1")

    assert sent["type"] == "interactive"
    assert sent["interactive"] == {
        "type": "button",
        "body": {"text": "Che cos'è?"},
        "action": {
            "buttons": [
                {"type": "reply", "reply": {"id": "doubt:report:1", "title": "Segnala un problema"}},
                {"type": "reply", "reply": {"id": "doubt:question:1", "title": "Chiedi informazioni"}},
            ]
        },
    }


@pytest.mark.parametrize(("name", "title"), [("x" * 257, "Sì"), ("id", "x" * 21), ("", "Sì"), ("id", "")])
def test_a_button_too_long_for_whatsapp_is_not_made(name: str, title: str) -> None:
    with pytest.raises(InvalidError):
        Button(name, title)


@pytest.mark.parametrize(
    "buttons",
    [(), (REPORT, REPORT), tuple(Button(f"doubt:{number}", f"N. {number}") for number in range(4))],
)
def test_there_are_one_to_three_buttons_each_with_a_title_of_its_own(buttons: tuple[Button, ...]) -> None:
    with pytest.raises(InvalidError):
        ButtonsMessage("Che cos'è?", buttons)


def test_a_text_over_buttons_is_shorter_than_others() -> None:
    """1,024 characters where a plain text has 4,096 (Meta, "Interactive reply buttons messages")."""
    longest = ButtonsMessage("x" * 1024, (REPORT,))

    with pytest.raises(InvalidError) as refused:
        replace(longest, body=longest.body + "x")

    assert refused.value.field == "body"
    assert Text(longest.body + "x").body == "x" * 1025
