"""The moment that tables are restored to, as the template's parameter `RestoredAt` writes it."""

from __future__ import annotations

from datetime import UTC, datetime

MOMENT = "%Y-%m-%dT%H:%M:%SZ"


def read_moment(text: str) -> datetime:
    """ValueError unless it is like `2026-11-29T10:00:00Z`."""
    return datetime.strptime(text, MOMENT).replace(tzinfo=UTC)
