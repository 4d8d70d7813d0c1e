"""Queues in virtual time: they lose, double and delay, and give back what was not acknowledged."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from tests.fakes.broadcasts.processes import Group
from tests.fakes.broadcasts.virtual_time import VirtualTime
from urp.errors import UrpError
from urp.notices.broadcasts.jobs import JobId
from urp.notices.broadcasts.model import Urgency
from urp.notices.broadcasts.trouble import Trouble
from urp.wiring.batches import QUICK_TRIES, pause_after


@dataclass(frozen=True, slots=True)
class Order:
    queue: str
    broadcast_id: UUID
    shard: int = 0
    job_id: JobId | None = None
    probe: bool = False
    report: tuple[UUID | None, Trouble] | None = None
    """Of trouble, with the broadcast it is about; none: whatever is being sent."""
    announcement: bool = False
    """The id is an announcement's."""


NO_BROADCAST = UUID(int=0)


@dataclass(frozen=True, slots=True)
class QueueRules:
    """As in the template: how many at once, and after how long a message comes again whose function died."""

    at_once: int
    timeout: timedelta
    visibility: timedelta


RULES = {
    "dispatch": QueueRules(5, timedelta(seconds=60), timedelta(seconds=360)),
    "expansion": QueueRules(8, timedelta(seconds=120), timedelta(seconds=720)),
    "ordinary": QueueRules(4, timedelta(seconds=60), timedelta(seconds=360)),
    "emergency": QueueRules(4, timedelta(seconds=60), timedelta(seconds=360)),
}
MAX_RECEIVES = QUICK_TRIES + 5


@dataclass(slots=True)
class VirtualQueues:
    """`consume` runs one order inside a process of the given group."""

    time: VirtualTime
    consume: Callable[[Order, Group], None]
    losses_left: int = 0
    loss_rate: float = 0.0
    doubled_rate: float = 0.0
    late_rate: float = 0.0
    latest: float = 300.0
    """Seconds that an order may come late."""
    losses: int = 0
    doubled: int = 0
    rules: Mapping[str, QueueRules] = field(default_factory=lambda: RULES)
    dead_letters: list[Order] = field(default_factory=list)
    _running: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    _held: dict[str, deque[tuple[Order, int]]] = field(default_factory=lambda: defaultdict(deque))

    def expand(self, broadcast_id: UUID, shards: Sequence[int], delay_seconds: int = 0) -> None:
        for shard in shards:
            self._put(Order("expansion", broadcast_id, shard=shard), delay_seconds)

    def send(
        self,
        broadcast_id: UUID,
        urgency: Urgency,
        jobs: Sequence[JobId],
        delay_seconds: int = 0,
        probe: bool = False,
    ) -> None:
        queue = "emergency" if urgency is Urgency.EMERGENCY else "ordinary"
        for job_id in jobs:
            self._put(Order(queue, broadcast_id, job_id=job_id, probe=probe), delay_seconds)

    def dispatch(self, broadcast_id: UUID, delay_seconds: int = 0) -> None:
        self._put(Order("dispatch", broadcast_id), delay_seconds)

    def report(self, broadcast_id: UUID | None, trouble: Trouble) -> None:
        about = NO_BROADCAST if broadcast_id is None else broadcast_id
        self._put(Order("dispatch", about, report=(broadcast_id, trouble)), 0)

    def announce(self, announcement_id: UUID) -> None:
        self._put(Order("dispatch", announcement_id, announcement=True), 0)

    def _put(self, order: Order, delay_seconds: int) -> None:
        if self.losses_left and self.time.chance.random() < self.loss_rate:
            self.losses_left -= 1
            self.losses += 1
            return
        copies = 2 if self.time.chance.random() < self.doubled_rate else 1
        self.doubled += copies - 1
        for _ in range(copies):
            late = timedelta(seconds=delay_seconds + self._on_the_way())
            self.time.at(self.time.now + late, lambda: self._deliver(order, 1))

    def _on_the_way(self) -> float:
        if self.late_rate and self.time.chance.random() < self.late_rate:
            return self.time.chance.uniform(1.0, self.latest)
        return self.time.chance.uniform(0.01, 0.1)

    def _deliver(self, order: Order, receives: int) -> None:
        rules = self.rules[order.queue]
        if self._running[order.queue] >= rules.at_once:
            self._held[order.queue].append((order, receives))
            return
        self._running[order.queue] += 1
        group = Group(order.queue)
        started = self.time.now
        acknowledged: list[bool] = []
        caught: list[bool] = []

        def work() -> None:
            try:
                self.consume(order, group)
            except UrpError:
                caught.append(True)
                return
            acknowledged.append(True)

        def ended() -> None:
            self._running[order.queue] -= 1
            if not acknowledged:
                soon = pause_after(receives) if caught else None
                whole = started + rules.visibility - self.time.now
                self._again(order, receives, whole if soon is None else timedelta(seconds=soon))
            if self._held[order.queue]:
                self._deliver(*self._held[order.queue].popleft())

        group.on_end = ended
        self.time.spawn(group, work)
        self.time.at(started + rules.timeout, lambda: self.time.kill(group))

    def _again(self, order: Order, receives: int, after: timedelta) -> None:
        if receives >= MAX_RECEIVES:
            self.dead_letters.append(order)
            return
        self.time.at(self.time.now + after, lambda: self._deliver(order, receives + 1))
