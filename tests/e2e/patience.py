"""Waiting for what has to come, with a deadline; never for a time to pass."""

import time
from collections.abc import Callable

PATIENCE_S = 60.0
"""Generous: the machine may be busy, and each further copy of a function starts cold."""


def eventually[Found](
    probe: Callable[[], Found | None],
    otherwise: str | Callable[[], str],
    seconds: float = PATIENCE_S,
    every: float = 0.1,
) -> Found:
    """What the probe finds once it is not None; AssertionError with `otherwise` when patience ends."""
    deadline = time.monotonic() + seconds
    while (found := probe()) is None:
        if time.monotonic() > deadline:
            said = otherwise if isinstance(otherwise, str) else otherwise()
            raise AssertionError(f"{said}, not within {seconds:.0f} seconds")
        time.sleep(every)
    return found


def comes_true(
    holds: Callable[[], bool], otherwise: str | Callable[[], str], seconds: float = PATIENCE_S
) -> None:
    eventually(lambda: holds() or None, otherwise, seconds)
