"""A canned reply: what the office says to a question that comes again and again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from urp.errors import InvalidError
from urp.language import Language
from urp.outgoing_text import check_words
from urp.whatsapp.outgoing import TEXT_LIMIT

LONGEST_TITLE = 80
LONGEST_VALUE = 300
LONGEST_TEXT = 3000
"""Leaves room for what the gaps are filled with, and for the link, within WhatsApp's 4,096 characters."""
GAP = re.compile(r"\{([a-z][a-z_]{0,29})\}")
_BRACE = re.compile(r"[{}]")


@dataclass(frozen=True, slots=True)
class CannedReply:
    id: str
    title: str
    text: str
    """With gaps such as `{giorno}`, each filled by whoever answers."""
    link: str = ""
    """An official page, under the text; empty where there is none."""
    language: Language = Language.ITALIAN
    verified_on: date | None = None
    """The municipality's date; None: nobody has verified it yet."""
    verified_by: str | None = None
    version: int = 0
    """Goes up with every change of the office; 0: as the profile has it."""

    @property
    def fields(self) -> tuple[str, ...]:
        """In the order of the text."""
        return tuple(dict.fromkeys(GAP.findall(self.text)))

    def to_verify(self, today: date, verified_for: timedelta) -> bool:
        return self.verified_on is None or today - self.verified_on >= verified_for

    def filled(self, values: Mapping[str, str]) -> str:
        """As the citizen reads it. A value is words, never a gap of its own."""
        for name in values:
            if name not in self.fields:
                raise InvalidError(f"fields.{name}", "non è un campo di questa risposta")
        known = {name: _value(name, values) for name in self.fields}
        text = GAP.sub(lambda gap: known[gap[1]], self.text)
        whole = f"{text}\n{self.link}" if self.link else text
        if len(whole) > TEXT_LIMIT:
            raise InvalidError("fields", f"rendono il testo più lungo di {TEXT_LIMIT} caratteri")
        return whole


def check_reply(reply: CannedReply) -> None:
    if not reply.title or len(reply.title) > LONGEST_TITLE:
        raise InvalidError("title", f"deve avere da 1 a {LONGEST_TITLE} caratteri")
    check_words("title", reply.title)
    check_words("text", reply.text)
    if not reply.text or len(reply.text) > LONGEST_TEXT:
        raise InvalidError("text", f"deve avere da 1 a {LONGEST_TEXT} caratteri")
    if _BRACE.search(GAP.sub("", reply.text)):
        raise InvalidError("text", "ha una parentesi graffa che non è di un campo come {giorno}")


def _value(name: str, values: Mapping[str, str]) -> str:
    value = values.get(name, "").strip()
    if not value:
        raise InvalidError(f"fields.{name}", "manca")
    check_words(f"fields.{name}", value)
    if len(value) > LONGEST_VALUE:
        raise InvalidError(f"fields.{name}", f"è più lungo di {LONGEST_VALUE} caratteri")
    return value
