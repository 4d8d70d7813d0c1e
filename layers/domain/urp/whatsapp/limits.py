"""Meta's limits on lengths, checked before a call."""

from __future__ import annotations

from urp.errors import InvalidError


def within(field: str, text: str, limit: int) -> None:
    """Raises InvalidError naming the field."""
    if not text:
        raise InvalidError(field, "empty")
    if len(text) > limit:
        raise InvalidError(field, f"longer than {limit} characters")
