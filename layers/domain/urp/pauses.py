"""Pauses before a table is asked again, of a random length: it spreads those who met."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator

from urp.errors import ConflictError, TouchedError

_FIRST, _TRIES = 0.05, 7  # seconds


def pause_briefly() -> None:
    """Another transaction on the same item lasts a few milliseconds."""
    time.sleep(random.uniform(0.005, 0.03))  # noqa: S311 - spreads those who met


def pause_if_touched(conflict: ConflictError) -> None:
    """Before what was read is read again: whose transaction is at work would be met once more. A version that
    moved has moved."""
    if isinstance(conflict, TouchedError):
        pause_briefly()


def try_for_seconds() -> Iterator[bool]:
    """Seven tries within three seconds, each pause twice the one before; True at the last. A partition that
    is throttled takes more by then."""
    pause = _FIRST
    for number in range(_TRIES):
        if number:
            time.sleep(random.uniform(pause / 2, pause))  # noqa: S311 - spreads those who met
            pause *= 2
        yield number == _TRIES - 1
