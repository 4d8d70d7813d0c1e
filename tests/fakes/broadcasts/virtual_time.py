"""Virtual time: processes that run one at a time, in an order that a seed decides, and can die anywhere.

A process is a thread that holds the baton. It gives it on whenever it sleeps or crosses a boundary to the
outside world; the next to run is whoever wakes first. An hour of a broadcast takes as long as its steps, and
the same seed takes the same steps.
"""

from __future__ import annotations

import heapq
import threading
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from tests.fakes.broadcasts.one_core import one_core
from tests.fakes.broadcasts.processes import Carrier, Group, KilledError, Process
from urp.errors import UnavailableError


class VirtualTime:
    def __init__(self, start: datetime, seed: int) -> None:
        self.now = start
        self.chance = Random(seed)
        self.calm = False
        """No steps: only what takes time by itself does, and nothing fails."""
        self.kills_left, self.kill_rate = 0, 0.0
        self.kill_at = -1
        """The number of the step at which whoever takes it dies."""
        self.kill_in: tuple[str, int] | None = None
        """The same, counting only the steps of the groups of one name."""
        self.kills = 0
        self.stall_rate, self.stalls = 0.0, 0
        self.faults_left, self.fault_rate, self.faults = 0, 0.0, 0
        self.steps, self.steps_of = 0, Counter[str]()  # of all, and by the name of their group
        self._waiting: list[tuple[datetime, float, int, Process | Callable[[], None]]] = []
        self._order = 0
        self._current: Process | None = None
        self._idle = list[Carrier]()
        self._until, self._stopping = start, False
        self._done: Callable[[], bool] = lambda: False
        self._failure: Exception | None = None
        self._main = threading.Lock()
        self._main.acquire()

    @property
    def group(self) -> str:
        """The name of what runs now."""
        return "" if self._current is None else self._current.group.name

    def at(self, moment: datetime, action: Callable[[], None]) -> None:
        """An action without a process of its own: it takes no time and cannot be killed."""
        self._push(moment, action)

    def spawn(self, group: Group, work: Callable[[], None]) -> None:
        group.running += 1
        self._push(self.now, Process(work, group))

    def kill(self, group: Group) -> None:
        """Nothing happens to one that has ended or is dying already."""
        if group.killed or not group.running:
            return
        group.killed = True
        group.on_kill()

    def sleep_until(self, moment: datetime) -> None:
        process = self._current
        if process is None or process.carrier is None:
            raise AssertionError("only a process sleeps")
        moment = max(moment, self.now)
        if moment <= self._until and (not self._waiting or moment < self._waiting[0][0]):
            self.now = moment  # nobody else would run before
            return
        self._push(moment, process)
        self._hand_on()
        process.carrier.baton.acquire()
        if process.group.killed:
            raise KilledError

    def fallible_boundary(self) -> None:
        """Also the machine may stall, or the store not answer: what was asked of it is done or not."""
        self.boundary()
        if self._current is not None and self.stall_rate and self.chance.random() < self.stall_rate:
            self.stalls += 1
            self.sleep_until(self.now + timedelta(seconds=self.chance.uniform(0, 6)))
        if self._current is not None and self.faults_left and self.chance.random() < self.fault_rate:
            self.faults_left -= 1
            self.faults += 1
            raise UnavailableError("no answer")

    def boundary(self) -> None:
        """Between two steps of a process: others may run, and it may be killed."""
        process = self._current
        if process is None or self.calm:
            return  # a test looks at the world from outside
        self.steps += 1
        self.steps_of[process.group.name] += 1
        drawn = bool(self.kills_left) and self.chance.random() < self.kill_rate
        if drawn or self._planned(process.group.name):
            self.kills_left -= drawn
            self.kills += 1
            self.kill(process.group)
            raise KilledError
        self.sleep_until(self.now + timedelta(milliseconds=self.chance.uniform(0, 4)))

    def run(self, until: datetime, done: Callable[[], bool] = lambda: False) -> None:
        """Until a moment, or until `done` says so between two steps."""
        self._until, self._done = until, done
        with one_core():
            while self._goes_on():
                following = self._next()
                if isinstance(following, Process):
                    self._resume(following)
                else:
                    following()

    def stop(self) -> None:
        """Lets every thread end; nothing else happens any more."""
        self._until, self._stopping = self.now, True
        while self._waiting:
            following = heapq.heappop(self._waiting)[3]
            if isinstance(following, Process):
                following.group.killed = True
                self._resume(following)
        for carrier in self._idle:
            carrier.baton.release()
        self._idle.clear()

    def _planned(self, name: str) -> bool:
        return self.steps == self.kill_at or (name, self.steps_of[name]) == self.kill_in

    def _next(self) -> Process | Callable[[], None]:
        moment, _, _, following = heapq.heappop(self._waiting)
        self.now = max(self.now, moment)
        return following

    def _resume(self, process: Process) -> None:
        self._give_baton(process)
        self._main.acquire()
        self._current = None
        failure, self._failure = self._failure, None
        if failure is not None:
            raise failure

    def _hand_on(self) -> None:
        """Straight to the next process; back to `run` when all is done or a failure is to be shown."""
        self._current = None
        while not self._stopping and self._failure is None and self._goes_on():
            following = self._next()
            if isinstance(following, Process):
                self._give_baton(following)
                return
            try:
                following()
            except Exception as error:  # shown by `run`, in the test's own thread
                self._failure = error
        self._main.release()

    def _goes_on(self) -> bool:
        return bool(self._waiting) and self._waiting[0][0] <= self._until and not self._done()

    def _give_baton(self, process: Process) -> None:
        if process.carrier is None:
            process.carrier = self._idle.pop() if self._idle else self._new_carrier()
            process.carrier.process = process
        self._current = process
        process.carrier.baton.release()

    def _new_carrier(self) -> Carrier:
        carrier = Carrier()
        carrier.baton.acquire()
        threading.Thread(target=self._carry, args=(carrier,), daemon=True).start()
        return carrier

    def _carry(self, carrier: Carrier) -> None:
        while True:
            carrier.baton.acquire()
            if carrier.process is None:
                return
            self._live(carrier.process)
            carrier.process = None
            self._idle.append(carrier)
            self._hand_on()

    def _live(self, process: Process) -> None:
        try:
            if not process.group.killed:
                process.work()
        except KilledError:
            pass
        except Exception as error:  # shown by `run`, in the test's own thread
            self._failure = error
        process.group.running -= 1
        if process.group.running == 0:
            process.group.on_end()

    def _push(self, moment: datetime, what: Process | Callable[[], None]) -> None:
        self._order += 1
        heapq.heappush(self._waiting, (moment, self.chance.random(), self._order, what))
