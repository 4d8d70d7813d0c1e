"""Waiting for the moment at which one reply may be handed to Meta."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

from urp.whatsapp.pacing import LATEST
from urp.whatsapp.rate_ports import NumberRate, Slots, Wait

LONGEST_WAIT = timedelta(seconds=10)
"""A reply that would wait longer goes back to its queue."""
SLOWEST = timedelta(seconds=1)
"""Of the store of the rate: a reservation that takes longer is not waited for."""
SPREAD = timedelta(milliseconds=500)
"""Those who wait for the same moment do not all ask at once."""

LONGEST_TURN = 0.2  # seconds; behind a call that hangs nobody waits for theirs


@dataclass(frozen=True, slots=True)
class DeskSlots:
    rate: NumberRate
    clock: Callable[[], datetime]
    sleep: Callable[[float], None]
    chance: Callable[[], float] = random.random
    turn: Lock = field(default_factory=Lock)
    """Threads of one process reserve one after the other, each from what the last one saw: at once all but
    one of their writes would be refused."""

    def wait(self, *, outside: bool = False) -> datetime | None:
        """Returns None at the slot, or the moment before which asking again is in vain. Waits without a
        slot where none can be given yet: one given long before would not know what citizens write until
        then. A slot that was slept through is left alone and a new one taken, as much later as the store of
        the rate is slow: catching up would bunch. A reply `outside` the window counts against Meta's
        messaging limit, once."""
        counts, until = int(outside), self.clock() + LONGEST_WAIT
        late = timedelta(0)
        while True:
            reserved = self._reserve(late, counts)
            if isinstance(reserved, Wait):
                again = max(reserved.until, self.clock()) + SPREAD * self.chance()
                if again > until:
                    return reserved.until
                self._sleep_until(again)
                continue
            slot, counts = reserved.moments[0], 0
            self._sleep_until(slot)
            missed_by = self.clock() - slot
            if missed_by <= LATEST:
                return None
            late = min(late + missed_by, SLOWEST)

    def _reserve(self, late: timedelta, counts: int) -> Slots | Wait:
        in_turn = self.turn.acquire(timeout=LONGEST_TURN)
        try:
            return self.rate.reserve_for_desk(self.clock() + late, counts)
        finally:
            if in_turn:
                self.turn.release()

    def _sleep_until(self, moment: datetime) -> None:
        self.sleep(max(0.0, (moment - self.clock()).total_seconds()))

    def slow_down(self) -> None:
        """Meta throttled us: nobody who sends with this number gets a slot for a moment, and broadcasts
        go on more slowly when it is not the first time."""
        self.rate.report_throttle(None, self.clock())
