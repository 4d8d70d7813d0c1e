"""How many calls one person makes in a minute: of those that show or take away people's data as the table
counts them, of all as far as this environment sees them."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from urp.errors import TooOftenError

if TYPE_CHECKING:
    from urp.acts.store.call_counts import CallCounts

MOST_CHANGES = 120
"""Two a second: the fastest hand clears a list more slowly, a program that runs away is quicker."""
MOST_READS = 600
"""Ten pages that look for news every second."""
MOST_SHOWN = 30
"""Whole numbers, texts, copies, searches: who reads what they show needs longer than two seconds."""
_MINUTE = 60


class TooManyCallsError(TooOftenError):
    code = "too_many_calls"

    def __init__(self, seconds: int) -> None:
        super().__init__(f"Troppe chiamate in un minuto: riprova fra {seconds} secondi.")
        self.seconds = seconds


class CallPace:
    """What shows or takes away people's data has one count for all environments. The rest is kept in memory:
    an environment answers one call at a time, and knows only its own, so ten allow ten times as much
    (docs/decisions/staff-api.md)."""

    def __init__(self, counts: CallCounts) -> None:
        self._counts = counts
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

    def count_shown(self, staff_id: str, now: datetime) -> None:
        """UnavailableError where it cannot be counted: nothing is shown uncounted."""
        second = int(now.timestamp()) % _MINUTE
        window = now.astimezone(UTC).replace(second=0, microsecond=0)
        if not self._counts.take(staff_id, window, MOST_SHOWN):
            raise TooManyCallsError(_MINUTE - second)
