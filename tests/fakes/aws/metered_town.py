"""A town hall in virtual time whose every call to AWS is counted and takes its time: for figures alone."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Any, cast

from tests.fakes.aws.calls import CALLS, Asked
from tests.fakes.aws.latency import WEBHOOK_S, seconds
from tests.fakes.aws.partitions import Partitions
from tests.fakes.aws.usage import Call, Usage
from tests.fakes.broadcasts.engine_store import EngineStore
from tests.fakes.broadcasts.processes import Group
from tests.fakes.broadcasts.queues import RULES, Order
from tests.fakes.broadcasts.town_hall import TownHall
from urp.errors import ConflictError
from urp.notices.store.announcements import Announcements
from urp.town.store.calendar_exceptions import CalendarExceptions
from urp.whatsapp.status import DeliveryStatus

WORKERS = 4  # as in the template
NOT_OF_A_NOTICE = (Announcements, CalendarExceptions)
"""Asked by every tick, whatever is sent."""
POLLERS = 5
"""Of the receipts queue: each gathers a batch of its own (AWS, "Using Lambda with Amazon SQS")."""
RECORDERS, BATCH, WINDOW_S = 6, 50, 2
"""Of the recorder, as in the template: at once, messages of a batch, and how long a batch gathers."""


class MeteredTown(TownHall):
    def __init__(
        self,
        seed: int = 0,
        rate: int = 80,
        workers: int = WORKERS,
        stored: EngineStore | None = None,
    ) -> None:
        super().__init__(seed, rate, stored or EngineStore())
        at_once = {name: replace(RULES[name], at_once=workers) for name in ("ordinary", "emergency")}
        self.queues.rules = {**RULES, **at_once}
        self.time.calm = True
        self.usage = Usage()
        self.partitions = Partitions()
        self._gathered: list[list[DeliveryStatus]] = [[] for _ in range(POLLERS)]
        self._batches = deque[Sequence[DeliveryStatus]]()
        self._recording = 0

    def step[Port](self, port: Port) -> Port:
        if isinstance(port, NOT_OF_A_NOTICE):
            return port
        return cast("Port", Metered(port, CALLS[type(port)], self))

    def asked(self, call: Call) -> None:
        """By the process that runs now."""
        self.usage.count(self.time.group, call)
        took = timedelta(seconds=seconds(call)) + self.partitions.wait(call, self.now)
        self.time.sleep_until(self.now + took)

    def _consume(self, order: Order, group: Group) -> None:
        self._timed(order.queue, lambda: super(MeteredTown, self)._consume(order, group))

    def _advance_all(self) -> None:
        self._timed("tick", super()._advance_all)

    def _timed(self, part: str, work: Callable[[], object]) -> None:
        """Whoever is killed is billed as well."""
        since = self.now
        try:
            work()
        finally:
            self.usage.ran(part, (self.now - since).total_seconds())

    def _hear(self, status: DeliveryStatus) -> None:
        """Each status in a POST of its own, the dearest case, and on the queue before the answer."""
        self.usage.ran("webhook", WEBHOOK_S)
        self.usage.count("webhook", Call("SendMessageBatch"))
        poller = self.time.chance.randrange(POLLERS)
        gathered = self._gathered[poller]
        gathered.append(status)
        if len(gathered) == BATCH:
            self._hand_to_recorder(poller)
        elif len(gathered) == 1:
            later = self.now + timedelta(seconds=WINDOW_S)
            self.time.at(later, lambda: self._hand_to_recorder(poller, gathered))

    def _hand_to_recorder(self, poller: int, gathered: list[DeliveryStatus] | None = None) -> None:
        if gathered is not None and gathered is not self._gathered[poller]:
            return  # it was full before its time
        self._batches.append(self._gathered[poller])
        self._gathered[poller] = []
        if self._recording < RECORDERS:
            self._recording += 1
            self.time.spawn(Group("receipts"), self._record_what_waits)

    def _record_what_waits(self) -> None:
        while self._batches:
            batch = self._batches.popleft()
            self._timed("receipts", partial(self._recorded, batch))
        self._recording -= 1

    def _recorded(self, batch: Sequence[DeliveryStatus]) -> None:
        self.record_receipts()(batch, self.now)


@dataclass(frozen=True, slots=True)
class Metered:
    """A store or queue whose calls are counted as its requests to AWS, after the table of calls."""

    port: object
    table: Mapping[str, Asked]
    town: MeteredTown

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the port has
        method, asks = getattr(self.port, name), self.table[name]

        def metered(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
            try:
                result = method(*args, **kwargs)
            except ConflictError:  # asked in vain
                self._count(asks((*args, *kwargs.values()), ()))
                raise
            if isinstance(result, Iterator):
                if name == "pages":
                    return self._pages(result, asks)
                result = list(result)
            self._count(asks((*args, *kwargs.values()), result))
            return result

        return metered

    def _count(self, calls: Iterable[Call]) -> None:
        for call in calls:
            self.town.asked(call)

    def _pages(self, pages: Iterator[Any], asks: Asked) -> Iterator[Any]:
        for page in pages:
            self._count(asks((), page))
            yield page
