"""How many people may be written to first in a day, in Meta's several words for it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from urp.whatsapp.json_shape import EMPTY, JsonObject, as_object, integer_in, text_in

_NO_LIMIT = "TIER_UNLIMITED"
_TIER = re.compile(r"TIER_(\d{1,7})(K?)")
_LIMIT_KEY = "max_daily_conversations_per_business"
LIMIT_OF_NUMBER = "whatsapp_business_manager_messaging_limit"
"""The field of the number's entry."""


@dataclass(frozen=True, slots=True)
class MessagingLimit:
    """Distinct people reachable in 24 hours outside their window, all numbers together; absent: no limit."""

    people: int | None


def limit_in(value: JsonObject) -> MessagingLimit | None:
    """Documented as a `TIER_…` word, sent as a number too; minus one is no limit."""
    word = text_in(value, _LIMIT_KEY) or ""
    step = _TIER.fullmatch(word)
    if word == _NO_LIMIT:
        return MessagingLimit(None)
    if step is not None:
        return MessagingLimit(int(step[1]) * (1_000 if step[2] else 1))
    number = integer_in(value, _LIMIT_KEY)
    if number is None or number < -1:
        return None
    return MessagingLimit(None if number == -1 else number)


def limit_of_number(body: bytes) -> MessagingLimit | None:
    """From the entry of the number, read with this field."""
    try:
        entry = as_object(json.loads(body)) or EMPTY
    except (ValueError, RecursionError):
        return None
    return limit_in({_LIMIT_KEY: entry.get(LIMIT_OF_NUMBER)})
