"""The phone of the person on duty: a secret of its own. What may alert cannot write to citizens."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from urp.environment import required
from urp.errors import MisconfiguredError

NOT_CHOSEN = "none"
_NUMBER = re.compile(r"\+[1-9]\d{7,14}")
_SENDER_ID = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9]{3,11}")


@dataclass(frozen=True, slots=True)
class DutyPhone:
    number: str = field(repr=False)
    sender_id: str = ""

    @classmethod
    def from_json(cls, text: str) -> Self | None:
        """None: not filled in. What is filled in badly is named, never shown."""
        try:
            found = json.loads(text)
        except ValueError:
            raise MisconfiguredError("duty secret", "not JSON") from None  # the cause would show the value
        if not isinstance(found, dict):
            raise MisconfiguredError("duty secret", "not a JSON object")
        number, sender_id = found.get("phone", ""), found.get("sender_id", "")
        if number == "":
            return None
        if not isinstance(number, str) or not _NUMBER.fullmatch(number):
            raise MisconfiguredError("phone", "not an international number, such as +39…")
        if not isinstance(sender_id, str) or (sender_id and not _SENDER_ID.fullmatch(sender_id)):
            raise MisconfiguredError("sender_id", "not 3 to 11 letters and figures")
        return cls(number, sender_id)


def duty_secret(env: Mapping[str, str]) -> str | None:
    """None: no text messages."""
    arn = required(env, "DUTY_SECRET_ARN")
    return None if arn == NOT_CHOSEN else arn
