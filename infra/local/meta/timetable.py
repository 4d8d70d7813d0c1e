"""Things to do later, in order, by one thread. They must be short: the webhook workers do what takes time."""

import heapq
import itertools
import threading
import time
from collections.abc import Callable

type Action = Callable[[], None]


class Timetable:
    def __init__(self) -> None:
        self._heap: list[tuple[float, int, Action]] = []
        self._order = itertools.count()
        self._changed = threading.Condition()
        self._stopped = False
        self._thread = threading.Thread(target=self._run, name="meta-timetable", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        with self._changed:
            self._stopped = True
            self._heap.clear()
            self._changed.notify()
        self._thread.join()

    def after(self, seconds: float, action: Action) -> None:
        entry = (time.monotonic() + seconds, next(self._order), action)
        with self._changed:
            heapq.heappush(self._heap, entry)
            if self._heap[0] is entry:
                self._changed.notify()

    def clear(self) -> None:
        with self._changed:
            self._heap.clear()

    def _run(self) -> None:
        while True:
            with self._changed:
                if self._stopped:
                    return
                wait = self._heap[0][0] - time.monotonic() if self._heap else None
                if wait is None or wait > 0:
                    self._changed.wait(wait)
                    continue
                action = heapq.heappop(self._heap)[2]
            action()
