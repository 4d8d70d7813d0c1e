"""How Meta bills a message, as its statuses tell it: by category, and by the country of who receives it."""

from __future__ import annotations

import re

from urp.whatsapp.json_shape import JsonObject, text_in

FREE = "free"
"""Meta asks nothing for it."""
_REGULAR = "regular"
_CATEGORY = re.compile(r"[a-z][a-z_]{0,39}")
# Country codes of one and of two digits (ITU-T E.164, list of assigned codes); all others have three, and no
# code begins like another.
_ONE = frozenset("17")
_TWO = frozenset(
    f"{first}{second}"
    for first, seconds in {
        "2": "07", "3": "0123469", "4": "013456789", "5": "12345678",
        "6": "0123456", "8": "1246", "9": "0123458",
    }.items()
    for second in seconds
)  # fmt: skip


def home_country(phone: str | None, user_id: str | None) -> str | None:
    """The prefix of the phone, such as "39"; without a phone the country that the user id begins with, such
    as "IT". None: nobody knows."""
    if phone:
        length = 1 if phone[0] in _ONE else 2 if phone[:2] in _TWO else 3
        return phone[:length] if len(phone) > length else None
    return user_id[:2] if user_id else None


def billed_as(pricing: JsonObject) -> str | None:
    """Meta's category; None where it says nothing that can be read. `type` tells whether it costs anything;
    `billable`, which Meta will withdraw, only where there is no type."""
    kind = text_in(pricing, "type")
    if kind not in (None, _REGULAR) or (kind is None and pricing.get("billable") is False):
        return FREE
    category = (text_in(pricing, "category") or "").replace("-", "_")
    return category if _CATEGORY.fullmatch(category) else None
