"""What is said instead to whoever writes in a language that the desk does not read, and its buttons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from urp.language import HEARD
from urp.town.texts import TextKey, Texts
from urp.whatsapp.outgoing import Button

IN_THEIR_LANGUAGE: Mapping[TextKey, TextKey] = {
    **dict.fromkeys(
        (
            TextKey.EMERGENCY,
            TextKey.EMERGENCY_ALERTED,
            TextKey.EMERGENCY_POSSIBLE,
            TextKey.DISTRESS,
            TextKey.DISTRESS_ALERTED,
            TextKey.DISTRESS_POSSIBLE,
            TextKey.FOREIGN_ANSWER,
        ),
        TextKey.FOREIGN_ANSWER,
    ),
    **dict.fromkeys((TextKey.GOODBYE, TextKey.NOT_SUBSCRIBED), TextKey.FOREIGN_LEFT),
    TextKey.HOW_TO_UNSUBSCRIBE: TextKey.FOREIGN_LEAVE_QUESTION,
    TextKey.CONFIRM_SUBSCRIBE: TextKey.FOREIGN_JOIN_QUESTION,
}
"""Whatever else a rule says goes out in English."""


class Act(StrEnum):
    JOIN = "join"
    LEAVE = "leave"
    NOTHING = "no"


_LABELS = {
    Act.JOIN: TextKey.FOREIGN_JOIN_BUTTON,
    Act.LEAVE: TextKey.FOREIGN_LEAVE_BUTTON,
    Act.NOTHING: TextKey.FOREIGN_NO_BUTTON,
}
_ASKED_WITH = {
    TextKey.FOREIGN_JOIN_QUESTION: (Act.JOIN, Act.NOTHING),
    TextKey.FOREIGN_LEAVE_QUESTION: (Act.LEAVE, Act.NOTHING),
}


@dataclass(frozen=True, slots=True)
class PressedAct:
    act: Act
    language: str

    def __str__(self) -> str:
        return f"foreign:{self.act}:{self.language}"


def parse_act_payload(payload: str) -> PressedAct | None:
    """None for whatever is not a button of ours."""
    kind, _, rest = payload.partition(":")
    act, _, language = rest.partition(":")
    known = kind == "foreign" and act in Act and language in HEARD
    return PressedAct(Act(act), language) if known else None


def buttons_under(key: TextKey, language: str, texts: Texts) -> tuple[Button, ...]:
    return tuple(
        Button(str(PressedAct(act, language)), texts.in_their_language(_LABELS[act], language))
        for act in _ASKED_WITH.get(key, ())
    )
