"""What each of the staff chose for themselves: nobody else reads it, and it is in no audit."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Preferences:
    hold_seconds: int = 5
    """How long the console lets them take an answer back before it leaves."""
