"""Many citizens talk with the town hall at the same time, each their own talk of the script."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from infra.local.meta.reading import Json, read_object, read_objects, read_text
from tests.e2e.patience import PATIENCE_S, eventually
from tests.e2e.people import Citizen
from tests.e2e.script import Heard, Recogniser, Talk, Turn

AT_ONCE = 6
"""More would only wait: each needs a copy of the functions to itself."""


class Conversations:
    def __init__(self, recogniser: Recogniser) -> None:
        self._recogniser = recogniser

    def play(self, talks: Sequence[Talk], citizens: Sequence[Citizen]) -> None:
        """Each to its end, waiting for what has to come; what must not come is looked at afterwards."""
        with ThreadPoolExecutor(AT_ONCE) as crowd:
            list(crowd.map(self._talk, talks, citizens))

    def heard_by(self, citizen: Citizen) -> list[Heard | str]:
        return [self._recogniser.heard(text) for text in citizen.said_to()]

    def _talk(self, talk: Talk, citizen: Citizen) -> None:
        """WhatsApp's own seconds go on from turn to turn, since in one second leaving wins."""
        begun = int(time.time()) - 2 * len(talk.turns)
        answers, last = 0, ""
        for number, turn in enumerate(talk.turns):
            last = self._act(citizen, turn, last, begun + 2 * number) or last
            answers += len(turn.gets)
            if turn.gets and not self._arrives(citizen, answers):
                return  # the talk's own test says what came instead

    def _act(self, citizen: Citizen, turn: Turn, last: str, at: int) -> str:
        """Meta's id of the last text written; empty when none was."""
        written = ""
        for each in turn.writes:
            if isinstance(each, str):
                written = citizen.writes(each, at=at)
            else:
                citizen.sends(each, at=at)
        if turn.presses:
            citizen.sends(_pressed(citizen, turn.presses), at=at)
        if turn.edits:
            changed = {"type": "text", "text": {"body": turn.edits}}
            citizen.sends({"type": "edit", "edit": {"original_message_id": last, "message": changed}}, at=at)
        if turn.deletes:
            citizen.sends({"type": "revoke", "revoke": {"original_message_id": last}}, at=at)
        return written

    def _arrives(self, citizen: Citizen, answers: int) -> bool:
        try:
            eventually(lambda: len(citizen.replies()) >= answers or None, "an answer", PATIENCE_S)
        except AssertionError:
            return False
        return True


def _pressed(citizen: Citizen, label: str) -> dict[str, object]:
    """The button of that label on the phone, the latest that has it."""
    on_phone = {each.id for each in citizen.replies()}
    sent, reply = next(
        (message, reply)
        for message in reversed(citizen.meta.sent().messages)
        if message.id in on_phone
        for reply in _buttons(message.body)
        if read_text(reply, "title") == label
    )
    return {
        "type": "interactive",
        "interactive": {"type": "button_reply", "button_reply": reply},
        "context": {"id": sent.id},
    }


def _buttons(body: Json) -> list[Json]:
    action = read_object(read_object(body, "interactive"), "action")
    return [read_object(button, "reply") for button in read_objects(action, "buttons")]
