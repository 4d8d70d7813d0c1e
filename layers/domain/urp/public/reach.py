"""Whether the service can be reached: a probe each minute, each counted once (`functions/service_probe`)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from urp.whatsapp.probe import JudgedError, Probe, write_probe

if TYPE_CHECKING:
    from urp.public.store.reached import ReachedMinutes
    from urp.whatsapp.store.probes import Probes

ARRIVES_WITHIN = timedelta(seconds=45)
"""Judged at the next minute's tick, which comes within some seconds of the minute."""
LOOKS_BACK = timedelta(hours=1)
"""After a pause of the clock; what is older was never measured."""


@dataclass(frozen=True, slots=True)
class Judged:
    reached: bool
    seconds: float | None
    """To arrive; None: it has not."""


@dataclass(frozen=True, slots=True)
class MeasureReach:
    probes: Probes
    minutes: ReachedMinutes
    post: Callable[[bytes], None]
    phone_number_id: str

    def judge(self, now: datetime) -> Sequence[Judged]:
        """Earlier probes, whose time to arrive is over."""
        waiting = self.probes.unjudged(now, ARRIVES_WITHIN, LOOKS_BACK)
        return [judged for each in waiting if (judged := self._judge(each)) is not None]

    def send(self, now: datetime) -> None:
        """UnavailableError: it was not taken, and is judged like one that was lost."""
        sent_at = now.replace(microsecond=0)
        self.probes.announce(sent_at)
        self.post(write_probe(sent_at, self.phone_number_id))

    def _judge(self, probe: Probe) -> Judged | None:
        took = probe.arrived_at - probe.sent_at if probe.arrived_at else None
        reached = took is not None and took <= ARRIVES_WITHIN
        try:
            self.minutes.count(probe.sent_at, self.probes.judged_write(probe), reached=reached)
        except JudgedError:
            return None
        return Judged(reached, took.total_seconds() if took else None)
