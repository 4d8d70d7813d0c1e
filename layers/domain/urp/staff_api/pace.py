"""How many calls one person makes in a minute, as far as this environment sees them."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from urp.errors import TooOftenError

MOST_CHANGES = 120
"""Two a second: the fastest hand clears a list more slowly, a program that runs away is quicker."""
MOST_READS = 600
"""Ten pages that look for news every second."""
_MINUTE = 60


class TooManyCallsError(TooOftenError):
    code = "too_many_calls"

    def __init__(self, seconds: int) -> None:
        super().__init__(f"Troppe chiamate in un minuto: riprova fra {seconds} secondi.")
        self.seconds = seconds


class CallPace:
    """Kept in memory: an environment answers one call at a time, and knows only its own
    (docs/decisions/staff-api.md)."""

    def __init__(self) -> None:
        self._minute = 0
        self._calls = Counter[tuple[str, bool]]()

    def count(self, staff_id: str, method: str, now: datetime) -> None:
        minute, second = divmod(int(now.timestamp()), _MINUTE)
        if minute != self._minute:
            self._minute = minute
            self._calls.clear()
        reads = method == "GET"
        self._calls[staff_id, reads] += 1
        if self._calls[staff_id, reads] > (MOST_READS if reads else MOST_CHANGES):
            raise TooManyCallsError(_MINUTE - second)
