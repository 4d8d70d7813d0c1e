"""The words of a case, which lie beside it and end before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Correction:
    """What its sender made of the message afterwards: it stood beside it, and was taken out with it."""

    message_id: str
    at: datetime
    text: str
    received: str | None = None


@dataclass(frozen=True, slots=True)
class CaseText:
    """What the citizen wrote, out of every conversation; erased after its period unless held."""

    text: str
    message_id: str
    """WhatsApp's own: it has the number inside, and is erased with the text."""
    words: tuple[str, ...] = ()
    """Those the rule decided on."""
    kept_until: datetime | None = None
    """None: until it is released."""
    amends: str | None = None
    """WhatsApp's id of the message that this one corrected: whoever takes that back takes back this one."""
    taken_back: bool = False
    """By its sender. It is the case's as long as that needs it, and never the desk's again."""
    corrections: tuple[Correction, ...] = ()
    """Oldest first."""

    @property
    def whole(self) -> str:
        """Each correction on a line of its own."""
        return "\n".join((self.text, *(each.text for each in self.corrections)))
