"""What is due and nobody ordered, or whose order was lost: ordered again, every few minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from urp.moderation.blocks.mirror_ports import MirrorRegister, StrangerOrders, StrangerRegister

COMPARE_EVERY = timedelta(days=1)
COMPARE_AGAIN_AFTER = timedelta(hours=1)
"""Meta did not give the whole list."""


@dataclass(frozen=True, slots=True)
class SweepBlocks:
    register: MirrorRegister
    strangers: StrangerRegister
    orders: StrangerOrders

    def __call__(self, now: datetime) -> int:
        """How many citizens were found due."""
        due = self.register.due(now)
        for citizen_id in due:
            self.orders.carry_out(citizen_id)
        for stranger in self.strangers.strangers():
            if stranger.lifting:
                self.orders.lift_stranger(stranger.id)
        last = self.strangers.comparison()
        pause = COMPARE_EVERY if last is not None and last.complete else COMPARE_AGAIN_AFTER
        if last is None or now >= last.at + pause:
            self.orders.compare()
        return len(due)
