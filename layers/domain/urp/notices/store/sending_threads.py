"""The calls in flight of one worker: a fixed number of threads, kept between invocations."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime


class PooledSendingThreads:
    def __init__(self, threads: int) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="sending")
        self._free = threading.Semaphore(threads)
        self._threads = threads

    def start(self, task: Callable[[], None]) -> None:
        self._free.acquire()
        self._pool.submit(self._run, task)

    def in_each(self, task: Callable[[], None]) -> None:
        together = threading.Barrier(self._threads)

        def run() -> None:
            together.wait()  # a thread that were done already could be given a second one
            task()

        for _ in range(self._threads):
            self.start(run)
        self.join()

    def join(self) -> None:
        for _ in range(self._threads):
            self._free.acquire()
        for _ in range(self._threads):
            self._free.release()

    def _run(self, task: Callable[[], None]) -> None:
        try:
            task()
        finally:
            self._free.release()


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)

    def sleep_until(self, moment: datetime) -> None:
        left = (moment - datetime.now(UTC)).total_seconds()
        if left > 0:
            time.sleep(left)
