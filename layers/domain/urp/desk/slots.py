"""Waiting for the moment at which one reply may be handed to Meta."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from urp.broadcasts.pacing import LATEST
from urp.broadcasts.rate_ports import Wait

if TYPE_CHECKING:
    from urp.desk.ports import DeskRate


@dataclass(frozen=True, slots=True)
class DeskSlots:
    rate: DeskRate
    clock: Callable[[], datetime]
    sleep: Callable[[float], None]

    def wait(self, *, outside: bool = False) -> datetime | None:
        """Returns None at the slot, or the moment before which asking again is in vain. A slot that was slept
        through is left alone and a new one taken: catching up would bunch. Whoever is `outside` their window
        counts against Meta's messaging limit, once."""
        counts = int(outside)
        while True:
            reserved = self.rate.reserve_for_desk(self.clock(), counts)
            if isinstance(reserved, Wait):
                return reserved.until
            slot, counts = reserved.moments[0], 0
            self.sleep(max(0.0, (slot - self.clock()).total_seconds()))
            if self.clock() - slot <= LATEST:
                return None

    def slow_down(self) -> None:
        """Meta throttled us: nobody who sends with this number gets a slot for a moment, and broadcasts
        go on more slowly when it is not the first time."""
        self.rate.throttled(None, self.clock())
