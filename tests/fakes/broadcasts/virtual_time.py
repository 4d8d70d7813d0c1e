"""Virtual time: processes that run one at a time, in an order that a seed decides, and can die anywhere.

A process is a thread that holds the baton. It gives it on whenever it sleeps or crosses a boundary to the
outside world; the next to run is whoever wakes first. An hour of a broadcast takes as long as its steps, and
the same seed takes the same steps.
"""

from __future__ import annotations

import heapq
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from urp.errors import UnavailableError


class KilledError(BaseException):
    """The machine is gone: no handler of the code under test may catch this."""


@dataclass(eq=False, slots=True)
class Group:
    """What dies together: one invocation with all its threads."""

    name: str
    killed: bool = False
    running: int = 0
    on_end: Callable[[], None] = lambda: None


@dataclass(eq=False, slots=True)
class Process:
    work: Callable[[], None]
    group: Group
    baton: threading.Lock = field(default_factory=threading.Lock)
    failure: Exception | None = None


class VirtualTime:
    def __init__(self, start: datetime, seed: int) -> None:
        self.now = start
        self.chance = Random(seed)
        self.kills_left = 0
        self.kill_rate = 0.0
        self.kill_at = -1
        """The number of the step at which whoever takes it dies."""
        self.stall_rate = 0.0
        self.faults_left = 0
        self.fault_rate = 0.0
        self.steps = 0
        self._waiting: list[tuple[datetime, float, int, Process | Callable[[], None]]] = []
        self._order = 0
        self._current: Process | None = None
        self._until = start
        self._main = threading.Lock()
        self._main.acquire()

    def at(self, moment: datetime, action: Callable[[], None]) -> None:
        """An action without a process of its own: it takes no time and cannot be killed."""
        self._push(moment, action)

    def spawn(self, group: Group, work: Callable[[], None]) -> None:
        group.running += 1
        process = Process(work, group)
        process.baton.acquire()
        threading.Thread(target=self._live, args=(process,), daemon=True).start()
        self._push(self.now, process)

    def kill(self, group: Group) -> None:
        group.killed = True

    def sleep_until(self, moment: datetime) -> None:
        process = self._current
        if process is None:
            raise AssertionError("only a process sleeps")
        moment = max(moment, self.now)
        if moment <= self._until and (not self._waiting or moment < self._waiting[0][0]):
            self.now = moment  # nobody else would run before
            return
        self._push(moment, process)
        self._main.release()
        process.baton.acquire()
        if process.group.killed:
            raise KilledError

    def fallible_boundary(self) -> None:
        """Also the machine may stall, or the store not answer: what was asked of it is done or not."""
        self.boundary()
        if self._current is not None and self.stall_rate and self.chance.random() < self.stall_rate:
            self.sleep_until(self.now + timedelta(seconds=self.chance.uniform(0, 6)))
        if self._current is not None and self.faults_left and self.chance.random() < self.fault_rate:
            self.faults_left -= 1
            raise UnavailableError("no answer")

    def boundary(self) -> None:
        """Between two steps of a process: others may run, and it may be killed."""
        process = self._current
        if process is None:
            return  # a test looks at the world from outside
        self.steps += 1
        drawn = bool(self.kills_left) and self.chance.random() < self.kill_rate
        if drawn or self.steps == self.kill_at:
            self.kills_left -= drawn
            self.kill(process.group)
            raise KilledError
        self.sleep_until(self.now + timedelta(milliseconds=self.chance.uniform(0, 4)))

    def run(self, until: datetime, done: Callable[[], bool] = lambda: False) -> None:
        """Until a moment, or until `done` says so between two steps."""
        self._until = until
        while self._waiting and self._waiting[0][0] <= until and not done():
            moment, _, _, following = heapq.heappop(self._waiting)
            self.now = max(self.now, moment)
            if isinstance(following, Process):
                self._resume(following)
                if following.failure is not None:
                    raise following.failure
            else:
                following()

    def stop(self) -> None:
        """Lets every thread end; nothing else happens any more."""
        self._until = self.now
        while self._waiting:
            following = heapq.heappop(self._waiting)[3]
            if isinstance(following, Process):
                self.kill(following.group)
                self._resume(following)

    def _resume(self, process: Process) -> None:
        self._current = process
        process.baton.release()
        self._main.acquire()
        self._current = None

    def _live(self, process: Process) -> None:
        process.baton.acquire()
        try:
            if not process.group.killed:
                process.work()
        except KilledError:
            pass
        except Exception as error:  # shown by `run`, in the test's own thread
            process.failure = error
        process.group.running -= 1
        if process.group.running == 0:
            process.group.on_end()
        self._main.release()

    def _push(self, moment: datetime, what: Process | Callable[[], None]) -> None:
        self._order += 1
        heapq.heappush(self._waiting, (moment, self.chance.random(), self._order, what))
