"""A question with answers to press leaves as one."""

from __future__ import annotations

from tests.unit.desk.reply_town import town
from urp.whatsapp.outgoing import Button, ButtonsMessage


def test_what_asks_with_buttons_goes_out_with_them() -> None:
    buttons = (Button("doubt:report:1", "Segnala un problema"),)
    ancona = town(buttons=buttons)

    ancona.send("row")

    assert ancona.sender.sent[0].message == ButtonsMessage("Ciao", buttons)
