"""What surrounds the desk: a clock that stands still until somebody sleeps, a queue, a rate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from tests.fakes.broadcasts.number_rate import MemoryNumberRate
from urp.desk.alarms import NewWait
from urp.errors import UnavailableError
from urp.whatsapp.rate_ports import Slots, Wait


@dataclass(slots=True)
class StoppedClock:
    now: datetime

    def __call__(self) -> datetime:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@dataclass(slots=True)
class RecordedReplies:
    """The replies queue: what was put, with its delay."""

    entries: list[tuple[str, int]] = field(default_factory=list)
    down: bool = False

    @property
    def ids(self) -> list[str]:
        return [outbox_id for outbox_id, _ in self.entries]

    def enqueue(self, reply_ids: Sequence[str], delay_seconds: int = 0) -> None:
        if self.down:
            raise UnavailableError("the queue does not answer")
        self.entries += [(reply_id, delay_seconds) for reply_id in reply_ids]


@dataclass
class ScriptedRate(MemoryNumberRate):
    """Answers what it was told to, then a slot at once."""

    script: list[Slots | Wait] = field(default_factory=list)
    throttled_at: datetime | None = None
    outside: int = 0
    """People counted against Meta's messaging limit."""

    def reserve_for_desk(self, now: datetime, outside: int = 0) -> Slots | Wait:
        self.outside += outside
        return self.script.pop(0) if self.script else Slots((now,), 1)

    def report_throttle(self, wish: timedelta | None, now: datetime) -> None:
        self.throttled_at = now


class SlowRate(MemoryNumberRate):
    """Whose store takes its time: these seconds, one call after the other."""

    def __init__(self, clock: StoppedClock, seconds: Iterator[float]) -> None:
        super().__init__()
        self._clock = clock
        self._seconds = seconds

    def reserve_for_desk(self, now: datetime, outside: int = 0) -> Slots | Wait:
        granted = super().reserve_for_desk(now, outside)
        self._clock.sleep(next(self._seconds))
        return granted


@dataclass(slots=True)
class ToldOffice:
    """The office's mail: which conversations it was told of."""

    told: list[UUID] = field(default_factory=list)
    dangers: list[UUID] = field(default_factory=list)
    """Of these: where somebody may be in danger."""

    def __call__(self, wait: NewWait) -> None:
        self.told.append(wait.conversation_id)
        self.dangers += [wait.conversation_id] if wait.danger else []
