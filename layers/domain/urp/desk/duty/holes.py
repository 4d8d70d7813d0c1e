"""Once a day administrators are told by mail where nobody is on duty within the week."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from urp.desk.duty.turn_words import write_holes

if TYPE_CHECKING:
    from urp.desk.duty.turn_list import TurnList

_NOT_BEFORE = 8
"""The hour of the town's clock: nobody closes a hole of Thursday on Monday at midnight."""


@dataclass(frozen=True, slots=True)
class ShowHoles:
    """For a clock that comes each minute, and may come twice or skip."""

    turns: TurnList
    zone: ZoneInfo
    is_told: Callable[[date], bool]
    """A read: whether this day was marked."""
    mark: Callable[[date, datetime], bool]
    """False where another run marked it: that one tells."""
    tell: Callable[[Sequence[str]], None]
    fallback: bool

    def __call__(self, now: datetime) -> bool:
        """Whether they were told now. Marked before it is told: what a killed process leaves untold is told
        the next morning, and the console shows it meanwhile."""
        local = now.astimezone(self.zone)
        if local.hour < _NOT_BEFORE or self.is_told(local.date()):
            return False
        holes = self.turns.find_holes(now)
        if not holes or not self.mark(local.date(), now):
            return False
        self.tell(write_holes(holes, now, self.zone, fallback=self.fallback))
        return True
