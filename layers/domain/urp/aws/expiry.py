"""Expiry of stored items."""

from __future__ import annotations

from datetime import datetime, timedelta


def to_expiry(start: datetime, days: int) -> int:
    """Epoch seconds for the table's time to live."""
    return int((start + timedelta(days=days)).timestamp())
