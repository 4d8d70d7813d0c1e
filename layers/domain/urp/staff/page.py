"""One page of a list."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page[T]:
    items: tuple[T, ...]
    cursor: str | None
    """Asks for the next page; opaque to whoever holds it. None on the last page."""
