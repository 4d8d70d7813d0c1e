"""What may be written in a log: ids, codes and digests, never a person."""

from __future__ import annotations

import hashlib


def digest(value: str) -> str:
    """Twenty hex digits that stand for an id which may hold a phone, such as WhatsApp's message ids."""
    return hashlib.sha256(value.encode()).hexdigest()[:20]


def masked_phone(digits: str) -> str:
    """The last three digits only, as staff see a number by default: `••••••••• 001`."""
    return "•" * max(len(digits) - 3, 0) + " " + digits[-3:]
