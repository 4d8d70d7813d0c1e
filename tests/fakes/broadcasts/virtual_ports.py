"""What the engine meets of virtual time: ports whose calls are steps, threads and a clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from tests.fakes.broadcasts.processes import Group
from tests.fakes.broadcasts.virtual_time import VirtualTime


@dataclass(frozen=True, slots=True)
class _Interrupted:
    """A port whose every call is a step: something may happen before it and after it."""

    port: object
    boundary: Callable[[], None]

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the port has
        method = getattr(self.port, name)

        def step(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
            self.boundary()
            result = method(*args, **kwargs)
            self.boundary()
            return self._pages(result) if isinstance(result, Iterator) else result

        return step

    def _pages(self, pages: Iterator[object]) -> Iterator[object]:
        for page in pages:
            yield page
            self.boundary()


def interrupted[Port](port: Port, boundary: Callable[[], None]) -> Port:
    return cast("Port", _Interrupted(port, boundary))


@dataclass(slots=True)
class VirtualThreads:
    """The sending threads of one invocation, as processes of its group."""

    time: VirtualTime
    group: Group
    size: int
    busy: int = 0

    def start(self, task: Callable[[], None]) -> None:
        while self.busy >= self.size:
            self.time.sleep_until(self.time.now + timedelta(milliseconds=5))
        self.busy += 1
        self.time.spawn(self.group, lambda: self._run(task))

    def in_each(self, task: Callable[[], None]) -> None:
        task()

    def join(self) -> None:
        while self.busy:
            self.time.sleep_until(self.time.now + timedelta(milliseconds=5))

    def _run(self, task: Callable[[], None]) -> None:
        try:
            task()
        finally:
            self.busy -= 1


@dataclass(frozen=True, slots=True)
class VirtualClock:
    time: VirtualTime

    def now(self) -> datetime:
        return self.time.now

    def sleep_until(self, moment: datetime) -> None:
        if moment > self.time.now:
            self.time.sleep_until(moment)
