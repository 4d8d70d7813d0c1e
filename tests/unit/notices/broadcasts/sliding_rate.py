"""One number, reserved by workers whose clocks differ: every slot it gives, in true time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from tests.fakes.broadcasts.number_rate import MemoryNumberRate
from tests.fakes.broadcasts.town_hall import START
from urp.whatsapp.pacing import HORIZON, choose_slice_size
from urp.whatsapp.rate_ports import Lane, Slots, Spent, Wait

SECOND = timedelta(seconds=1)
EMERGENCY = UUID(int=1)
BURST = 6


@dataclass(slots=True)
class SlidingRate:
    number: MemoryNumberRate
    skews: Sequence[timedelta] = (timedelta(0),) * 4
    now: datetime = START
    taken: list[datetime] = field(default_factory=list)
    _turns: int = 0

    def lives_through(self, wishes: Sequence[tuple[str, float]]) -> None:
        """What happens, each after so many seconds."""
        for wish, pause in wishes:
            self.broadcasts(pause)
            self.happens(wish)
        self.broadcasts(0.5)

    def broadcasts(self, seconds: float) -> None:
        """An ordinary one and, where there is one, an emergency: each asks again as soon as it may."""
        until = self.now + timedelta(seconds=seconds)
        while True:
            asked = [self._asked(lane) for lane in Lane]
            again = min(asked)
            if again > until:
                break
            self.now = max(again, self.now + timedelta(milliseconds=1))
        self.now = until

    def happens(self, what: str) -> None:
        skew = self._skew()
        here = self.now + skew
        match what:
            case "desk":
                self._answer()
            case "inbound":
                self.number.count(1, here)
            case "burst":
                self.number.count(BURST, here)
                for _ in range(BURST):
                    self._answer()
            case "conversation":
                for _ in range(4):
                    self._answer()
                    self.broadcasts(0.34)
            case "throttle":
                self.number.throttled(None, here)
            case "emergency":
                self.number.emergency_begins(EMERGENCY)
            case _:
                self.number.emergency_ends(EMERGENCY)

    def most_in_a_second(self) -> int:
        moments = sorted(self.taken)
        most, first = 0, 0
        for at, moment in enumerate(moments):
            while moments[first] <= moment - SECOND:
                first += 1
            most = max(most, at - first + 1)
        return most

    def _asked(self, lane: Lane) -> datetime:
        """When to ask again."""
        if lane is Lane.EMERGENCY and not self.number.reaching:
            return self.now + HORIZON
        skew = self._skew()
        here = self.now + skew
        granted = self.number.reserve(lane, choose_slice_size(self.number.pace(here)), here)
        self._note(granted, skew)
        return granted.until - skew if isinstance(granted, Wait) else self.now + SECOND / 50

    def _answer(self) -> None:
        skew = self._skew()
        self._note(self.number.reserve_for_desk(self.now + skew), skew)

    def _note(self, granted: Slots | Wait | Spent, skew: timedelta) -> None:
        if isinstance(granted, Slots):
            self.taken += [moment - skew for moment in granted.moments]

    def _skew(self) -> timedelta:
        self._turns += 1
        return self.skews[self._turns % len(self.skews)]
